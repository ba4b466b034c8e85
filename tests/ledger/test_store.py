"""The store: what is appended, what is refused, and that totals always match the entries."""

from __future__ import annotations

import math
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conduit_nb.core.calls import CallIntent, CallOutcome, Origin, Status
from conduit_nb.core.errors import LedgerError
from conduit_nb.core.usage import Cost, CostBasis, Usage
from conduit_nb.ledger.entries import intent_entry, outcome_entry
from conduit_nb.ledger.faults import EntryRefused
from conduit_nb.ledger.storage import storage_for
from conduit_nb.ledger.store import Store

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tests.ledger.conftest import MakeIntent, MakeOutcome


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger is."""
    return tmp_path / "ledger.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An open store."""
    opened = Store(path, storage_for(path, "process"))
    yield opened
    opened.close()


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What plain sqlite3 reads from the file."""
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(sql).fetchall()


def test_intent_and_outcome_are_two_rows(
    store: Store, path: Path, make_intent: MakeIntent, make_outcome: MakeOutcome
) -> None:
    """A call is two entries of one writer, numbered in the order in which they came."""
    store.append([intent_entry(make_intent())])
    store.append([outcome_entry(make_outcome())])
    rows = query(path, "SELECT kind, seq, call_id FROM entries ORDER BY id")
    assert rows == [("intent", 1, f"{1:032x}"), ("outcome", 2, f"{1:032x}")]
    assert len(query(path, "SELECT DISTINCT writer FROM entries")) == 1


def test_a_call_without_an_outcome_is_open(
    store: Store, path: Path, make_intent: MakeIntent
) -> None:
    """What was begun and not ended is shown as open, without a cost."""
    store.append([intent_entry(make_intent())])
    rows = query(path, "SELECT status, nano_usd, cost_basis, ended_us FROM calls")
    assert rows == [("open", None, None, None)]
    assert query(path, "SELECT * FROM rollup") == []


@pytest.mark.parametrize("change", ["UPDATE entries SET model = 'x'", "DELETE FROM entries"])
def test_entries_cannot_be_changed(
    store: Store, path: Path, make_intent: MakeIntent, change: str
) -> None:
    """The database itself refuses to change or delete an entry."""
    store.append([intent_entry(make_intent())])
    with (
        closing(sqlite3.connect(path)) as raw,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        raw.execute(change)


def test_an_entry_is_recorded_once(
    store: Store, path: Path, make_intent: MakeIntent, make_outcome: MakeOutcome
) -> None:
    """The same intent or outcome again is refused, and adds nothing to the totals."""
    store.append([intent_entry(make_intent()), outcome_entry(make_outcome())])
    with pytest.raises(EntryRefused, match=r"intent of call 0+1, attempt 0 is recorded already"):
        store.append([intent_entry(make_intent())])
    with pytest.raises(EntryRefused, match=r"outcome .* is recorded already"):
        store.append([outcome_entry(make_outcome(status=Status.FAILED))])
    assert query(path, "SELECT calls, failed FROM rollup") == [(1, 0)]


def test_an_outcome_needs_its_intent(store: Store, path: Path, make_outcome: MakeOutcome) -> None:
    """An outcome of a call that never was reserved is refused, and leaves no trace."""
    with pytest.raises(EntryRefused, match="has no intent"):
        store.append([outcome_entry(make_outcome())])
    assert query(path, "SELECT count(*) FROM entries") == [(0,)]


def test_a_number_beyond_64_bits_is_refused(store: Store, make_intent: MakeIntent) -> None:
    """What SQLite cannot hold is refused by name, and the store goes on."""
    with pytest.raises(EntryRefused, match="not valid"):
        store.append([intent_entry(make_intent(characters=2**70))])
    store.append([intent_entry(make_intent())])


@pytest.mark.parametrize("usd", ["0.000000001", "0.1", "12345678.123456789", "0.0000000015"])
def test_costs_are_exact(
    store: Store, path: Path, make_intent: MakeIntent, make_outcome: MakeOutcome, usd: str
) -> None:
    """A Decimal comes back as it was, to a nano-dollar, rounded half to even."""
    cost = Cost(usd=Decimal(usd), basis=CostBasis.PRICED)
    store.append([intent_entry(make_intent()), outcome_entry(make_outcome(cost=cost))])
    [(nano,)] = query(path, "SELECT nano_usd FROM calls")
    assert isinstance(nano, int)
    assert Decimal(nano).scaleb(-9) == round(Decimal(usd), 9)


def test_an_unknown_cost_is_null_with_its_reason(
    store: Store, path: Path, make_intent: MakeIntent, make_outcome: MakeOutcome
) -> None:
    """An unknown price is never 0; the totals count it apart."""
    cost = Cost(usd=None, basis=CostBasis.UNPRICED, reason="no price for this model")
    store.append([intent_entry(make_intent()), outcome_entry(make_outcome(cost=cost))])
    rows = query(path, "SELECT nano_usd, cost_basis, cost_reason FROM calls")
    assert rows == [(None, "unpriced", "no price for this model")]
    assert query(path, "SELECT nano_usd, unpriced FROM rollup") == [(0, 1)]


def test_a_name_that_is_not_unicode_is_kept_readable(
    store: Store, path: Path, make_intent: MakeIntent
) -> None:
    """A file name with bytes that are no UTF-8 can be recorded."""
    store.append([intent_entry(make_intent(input_name="caf\udce9.wav"))])
    assert query(path, "SELECT input_name FROM calls") == [("caf\\udce9.wav",)]


def test_a_batch_is_all_or_nothing(
    store: Store, path: Path, make_intent: MakeIntent, make_outcome: MakeOutcome
) -> None:
    """When one entry of a batch is refused, none of them is written."""
    with pytest.raises(EntryRefused):
        store.append([intent_entry(make_intent(1)), outcome_entry(make_outcome(2))])
    assert query(path, "SELECT count(*) FROM entries") == [(0,)]


def test_only_the_owner_may_read_the_file(store: Store, path: Path) -> None:
    """The ledger tells of a person's work: others have no access to it."""
    assert path.stat().st_mode & 0o777 == 0o600


