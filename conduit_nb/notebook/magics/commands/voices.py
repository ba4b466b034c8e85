"""``%conduit voices [MODEL]``: the voices, with their licences and what to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.magics.commands._words import words
from conduit_nb.notebook.tables import Column, Table

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface

__all__ = ["run"]


def run(surface: Surface, line: str) -> Table:
    """Returns a row a voice.

    Raises:
        UserError: If there is no such model.
    """
    model = next(iter(words(line, "%conduit voices [MODEL]", most=1)), None)
    columns = (
        *(Column(title) for title in ("voice", "name", "model", "language")),
        Column("rate", numeric=True),
        Column("licence"),
        Column("note"),
    )
    rows = tuple(
        (
            voice.id,
            voice.name,
            voice.model,
            voice.language,
            f"{voice.sample_rate_hz:,} Hz",
            voice.licence,
            voice.note or "",
        )
        for voice in surface.session.voices(model)
    )
    notes = () if rows else ("No voice can be used here; %conduit doctor says what is missing.",)
    return Table(caption="Voices", columns=columns, rows=rows, notes=notes)
