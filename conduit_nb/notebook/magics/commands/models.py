"""``%conduit models``: the models, and whether they can run here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.abilities import languages, operations
from conduit_nb.notebook.magics.commands._words import words
from conduit_nb.notebook.tables import Column, Table

if TYPE_CHECKING:
    from conduit_nb.core.capabilities import Capabilities
    from conduit_nb.notebook.surface import Surface

__all__ = ["run"]

_COLUMNS = ("model", "does", "languages", "streams", "word times", "runs", "ready", "licence")


def run(surface: Surface, line: str) -> Table:
    """Returns a row a model; the defaults are marked.

    Raises:
        UserError: If something follows the command.
    """
    words(line, "%conduit models")
    conduit = surface.session.conduit()
    rows = tuple(_row(able, conduit.missing(able.model)) for able in surface.session.capabilities())
    defaults = ", ".join(f"{model} to {verb}" for verb, model in conduit.defaults.items())
    notes = (f"Without a name: {defaults or 'auto, the first that is ready and fits'}.",)
    columns = tuple(Column(title) for title in _COLUMNS)
    return Table(caption="Models", columns=columns, rows=rows, notes=notes)


def _row(able: Capabilities, missing: str | None) -> tuple[str, ...]:
    return (
        able.model,
        operations(able),
        languages(able),
        "yes" if able.streaming else "·",
        "yes" if able.word_times else "·",
        "here" if able.local else "at the provider",
        "yes" if missing is None else missing,
        able.licence or "not stated",
    )
