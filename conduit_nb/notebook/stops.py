"""The interrupt that says what was recorded."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Stopped", "stoppable"]


class Stopped(KeyboardInterrupt):
    """The user stopped a magic; the message says what was recorded."""

    def __str__(self) -> str:
        return str(self.args[0])


@contextmanager
def stoppable(message: str) -> Iterator[None]:
    """Turns an interrupt into one that says what was recorded.

    Raises:
        Stopped: When the user interrupts what runs inside.
    """
    try:
        yield
    except Stopped:
        raise
    except KeyboardInterrupt as error:
        raise Stopped(message) from error
