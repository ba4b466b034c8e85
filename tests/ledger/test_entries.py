"""Intents and outcomes as rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.ledger.entries import intent_entry, microseconds, outcome_entry
from conduit_nb.ledger.schema import ENTRIES

if TYPE_CHECKING:
    from tests.ledger.conftest import MakeIntent, MakeOutcome


@given(st.datetimes(timezones=st.just(UTC)))
def test_microseconds_are_exact(at: datetime) -> None:
    """A moment comes back as it was, to the microsecond, before 1970 too."""
    back = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds(at))
    assert back == at


def test_a_moment_is_the_same_in_every_zone() -> None:
    """What counts is the moment, not how it is written."""
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert microseconds(at.astimezone(timezone(timedelta(hours=9)))) == microseconds(at)


def test_a_moment_without_a_zone_is_refused() -> None:
    """It could mean any of 24 moments."""
    with pytest.raises(UserError, match="without a time zone"):
        microseconds(datetime(2026, 3, 1))


def test_the_day_is_that_of_utc(make_intent: MakeIntent) -> None:
    """A call at half past one in the night of Tokyo counts for the day before, in UTC."""
    tokyo = timezone(timedelta(hours=9))
    entry = intent_entry(make_intent(at=datetime(2026, 3, 2, 1, 30, tzinfo=tokyo)))
    assert entry.values["day"] == "2026-03-01"


def test_every_value_has_its_column(make_intent: MakeIntent, make_outcome: MakeOutcome) -> None:
    """Nothing that is known of a call is dropped on the way to the table."""
    columns = {column.name for column in ENTRIES.columns}
    written = {*intent_entry(make_intent()).values, *outcome_entry(make_outcome()).values}
    assert columns - written == {"id", "writer", "seq"}
    assert written <= columns


def test_an_entry_names_its_call(make_intent: MakeIntent) -> None:
    """In messages an entry says which call and attempt it is of."""
    assert str(intent_entry(make_intent(1, attempt=2))) == f"intent of call {1:032x}, attempt 2"
