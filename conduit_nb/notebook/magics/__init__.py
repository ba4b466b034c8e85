"""One file a magic: parse the line, ask the session, return the value."""
