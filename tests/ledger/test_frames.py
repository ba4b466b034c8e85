"""The ledger as a pandas DataFrame."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from conduit_nb.config.settings import Settings
from conduit_nb.core.calls import Origin, Status
from conduit_nb.core.errors import UserError
from conduit_nb.core.usage import Cost, CostBasis, Usage
from conduit_nb.ledger import frame
from conduit_nb.ledger.frames import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.ledger.book import Ledger
    from tests.ledger.conftest import MakeIntent, MakeOutcome


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose ledger is the one of the fixture `ledger`."""
    return Settings(home=tmp_path, project=tmp_path)


def test_a_row_tells_all_of_a_call(
    ledger: Ledger, make_intent: MakeIntent, make_outcome: MakeOutcome, settings: Settings
) -> None:
    """Every field of the intent and the outcome is in its column, in its unit."""
    cost = Cost(usd=Decimal("0.006000001"), basis=CostBasis.PRICED)
    usage = Usage(audio_seconds=59.5, input_tokens=7, output_tokens=8)
    intent = make_intent(reserved_nano_usd=9_000_000)
    origin = Origin(project="thesis", notebook="one.ipynb", cell=3, label="pilot", surface="magic")
    outcome = make_outcome(
        cost=cost, usage=usage, first_result=0.25, request_id="req_1", latency=1.5
    )
    ledger.reserve(make_intent(reserved_nano_usd=9_000_000, origin=origin))
    ledger.settle(outcome).result()
    expected: dict[str, Any] = {
        "call_id": f"{1:032x}",
        "attempt": 0,
        "status": "ok",
        "operation": "transcribe",
        "provider": "local",
        "model": "local/moonshine-tiny",
        "input_name": "interview.wav",
        "started_at": pd.Timestamp(intent.at),
        "ended_at": pd.Timestamp(outcome.at),
        "latency": 1.5,
        "first_result": 0.25,
        "asked_audio_seconds": 60.0,
        "asked_characters": None,
        "audio_seconds": 59.5,
        "characters": None,
        "input_tokens": 7,
        "output_tokens": 8,
        "cost_usd": 0.006000001,
        "cost_nano_usd": 6_000_001,
        "cost_basis": "priced",
        "cost_reason": None,
        "reserved_nano_usd": 9_000_000,
        "project": "thesis",
        "notebook": "one.ipynb",
        "cell": 3,
        "label": "pilot",
        "surface": "magic",
        "error": None,
        "request_id": "req_1",
    }
    [row] = frame(settings=settings).to_dict("records")
    assert {name: None if pd.isna(value) else value for name, value in row.items()} == expected


def test_the_columns_are_those_documented(
    ledger: Ledger, make_intent: MakeIntent, settings: Settings
) -> None:
    """Names, order and types are the same for an empty and a filled ledger."""
    documented = {name: kind for name, (kind, _) in COLUMNS.items()}
    empty = frame(settings=settings)
    ledger.reserve(make_intent()).result()
    filled = frame(settings=settings)
    for table in (empty, filled):
        assert {str(name): str(table[name].dtype) for name in table} == documented
    assert (len(empty), len(filled)) == (0, 1)


def test_an_open_call_has_neither_cost_nor_end(
    ledger: Ledger, make_intent: MakeIntent, settings: Settings
) -> None:
    """What is not known is missing; it is not 0."""
    ledger.reserve(make_intent()).result()
    [row] = frame(settings=settings).to_dict("records")
    assert row["status"] == "open"
    for name in ("ended_at", "cost_usd", "cost_nano_usd", "cost_basis", "audio_seconds"):
        assert pd.isna(row[name])


def test_each_attempt_is_a_row(
    ledger: Ledger, make_intent: MakeIntent, make_outcome: MakeOutcome, settings: Settings
) -> None:
    """A call that was tried twice has two rows with one id."""
    for attempt, status in enumerate((Status.FAILED, Status.OK)):
        ledger.reserve(make_intent(1, attempt=attempt))
        ledger.settle(make_outcome(1, attempt=attempt, status=status)).result()
    rows = frame(settings=settings)
    assert list(rows["attempt"]) == [0, 1]
    assert list(rows["status"]) == ["failed", "ok"]
    assert rows["call_id"].nunique() == 1


def test_the_newest_rows_are_given_and_more_is_told(
    ledger: Ledger, make_intent: MakeIntent, settings: Settings
) -> None:
    """`limit` keeps the newest, oldest first, and says whether there are more."""
    for number in (3, 1, 2, 5, 4):
        ledger.reserve(make_intent(number))
    ledger.close()
    rows = frame(limit=2, settings=settings)
    assert list(rows["call_id"]) == [f"{4:032x}", f"{5:032x}"]
    assert rows.attrs["truncated"]
    assert not frame(limit=5, settings=settings).attrs["truncated"]


@pytest.mark.parametrize(
    ("since", "calls"),
    [
        (date(2026, 3, 2), 1),
        ("2026-03-02", 1),
        ("2026-03-02T00:00:00+09:00", 2),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), 2),
        ("2026-03-01T12:00", 2),
        (date(2026, 3, 3), 0),
    ],
)
def test_since_means_utc_unless_it_says_otherwise(
    ledger: Ledger,
    make_intent: MakeIntent,
    settings: Settings,
    since: date | str,
    calls: int,
) -> None:
    """A day begins at midnight UTC; a moment with a zone is that moment."""
    for number, at in enumerate(
        [
            datetime(2026, 3, 1, 11, 59, 59, tzinfo=UTC),
            datetime(2026, 3, 1, 15, tzinfo=UTC),
            datetime(2026, 3, 2, tzinfo=UTC),
        ]
    ):
        ledger.reserve(make_intent(number, at=at))
    ledger.close()
    assert len(frame(since, settings=settings)) == calls


@pytest.mark.parametrize("since", ["yesterday", timedelta(days=1)])
def test_a_since_that_says_nothing_is_refused(settings: Settings, since: Any) -> None:
    """The message shows what can be written."""
    with pytest.raises(UserError, match="since is"):
        frame(since, settings=settings)


def test_a_limit_below_one_is_refused(settings: Settings) -> None:
    """No rows at all cannot be meant."""
    with pytest.raises(UserError, match="limit is 0"):
        frame(limit=0, settings=settings)
