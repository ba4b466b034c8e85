"""Charts: the measure that says most, every bar with its figure, the same bytes each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from conduit_nb.ledger.reader import SummaryRow
from conduit_nb.notebook.charts import MOST_BARS, cost_chart, measure_for, money, to_png, to_svg


def row(key: str | None, **fields: Any) -> SummaryRow:
    """Returns totals."""
    empty: dict[str, Any] = {
        "calls": 1,
        "failed": 0,
        "audio_seconds": 0.0,
        "characters": 0,
        "nano_usd": 0,
        "unpriced": 0,
    }
    return SummaryRow(key=key, **{**empty, **fields})


def texts(svg: str) -> list[str]:
    """Returns the texts of a drawing, in their order."""
    return [
        "".join(element.itertext())
        for element in ET.fromstring(svg).iter()  # noqa: S314  (we drew it)
        if element.tag.endswith("text")
    ]


def test_dollars_are_charted_when_there_are_any() -> None:
    """And what is left out is said."""
    measure = measure_for([row("a", nano_usd=5), row("b", unpriced=1)])
    assert measure.title == "Cost"
    assert "1 calls without a known price are left out" in measure.subtitle


@pytest.mark.parametrize(
    ("rows", "title", "why"),
    [
        ([row("a", audio_seconds=90.0)], "Audio", "Nothing was charged"),
        ([row("a", calls=3)], "Calls", "Nothing was charged"),
        ([row("a", audio_seconds=1.0, unpriced=1)], "Audio", "No price is known"),
    ],
)
def test_without_dollars_what_was_used_is_charted(
    rows: list[SummaryRow], title: str, why: str
) -> None:
    """An empty cost chart tells nothing; unknown is not free."""
    measure = measure_for(rows)
    assert measure.title == title
    assert why in measure.subtitle


def test_every_bar_has_its_name_and_figure() -> None:
    """The largest first, names as they are, no axis that repeats them."""
    rows = [
        row("b/<two>", nano_usd=250_000_000),
        row("a/one", nano_usd=1_234_500_000_000, unpriced=2),
        row(None),
    ]
    shown = texts(to_svg(cost_chart(rows, "model")))
    for expected in ("Cost by model", "a/one", "b/<two>", "(none)", "$0.25", "$0.00"):
        assert expected in shown
    assert "$1,234.50 + 2 unknown" in shown
    assert shown.index("a/one") < shown.index("b/<two>") < shown.index("(none)")


def test_days_stay_in_order() -> None:
    """A time line is not sorted by size; the last days are shown."""
    rows = [row(f"2026-01-{day:02}", nano_usd=(32 - day) * 10**9) for day in range(1, 21)]
    shown = [text for text in texts(to_svg(cost_chart(rows, "day"))) if text.startswith("2026")]
    assert shown == [f"2026-01-{day:02}" for day in range(9, 21)]


def test_many_rows_are_cut_and_said() -> None:
    """A chart of a hundred bars is no chart."""
    rows = [row(f"m{number}", nano_usd=number * 10**9) for number in range(1, 30)]
    shown = texts(to_svg(cost_chart(rows, "model")))
    assert len([text for text in shown if re.fullmatch(r"m\d+", text)]) == MOST_BARS
    assert any("17 smaller ones not drawn" in text for text in shown)


def test_the_drawing_is_the_same_each_time_and_asks_for_nothing() -> None:
    """So that running a notebook again changes nothing in it, offline too."""
    rows = [row("clip7", audio_seconds=3.0)]
    svg = to_svg(cost_chart(rows, "model"))
    assert svg == to_svg(cost_chart(rows, "model"))
    assert "clip7" in texts(svg)
    assert "http" not in svg.replace("http://www.w3.org/", "")
    assert to_png(cost_chart(rows, "model")).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "$0.00"),
        ({"unpriced": 1}, "unknown"),
        ({"calls": 2, "unpriced": 1, "nano_usd": 5 * 10**8}, "$0.50 + 1 unknown"),
    ],
)
def test_unknown_costs_are_never_nothing(fields: dict[str, int], text: str) -> None:
    """They are said."""
    assert money(row("a", **fields)) == text
