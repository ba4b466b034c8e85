"""``%conduit status``: what is set and where things are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.magics.commands._words import words
from conduit_nb.notebook.tables import facts

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface
    from conduit_nb.notebook.tables import Table

__all__ = ["run"]


def run(surface: Surface, line: str) -> Table:
    """Returns names and values.

    Raises:
        UserError: If something follows the command.
    """
    words(line, "%conduit status")
    return facts("Status", surface.session.conduit().status())
