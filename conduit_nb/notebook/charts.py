"""Charts of what was used and spent: rows in, an Altair chart out; no state, no network."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conduit_nb.core.html import timestamp
from conduit_nb.notebook.style import ACCENT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import altair as alt

    from conduit_nb.ledger.reader import SummaryRow

__all__ = ["Measure", "cost_chart", "measure_for", "to_png", "to_svg"]

WIDTH = 520
BAR_HEIGHT = 30
MOST_BARS = 12
LABEL_PIXELS = 220
EDGE = 12.0
_CLIP = re.compile(r'(?:(?<=id=")|(?<=url\(#))clip\d+')
INK, QUIET = "#24292f", "#57606a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the bars show.

    Attributes:
        title: The chart's title, without the grouping.
        subtitle: What it means, in a sentence.
        value: Returns a row's bar.
        label: Returns what stands at the end of it.
    """

    title: str
    subtitle: str
    value: Callable[[SummaryRow], float]
    label: Callable[[SummaryRow], str]


def measure_for(rows: Sequence[SummaryRow]) -> Measure:
    """Returns the measure that says most: dollars; where nothing cost anything, what was used."""
    unpriced = sum(row.unpriced for row in rows)
    if any(row.nano_usd for row in rows):
        more = f" {unpriced:,} calls without a known price are left out." if unpriced else ""
        return Measure(
            title="Cost",
            subtitle=f"US dollars, all calls that ended.{more}",
            value=lambda row: row.nano_usd / 1e9,
            label=money,
        )
    why = (
        "No price is known, so no cost is shown."
        if unpriced
        else "Nothing was charged, so this is what was used."
    )
    if any(row.audio_seconds for row in rows):
        return Measure(
            title="Audio",
            subtitle=why,
            value=lambda row: row.audio_seconds,
            label=lambda row: (
                timestamp(row.audio_seconds)
                if row.audio_seconds >= 60
                else f"{row.audio_seconds:.1f} s"
            ),
        )
    return Measure(
        title="Calls",
        subtitle=why,
        value=lambda row: row.calls,
        label=lambda row: f"{row.calls:,}",
    )


def money(row: SummaryRow) -> str:
    """Returns a row's cost; what is not known is said."""
    from conduit_nb.core.usage import format_usd

    if row.cost_usd is None:
        return "unknown"
    known = f"${format_usd(row.cost_usd)}"
    return f"{known} + {row.unpriced:,} unknown" if row.unpriced else known


def cost_chart(rows: Sequence[SummaryRow], by: str) -> alt.Chart | alt.LayerChart:
    """Returns a bar a row, the largest first (days: in order), each with its figure.

    Args:
        rows: At least one row.
        by: What the rows are grouped by.
    """
    import altair as alt

    measure = measure_for(rows)
    shown, more = _shown(rows, by, measure)
    order = [row.key or "(none)" for row in shown]
    sizes = [measure.value(row) for row in shown]
    labels_of = [measure.label(row) for row in shown]
    values = [
        {"key": key, "value": size, "label": label}
        for key, size, label in zip(order, sizes, labels_of, strict=True)
    ]
    names = alt.Y("key:N", sort=order, title=None).axis(
        labelLimit=LABEL_PIXELS, labelColor=INK, labelFontSize=12, labelPadding=8
    )
    # The axis would repeat the labels; some room on the right keeps the longest one inside.
    top = max(sizes) or 1
    lengths = alt.X("value:Q", title=None, axis=None).scale(domain=[0, top * 1.25])
    base = alt.Chart({"values": values}).encode(y=names, x=lengths)
    bars = base.mark_bar(color=ACCENT, height=18, cornerRadiusEnd=2)
    labels = base.mark_text(align="left", dx=6, color=INK, fontSize=12).encode(text="label:N")
    title = alt.TitleParams(
        text=f"{measure.title} by {by}",
        subtitle=measure.subtitle + more,
        anchor="start",
        color=INK,
        fontSize=14,
        subtitleColor=QUIET,
        subtitleFontSize=12,
        offset=12,
    )
    chart: alt.LayerChart = (
        alt.layer(bars, labels)
        .properties(width=WIDTH, height=alt.Step(BAR_HEIGHT), title=title, background="white")
        .configure_view(stroke=None)
        .configure_axis(domain=False, ticks=False, grid=False)
        .properties(padding=_padding(order, labels_of))
    )
    return chart


def _padding(names: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """Returns the room around a chart, in pixels.

    A browser may draw its sans-serif a fifth wider than the renderer that measured the texts.
    """
    left, right = (max(map(len, texts)) * 1.5 for texts in (names, labels))
    return {"left": EDGE + min(left, LABEL_PIXELS / 5), "right": EDGE + right} | dict.fromkeys(
        ("top", "bottom"), EDGE
    )


def to_svg(chart: Any) -> str:
    """Returns the chart as SVG, which needs no script and no network to be seen."""
    import vl_convert

    return _with_own_ids(vl_convert.vegalite_to_svg(chart.to_json()))


def to_png(chart: Any) -> bytes:
    """Returns the chart as PNG, which pages show even where they trust nothing."""
    import vl_convert

    png: bytes = vl_convert.vegalite_to_png(chart.to_json(), scale=1)
    return png


def _with_own_ids(svg: str) -> str:
    """Returns the drawing with ids that depend on it alone, and that no other drawing has.

    The renderer counts its clipping paths on through the life of the process.
    """
    order = list(dict.fromkeys(_CLIP.findall(svg)))
    plain = _CLIP.sub(lambda found: f"clip-{order.index(found[0])}", svg)
    own = hashlib.sha256(plain.encode()).hexdigest()[:8]
    return _CLIP.sub(lambda found: f"clip-{own}-{order.index(found[0])}", svg)


def _shown(
    rows: Sequence[SummaryRow], by: str, measure: Measure
) -> tuple[Sequence[SummaryRow], str]:
    """Returns the rows that get a bar, and a sentence about those that do not."""
    if by == "day":
        shown = rows[-MOST_BARS:]
        return shown, "" if len(shown) == len(rows) else f" The last {MOST_BARS} days with calls."
    ordered = sorted(rows, key=lambda row: (-measure.value(row), row.key or ""))
    left_out = len(ordered) - MOST_BARS
    return ordered[:MOST_BARS], "" if left_out <= 0 else f" {left_out:,} smaller ones not drawn."
