"""Totals and descriptions, read without getting in anybody's way."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from conduit_nb.config.settings import Settings
from conduit_nb.core.calls import Origin, Status
from conduit_nb.core.errors import LedgerError, UserError
from conduit_nb.core.usage import Cost, CostBasis, Usage
from conduit_nb.ledger import reader, summary
from conduit_nb.ledger.reader import reading

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.ledger.book import Ledger
    from tests.ledger.conftest import MakeIntent, MakeOutcome


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose ledger is the one of the fixture `ledger`."""
    return Settings(home=tmp_path, project=tmp_path)


@pytest.fixture
def filled(ledger: Ledger, make_intent: MakeIntent, make_outcome: MakeOutcome) -> Ledger:
    """Three local calls, one paid, one unpriced and failed, one open."""
    for number in (1, 2, 3):
        ledger.reserve(make_intent(number))
        ledger.settle(make_outcome(number))
    paid = Cost(usd=Decimal("0.006"), basis=CostBasis.PRICED)
    origin = Origin(project="thesis")
    ledger.reserve(make_intent(4, provider="openai", model="openai/gpt-transcribe", origin=origin))
    ledger.settle(make_outcome(4, cost=paid))
    ledger.reserve(
        make_intent(5, provider="azure", model="azure/mine", operation="speak", origin=origin)
    )
    unknown = Cost(usd=None, basis=CostBasis.UNPRICED, reason="no price")
    ledger.settle(
        make_outcome(5, cost=unknown, status=Status.FAILED, usage=Usage(characters=70))
    ).result()
    ledger.reserve(make_intent(6)).result()
    return ledger


def test_totals_by_provider(filled: Ledger, settings: Settings) -> None:
    """The most expensive comes first; an unknown cost is no cost of 0."""
    rows = summary(settings=settings)
    assert [(row.key, row.calls, row.failed, row.cost_usd) for row in rows] == [
        ("openai", 1, 0, Decimal("0.006000000")),
        ("local", 3, 0, Decimal(0)),
        ("azure", 1, 1, None),
    ]
    assert rows[1].audio_seconds == 180.0
    assert rows[2].characters == 70
    assert rows[2].unpriced == 1


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("model", ["openai/gpt-transcribe", "local/moonshine-tiny", "azure/mine"]),
        ("operation", ["transcribe", "speak"]),
        ("day", ["2026-03-01"]),
        ("notebook", [None, "one.ipynb"]),
    ],
)
def test_totals_by_anything_else(
    filled: Ledger, settings: Settings, by: str, keys: list[str | None]
) -> None:
    """Calls from no notebook are a group of their own."""
    rows = summary(by, settings=settings)
    assert [row.key for row in rows] == keys
    assert sum(row.calls for row in rows) == 5


def test_an_unknown_grouping_is_refused(settings: Settings) -> None:
    """The nearest one is offered."""
    with pytest.raises(UserError, match="did you mean provider"):
        summary("providers", settings=settings)


def test_a_ledger_tells_of_itself(filled: Ledger) -> None:
    """`doctor` shows where it is, what is in it and what it survives."""
    told = filled.describe()
    assert (told.exists, told.schema, told.calls, told.journal) == (True, 1, 5, "wal")
    assert told.bytes > 0
    assert str(filled.path) in told.text
    assert "5 calls" in told.text
    assert "survives a killed process" in told.text
    assert replace(told, network=False).note is None


def test_reading_does_not_wait_for_a_writer(filled: Ledger, settings: Settings) -> None:
    """While another process holds the write lock, totals are read all the same."""
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(summary(settings=settings)) == 3


def test_a_reader_does_not_stop_the_writer(
    filled: Ledger, make_intent: MakeIntent, settings: Settings
) -> None:
    """An entry is recorded while a read is under way."""
    with reading(filled.path) as connection:
        assert connection is not None
        rows = connection.exec_driver_sql("SELECT * FROM calls")
        assert rows.fetchone() is not None
        filled.reserve(make_intent(50)).result(5)
        rows.close()


def test_a_reader_cannot_write(filled: Ledger) -> None:
    """What only reads has no way to change anything."""
    with pytest.raises(LedgerError, match="cannot be written to"):
        _delete_totals(filled.path)


def _delete_totals(path: Path) -> None:
    with reading(path) as connection:
        assert connection is not None
        connection.exec_driver_sql("DELETE FROM rollup")


@pytest.mark.parametrize("name", ["a b", "100%", "x?mode=rwc", "#1", "ünï"])
def test_any_folder_name_will_do(
    tmp_path: Path, make_intent: MakeIntent, make_outcome: MakeOutcome, name: str
) -> None:
    """A home may have characters that mean something in an address."""
    from conduit_nb.ledger.book import Ledger as Opened

    ledger = Opened(tmp_path / name)
    ledger.reserve(make_intent())
    ledger.settle(make_outcome()).result()
    assert ledger.describe().calls == 1
    ledger.close()
    assert summary(settings=Settings(home=tmp_path / name, project=tmp_path))[0].calls == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_totals_since_a_day(filled: Ledger, settings: Settings) -> None:
    """The day itself counts; what came before does not."""
    assert sum(row.calls for row in summary(since="2026-03-01", settings=settings)) == 5
    assert summary(since="2026-03-02", settings=settings) == []


def test_since_what_is_no_day_is_refused(settings: Settings) -> None:
    """The message says how a day is written."""
    with pytest.raises(UserError, match="a day such as 2026-01-31"):
        summary(since="last week", settings=settings)


def test_totals_tell_how_the_costs_are_known(filled: Ledger, settings: Settings) -> None:
    """A total of 0 is told apart by its basis."""
    bases = {row.key: row.bases for row in summary(settings=settings)}
    assert bases["local"] == ("local",)
    assert bases["azure"] == ("unpriced",)


def test_what_a_killed_writer_left_is_undone(
    filled: Ledger, tmp_path: Path, settings: Settings
) -> None:
    """Half a transaction in a rollback journal is not read: the state before it is."""
    filled.close()
    left = tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as killed:
        killed.execute("PRAGMA journal_mode = DELETE")
        killed.execute("PRAGMA cache_size = 1")  # so that the file is changed before the commit
        killed.execute("BEGIN IMMEDIATE")
        killed.execute("UPDATE rollup SET calls = 1000, provider = hex(zeroblob(9000)) || rowid")
        for name in ("ledger.db", "ledger.db-journal"):
            shutil.copy(tmp_path / name, left / name)
        killed.execute("ROLLBACK")
    assert (left / "ledger.db").read_bytes() != filled.path.read_bytes()
    rows = summary(settings=replace(settings, home=left))
    assert sum(row.calls for row in rows) == 5
    assert not (left / "ledger.db-journal").exists()


def test_a_file_that_is_being_written_is_not_read_as_it_lies(
    filled: Ledger, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where readers must wait for the writer, a reader that waited in vain says so."""
    filled.close()
    monkeypatch.setattr(reader, "READ_TIMEOUT_S", 0.01)
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerError, match="locked by another process"):
            summary(settings=settings)
