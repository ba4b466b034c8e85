"""``conduit-nb``, the command line."""
