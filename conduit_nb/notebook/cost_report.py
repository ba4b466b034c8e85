"""What was used and what it cost, as a value: a table, a chart, and the calls as a DataFrame."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from conduit_nb.core.html import timestamp
from conduit_nb.core.usage import format_usd
from conduit_nb.notebook.charts import cost_chart, money, to_png, to_svg
from conduit_nb.notebook.tables import Column, Table

if TYPE_CHECKING:
    import pandas as pd

    from conduit_nb.config.settings import Settings
    from conduit_nb.ledger.reader import SummaryRow

__all__ = ["CostReport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostReport:
    """Totals of the ledger, by provider, model, operation, day or notebook.

    Attributes:
        by: What the rows are grouped by.
        rows: The totals, exact.
        since: The first day (UTC) that counts, or None for all.
        settings: Whose ledger it is.
    """

    by: str
    rows: tuple[SummaryRow, ...]
    since: str | None
    settings: Settings

    @property
    def total_usd(self) -> Decimal:
        """All known costs in US dollars, exact."""
        return Decimal(sum(row.nano_usd for row in self.rows)).scaleb(-9)

    @property
    def frame(self) -> pd.DataFrame:
        """The calls behind the totals as a pandas DataFrame; see `conduit_nb.ledger.frame`."""
        from conduit_nb import ledger

        return ledger.frame(since=self.since, settings=self.settings)

    @property
    def table(self) -> Table:
        """The totals as a table."""
        since = f" since {self.since}" if self.since else ""
        columns = (
            Column(self.by),
            *(Column(title, numeric=True) for title in ("calls", "failed", "audio", "characters")),
            Column("cost (US$)", numeric=True),
            Column("basis"),
        )
        return Table(
            caption=f"Cost by {self.by}{since}",
            columns=columns,
            rows=tuple(self._cells(row) for row in self.rows),
            total=self._total() if len(self.rows) > 1 else None,
            notes=self._notes(),
        )

    def chart(self) -> Any:
        """Returns the totals as an Altair chart."""
        return cost_chart(self.rows, self.by)

    def _cells(self, row: SummaryRow) -> tuple[str, ...]:
        return (
            row.key or "(none)",
            f"{row.calls:,}",
            f"{row.failed:,}",
            _length(row.audio_seconds),
            f"{row.characters:,}",
            money(row),
            ", ".join(row.bases),
        )

    def _total(self) -> tuple[str, ...]:
        rows, unpriced = self.rows, sum(row.unpriced for row in self.rows)
        known = f"${format_usd(self.total_usd)}"
        return (
            "in all",
            f"{sum(row.calls for row in rows):,}",
            f"{sum(row.failed for row in rows):,}",
            _length(sum(row.audio_seconds for row in rows)),
            f"{sum(row.characters for row in rows):,}",
            f"{known} + {unpriced:,} unknown" if unpriced else known,
            "",
        )

    def _notes(self) -> tuple[str, ...]:
        if not self.rows:
            since = f" since {self.since}" if self.since else " yet"
            return (f"No call is recorded{since}.",)
        unpriced = sum(row.unpriced for row in self.rows)
        if unpriced:
            return (f"{unpriced:,} calls have no known price; the ledger's frame tells why.",)
        return () if any(row.nano_usd for row in self.rows) else ("Nothing was charged.",)

    def _ipython_display_(self) -> None:
        from IPython.core.getipython import get_ipython
        from IPython.display import display

        show: Any = display
        show(self.table)
        shell: Any = get_ipython()
        if self.rows and "image/svg+xml" in shell.display_formatter.active_types:
            show(*self.chart_outputs(), raw=True)

    def chart_outputs(self) -> tuple[dict[str, Any]]:
        """Returns the chart as an output: SVG, PNG for pages that trust nothing, and text."""
        import base64

        chart = self.chart()
        return (
            {
                "image/svg+xml": to_svg(chart),
                "image/png": base64.b64encode(to_png(chart)).decode("ascii"),
                "text/plain": f"Chart: {self.table.caption}",
            },
        )

    def __str__(self) -> str:
        return self.table.text()

    __repr__ = __str__


def _length(seconds: float) -> str:
    return timestamp(seconds) if seconds >= 60 else f"{seconds:.1f} s"
