"""``%conduit use MODEL``: answer with this model from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics.commands._words import words
from conduit_nb.notebook.values import Text

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface

__all__ = ["run"]


def run(surface: Surface, line: str) -> Text:
    """Returns what the model now answers.

    Raises:
        UserError: If no model is named, or there is no such model.
    """
    named = words(line, "%conduit use MODEL", most=1)
    if not named:
        raise UserError("No model is named.", hint="Usage: %conduit use MODEL, or use auto.")
    verbs = surface.session.conduit().use(named[0])
    return Text(f"{named[0]} is now used to {' and '.join(verbs)}.")
