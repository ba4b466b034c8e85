"""What magics return besides the values of the core: texts, and several results at once."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from conduit_nb.core.html import timestamp
from conduit_nb.core.transcript import Transcript
from conduit_nb.core.usage import Cost, format_usd
from conduit_nb.notebook.style import STYLE
from conduit_nb.notebook.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from IPython.lib.pretty import PrettyPrinter

    from conduit_nb.core.route import Estimate

__all__ = ["Estimates", "Text", "Texts", "Transcripts", "total_cost"]

FIRST_WORDS = 12


class _Shown:
    """Shows `html` and `text` where Python's own types would show their parts."""

    __slots__ = ()

    def html(self) -> str:
        """Returns what a notebook shows."""
        raise NotImplementedError

    def text(self) -> str:
        """Returns what a terminal shows."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_pretty_(self, printer: PrettyPrinter, _cycle: bool) -> None:
        write: Any = printer.text
        write(self.text())


class Text(_Shown, str):
    """Text that is shown as it is, instead of as a Python literal."""

    __slots__ = ()

    def html(self) -> str:
        """Returns the text as HTML that keeps its lines."""
        return f'{STYLE}<div class="cnb"><pre class="cnb-text">{escape(self)}</pre></div>'

    def text(self) -> str:
        """Returns the text itself."""
        return str(self)


class Texts(_Shown, dict[str, str]):
    """Several texts, each under the name of its recording."""

    def html(self) -> str:
        """Returns each text under its name."""
        body = "".join(
            f'<p class="cnb-name">{escape(name)}</p><pre class="cnb-text">{escape(text)}</pre>'
            for name, text in self.items()
        )
        return f'{STYLE}<div class="cnb">{body}</div>'

    def text(self) -> str:
        """Returns each text under its name, for terminals."""
        return "\n\n".join(f"== {name} ==\n{text.rstrip()}" for name, text in self.items())


class Transcripts(_Shown, list[Transcript]):
    """Transcripts of several recordings: a list that shows an overview."""

    def table(self) -> Table:
        """Returns the overview: a row a recording."""
        columns = (
            Column("recording"),
            Column("length", numeric=True),
            Column("words", numeric=True),
            Column("model"),
            Column("cost", numeric=True),
            Column("begins"),
        )
        rows = tuple(
            (
                transcript.name,
                timestamp(transcript.duration),
                f"{len(transcript.text.split()):,}",
                transcript.model or "",
                str(transcript.cost) if transcript.cost else "",
                _beginning(transcript.text),
            )
            for transcript in self
        )
        total = (
            f"{len(self)} recording{'' if len(self) == 1 else 's'}",
            timestamp(sum(transcript.duration for transcript in self)),
            f"{sum(len(transcript.text.split()) for transcript in self):,}",
            "",
            total_cost(transcript.cost for transcript in self),
            "",
        )
        notes = tuple(f"{t.name}: {warning}" for t in self for warning in t.warnings)
        return Table(caption="Transcripts", columns=columns, rows=rows, total=total, notes=notes)

    def html(self) -> str:
        """Returns the table as HTML."""
        return self.table().html()

    def text(self) -> str:
        """Returns the table as text."""
        return self.table().text()


class Estimates(_Shown, list["Estimate"]):
    """What calls would use and cost, and the plan behind each; nothing was called."""

    def table(self) -> Table:
        """Returns a row an input, and the plans as notes."""
        columns = (
            Column("input"),
            Column("operation"),
            Column("size", numeric=True),
            Column("model"),
            Column("at most", numeric=True),
        )
        rows = tuple(
            (
                estimate.input_name,
                estimate.operation,
                _size(estimate),
                estimate.plan.routes[0].route.model,
                "unknown" if estimate.cost_usd is None else f"${format_usd(estimate.cost_usd)}",
            )
            for estimate in self
        )
        plans = dict.fromkeys(line for e in self for line in e.plan.explain().splitlines())
        return Table(
            caption="Estimate; nothing was called", columns=columns, rows=rows, notes=tuple(plans)
        )

    def html(self) -> str:
        """Returns the table as HTML."""
        return self.table().html()

    def text(self) -> str:
        """Returns the table as text."""
        return self.table().text()


def total_cost(costs: Iterable[Cost | None]) -> str:
    """Returns the sum of what is known, and how many costs are not."""
    there = [cost for cost in costs if cost is not None]
    known = [cost.usd for cost in there if cost.usd is not None]
    unknown = len(there) - len(known)
    parts = [f"${format_usd(sum(known, Decimal(0)))}"] if known else []
    return " + ".join([*parts, *([f"{unknown} unknown"] if unknown else [])])


def _size(estimate: Estimate) -> str:
    if estimate.usage.characters is not None:
        return f"{estimate.usage.characters:,} characters"
    return timestamp(estimate.usage.audio_seconds or 0)


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
