"""One line of the table of figures."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Row"]


class Row(NamedTuple):
    """A figure beside its yardstick, measured in the same run.

    Attributes:
        what: What was measured.
        ours: Our figure, with its unit.
        yardstick: The same done plainly, by whom, with its unit.
        ratio: Ours over the yardstick, or None where that says nothing.
        target: What is to be reached.
        ok: Whether it is.
    """

    what: str
    ours: str
    yardstick: str
    ratio: float | None
    target: str
    ok: bool
