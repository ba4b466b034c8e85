"""Public fakes for code that uses conduit_nb: clocks, recorders, scripted engines, audio."""
