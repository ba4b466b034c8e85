"""The cost report: exact totals, a table and a chart, and the calls behind them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb import ledger
from conduit_nb.config.settings import Settings
from conduit_nb.core.calls import CallIntent, CallOutcome, Origin, Status
from conduit_nb.core.usage import Cost, CostBasis, Usage
from conduit_nb.notebook.cost_report import CostReport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Returns settings whose ledger holds three calls."""
    settings = Settings(home=tmp_path, project=tmp_path)
    book = ledger.open_ledger(settings)
    unknown = Cost(usd=None, basis=CostBasis.UNPRICED, reason="new")
    priced = Cost(usd=Decimal("1.25"), basis=CostBasis.PRICED)
    for model, cost in (("a/one", priced), ("b/two", Cost.local()), ("b/two", unknown)):
        call_id = uuid.uuid4().hex
        book.reserve(
            CallIntent(
                call_id=call_id,
                attempt=0,
                at=AT,
                operation="transcribe",
                provider=model.partition("/")[0],
                model=model,
                input_name="x.wav",
                audio_seconds=75.0,
                characters=None,
                reserved_nano_usd=None,
                origin=Origin(),
            )
        ).result()
        book.settle(
            CallOutcome(
                call_id=call_id,
                attempt=0,
                at=AT,
                status=Status.OK,
                usage=Usage(audio_seconds=75.0),
                cost=cost,
                latency=1.0,
            )
        ).result()
    return settings


def report(settings: Settings, by: str = "model", since: str | None = None) -> CostReport:
    """Returns the report of a ledger."""
    rows = ledger.summary(by, since=since, settings=settings)
    return CostReport(by=by, rows=tuple(rows), since=since, settings=settings)


def test_the_table_tells_units_and_basis(settings: Settings) -> None:
    """And what is not known."""
    table = report(settings).table
    assert table.rows == (
        ("a/one", "1", "0", "1:15", "0", "$1.25", "priced"),
        ("b/two", "2", "0", "2:30", "0", "$0.00 + 1 unknown", "local, unpriced"),
    )
    assert table.total == ("in all", "3", "0", "3:45", "0", "$1.25 + 1 unknown", "")
    assert "1 calls have no known price" in table.notes[0]


def test_the_total_is_exact(settings: Settings) -> None:
    """A decimal, never a float."""
    assert report(settings).total_usd == Decimal("1.25")


def test_the_calls_behind_it_are_a_frame(settings: Settings) -> None:
    """A row a call, from the same day on."""
    assert len(report(settings).frame) == 3
    assert len(report(settings, since="2026-03-02").frame) == 0


def test_it_shows_a_table_and_a_chart(
    settings: Settings, shell: Any, run_cell: Callable[[str], Any]
) -> None:
    """Two outputs: a front end shows only one form of each."""
    shell.user_ns["report"] = report(settings)
    run_cell("display(report)")
    table, chart = shell.display_pub.outputs
    assert "<caption>Cost by model</caption>" in table["data"]["text/html"]
    assert chart["data"]["image/svg+xml"].startswith("<svg")
    assert chart["data"]["text/plain"] == "Chart: Cost by model"
    assert chart["data"]["image/png"]


def test_an_empty_ledger_shows_no_chart(
    tmp_path: Path, shell: Any, run_cell: Callable[[str], Any]
) -> None:
    """There is nothing to draw."""
    shell.user_ns["report"] = report(Settings(home=tmp_path, project=tmp_path))
    run_cell("display(report)")
    assert len(shell.display_pub.outputs) == 1
    assert "No call is recorded yet." in shell.display_pub.outputs[0]["data"]["text/plain"]


def test_a_terminal_shows_the_table_alone(
    settings: Settings,
    shell: Any,
    run_cell: Callable[[str], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It draws no pictures."""
    monkeypatch.setattr(shell.display_formatter, "active_types", ["text/plain"])
    shell.user_ns["report"] = report(settings)
    run_cell("display(report)")
    assert len(shell.display_pub.outputs) == 1


def test_it_prints_as_its_table(settings: Settings) -> None:
    """Also in a list or a log."""
    assert str(report(settings)).startswith("Cost by model\nmodel   calls")
    assert repr(report(settings)) == str(report(settings))
