"""A table as a value: HTML in a notebook, aligned text in a terminal, a DataFrame when asked."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from conduit_nb.core.errors import one_line
from conduit_nb.notebook.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

__all__ = ["Column", "Table", "facts"]

TEXT_WIDTH = 44  # of a column in a terminal; longer cells are wrapped


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, and whether it holds figures (set to the right)."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text under titles.

    Attributes:
        caption: What the table shows.
        columns: Its columns.
        rows: Its cells as text, a tuple a row.
        total: The last row, set apart.
        notes: What to know about it, a line each.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()

    def html(self) -> str:
        """Returns the table as HTML, every text escaped, header cells with their scope."""
        head = "".join(
            f'<th scope="col"{_figures(column)}>{escape(column.title)}</th>'
            for column in self.columns
        )
        body = "".join(f"<tr>{self._cells(row)}</tr>" for row in self.rows)
        foot = f"<tfoot><tr>{self._cells(self.total)}</tr></tfoot>" if self.total else ""
        notes = "".join(f'<p class="cnb-quiet">{escape(note)}</p>' for note in self.notes)
        header = f"<thead><tr>{head}</tr></thead>" if any(c.title for c in self.columns) else ""
        return (
            f'{STYLE}<div class="cnb"><table class="cnb-table">'
            f"<caption>{escape(self.caption)}</caption>{header}<tbody>{body}</tbody>{foot}</table>{notes}</div>"
        )

    def text(self) -> str:
        """Returns the table as lines of aligned text."""
        body = [*self.rows, *([self.total] if self.total else [])]
        titles = tuple(column.title for column in self.columns)
        shown = [titles, *body] if any(titles) else body
        cells = [[_wrapped(cell) for cell in row] for row in shown]
        widths = [max(len(line) for row in cells for line in row[i]) for i in range(len(titles))]
        lines = [self.caption]
        for number, row in enumerate(cells):
            lines += [self._line(pieces, widths) for pieces in zip_longest(*row, fillvalue="")]
            if number == 0 and any(titles):
                lines.append("  ".join("-" * width for width in widths))
        return "\n".join([*lines, *(one_line(note) for note in self.notes)])

    def to_frame(self) -> pd.DataFrame:
        """Returns the rows as a pandas DataFrame of text."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=[column.title for column in self.columns])

    def _cells(self, row: Sequence[str]) -> str:
        pairs = list(zip(row, self.columns, strict=True))
        first, rest = pairs[0], pairs[1:]
        return f'<th scope="row"{_figures(first[1])}>{escape(first[0])}</th>' + "".join(
            f"<td{_figures(column)}>{escape(cell)}</td>" for cell, column in rest
        )

    def _line(self, pieces: Iterable[str], widths: list[int]) -> str:
        return "  ".join(
            piece.rjust(width) if column.numeric else piece.ljust(width)
            for piece, width, column in zip(pieces, widths, self.columns, strict=True)
        ).rstrip()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}

    def __str__(self) -> str:
        return self.text()


def facts(caption: str, pairs: Iterable[tuple[str, str]]) -> Table:
    """Returns a table of names and values, without titles."""
    return Table(caption=caption, columns=(Column(""), Column("")), rows=tuple(pairs))


def _figures(column: Column) -> str:
    return ' class="cnb-n"' if column.numeric else ""


def _wrapped(cell: str) -> list[str]:
    return textwrap.wrap(one_line(cell), TEXT_WIDTH) or [""]