def test_another_writer_is_waited_for(store: Store, path: Path, make_intent: MakeIntent) -> None:
    """A lock that is not given up in time is an error that says so, and can be tried again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store._raw.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(LedgerError, match="locked by another process") as caught:
            store.append([intent_entry(make_intent())])
    assert caught.value.retryable
    store.append([intent_entry(make_intent())])


def test_a_failed_migration_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are made all together or not at all, and the next try starts clean."""
    from conduit_nb.ledger import migrate

    real = migrate.upgrade

    def half(connection: object) -> None:
        real(connection)  # type: ignore[arg-type]
        raise LedgerError("power cut")

    monkeypatch.setattr(migrate, "upgrade", half)
    with pytest.raises(LedgerError, match="power cut"):
        Store(path, storage_for(path, "process"))
    assert query(path, "SELECT name FROM sqlite_master") == []
    monkeypatch.setattr(migrate, "upgrade", real)
    Store(path, storage_for(path, "process")).close()
    assert query(path, "PRAGMA user_version") == [(1,)]


PLACES = st.sampled_from([None, "a", "b"])
COSTS = st.one_of(
    st.just(Cost.local()),
    st.just(Cost.cached()),
    st.just(Cost(usd=None, basis=CostBasis.UNPRICED, reason="no price")),
    st.decimals(min_value=0, max_value=1000, places=9).map(
        lambda usd: Cost(usd=usd, basis=CostBasis.PRICED)
    ),
)
ATTEMPTS = st.fixed_dictionaries(
    {
        "at": st.integers(0, 3 * 86_400).map(
            lambda s: datetime(2026, 2, 27, tzinfo=UTC) + timedelta(seconds=s)
        ),
        "provider": st.sampled_from(["local", "openai"]),
        "project": PLACES,
        "notebook": PLACES,
        "operation": st.sampled_from(["transcribe", "speak"]),
        "ends": st.booleans(),
        "status": st.sampled_from([s for s in Status if s is not Status.OPEN]),
        "cost": COSTS,
        "audio_seconds": st.none() | st.floats(0, 1e5),
        "characters": st.none() | st.integers(0, 10**6),
    }
)
GROUPED = """
SELECT day, provider, model, operation, COALESCE(project, ''), COALESCE(notebook, ''), cost_basis,
    COUNT(*), SUM(status = 'failed'), SUM(COALESCE(audio_seconds, 0.0)),
    SUM(COALESCE(characters, 0)), SUM(COALESCE(nano_usd, 0)), SUM(nano_usd IS NULL)
FROM calls WHERE status <> 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
"""


@settings(max_examples=40, deadline=None)
@given(attempts=st.lists(ATTEMPTS, max_size=25), order=st.randoms(use_true_random=False))
def test_totals_equal_the_entries(attempts: list[dict[str, Any]], order: random.Random) -> None:
    """Whatever happened in which order, the roll-up is what GROUP BY over the calls gives."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        store = Store(path, storage_for(path, "process"))
        pairs = [_pair(number, drawn) for number, drawn in enumerate(attempts)]
        store.append([intent_entry(intent) for intent, _ in pairs])
        ended = [outcome for _, outcome in pairs if outcome is not None]
        order.shuffle(ended)
        for outcome in ended:
            store.append([outcome_entry(outcome)])
        store.close()
        kept = query(path, "SELECT * FROM rollup ORDER BY 1, 2, 3, 4, 5, 6, 7")
        grouped = query(path, GROUPED)
    assert [row[:9] + row[10:] for row in kept] == [row[:9] + row[10:] for row in grouped]
    for mine, theirs in zip(kept, grouped, strict=True):
        assert math.isclose(float(str(mine[9])), float(str(theirs[9])), abs_tol=1e-6)


def _pair(number: int, drawn: dict[str, Any]) -> tuple[CallIntent, CallOutcome | None]:
    at: datetime = drawn["at"]
    intent = CallIntent(
        call_id=f"{number:032x}",
        attempt=0,
        at=at,
        operation=str(drawn["operation"]),
        provider=str(drawn["provider"]),
        model=f"{drawn['provider']}/model",
        input_name=None,
        audio_seconds=None,
        characters=None,
        reserved_nano_usd=None,
        origin=Origin(project=drawn["project"], notebook=drawn["notebook"]),
    )
    if not drawn["ends"]:
        return intent, None
    return intent, CallOutcome(
        call_id=intent.call_id,
        attempt=0,
        at=at + timedelta(hours=30),  # on another day: totals go by the start
        status=drawn["status"],
        usage=Usage(audio_seconds=drawn["audio_seconds"], characters=drawn["characters"]),
        cost=drawn["cost"],
        latency=1.0,
    )
