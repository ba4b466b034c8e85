"""``%conduit doctor``: what works here, what does not, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.magics.commands._words import words
from conduit_nb.notebook.tables import Column, Table

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface

__all__ = ["run"]

_MARKS = {"ok": "✓ ok", "note": "! note", "fail": "✗ fails"}


def run(surface: Surface, line: str) -> Table:
    """Returns a row a check.

    Raises:
        UserError: If something follows the command.
    """
    words(line, "%conduit doctor")
    checks = surface.session.conduit().doctor()
    failed = sum(check.state == "fail" for check in checks)
    verdict = "All that is needed works." if not failed else f"{failed} of {len(checks)} fail."
    return Table(
        caption="Doctor",
        columns=tuple(Column(title) for title in ("", "what", "found", "what to do")),
        rows=tuple((_MARKS[c.state], c.name, c.detail, c.fix or "") for c in checks),
        notes=(verdict,),
    )
