"""Stops: an interrupt says what was recorded."""

from __future__ import annotations

import pytest

from conduit_nb.notebook.stops import Stopped, stoppable


def test_a_stop_says_what_was_recorded() -> None:
    """It is still an interrupt, so that nothing takes it for an error."""
    with pytest.raises(Stopped, match="it is recorded") as caught, stoppable("it is recorded"):
        raise KeyboardInterrupt
    assert isinstance(caught.value, KeyboardInterrupt)


def test_the_first_stop_is_the_one_that_tells() -> None:
    """What stands around it does not change the message."""
    with pytest.raises(Stopped, match="inner"), stoppable("outer"), stoppable("inner"):
        raise KeyboardInterrupt
