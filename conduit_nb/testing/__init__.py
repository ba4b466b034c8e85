"""Public fakes for tests of code that uses conduit_nb: clocks, recorders, scripted engines, audio."""
