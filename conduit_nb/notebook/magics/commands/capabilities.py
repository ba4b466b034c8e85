"""``%conduit capabilities [MODEL]``: what models can and cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.abilities import overview, sheet
from conduit_nb.notebook.magics.commands._words import words

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface
    from conduit_nb.notebook.tables import Table

__all__ = ["run"]


def run(surface: Surface, line: str) -> Table:
    """Returns all that is known of one model, or a row for every model.

    Raises:
        UserError: If there is no such model.
    """
    model = next(iter(words(line, "%conduit capabilities [MODEL]", most=1)), None)
    known = surface.session.capabilities(model)
    return overview(known) if model is None else sheet(known[0])
