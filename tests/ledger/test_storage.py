"""How the file is kept and opened, and that one which cannot be used is left as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import LedgerError
from conduit_nb.ledger import storage
from conduit_nb.ledger.storage import APPLICATION_ID, VERSION, open_file, storage_for

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.ledger.book import Ledger
    from tests.ledger.conftest import MakeIntent


@pytest.mark.parametrize(
    ("filesystem", "durability", "journal", "synchronous"),
    [
        ("ext4", "process", "wal", "NORMAL"),
        ("ext4", "power", "wal", "FULL"),
        ("nfs4", "process", "delete", "FULL"),
        ("fuse.sshfs", "power", "delete", "FULL"),
        (None, "process", "wal", "NORMAL"),
    ],
)
def test_safe_first_then_fast(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    *,
    filesystem: str | None,
    durability: str,
    journal: str,
    synchronous: str,
) -> None:
    """The journal follows the file system; waiting for the disk follows what was asked for."""
    monkeypatch.setattr(storage, "filesystem_of", lambda path: filesystem)
    kept = storage_for(tmp_path / "ledger.db", durability)
    assert (kept.journal, kept.synchronous) == (journal, synchronous)


@pytest.mark.parametrize(
    ("filesystem", "durability", "mode", "level"),
    [("ext4", "process", "wal", 1), ("ext4", "power", "wal", 2), ("nfs", "process", "delete", 2)],
)
def test_sqlite_keeps_it_so(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    *,
    filesystem: str,
    durability: str,
    mode: str,
    level: int,
) -> None:
    """What was decided is what SQLite says of the open file (1 is NORMAL, 2 is FULL)."""
    monkeypatch.setattr(storage, "filesystem_of", lambda path: filesystem)
    path = tmp_path / "ledger.db"
    with closing(open_file(path, storage_for(path, durability))) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == (mode,)
        assert raw.execute("PRAGMA synchronous").fetchone() == (level,)


def test_a_ledger_moved_to_a_network_leaves_the_log(
    ledger: Ledger, make_intent: MakeIntent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was in WAL is changed to the rollback journal, entries and all."""
    ledger.reserve(make_intent(1)).result()
    assert ledger.describe().journal == "wal"
    ledger.close()
    monkeypatch.setattr(storage, "filesystem_of", lambda path: "nfs4")
    ledger.reserve(make_intent(2)).result()
    told = ledger.describe()
    assert told.journal == "delete"
    assert told.network
    assert "nfs4" in (told.note or "")
    assert "power failure" in told.text


def _sqlite_file(path: Path, *statements: str) -> bytes:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)
    return path.read_bytes()


def _refused(ledger: Ledger, make_intent: MakeIntent) -> str:
    with pytest.raises(LedgerError) as caught:
        ledger.reserve(make_intent()).result()
    with pytest.raises(LedgerError):
        ledger.describe()
    return str(caught.value)


def test_a_newer_ledger_is_never_touched(ledger: Ledger, make_intent: MakeIntent) -> None:
    """A schema this version does not know is refused, and says how to go on."""
    before = _sqlite_file(
        ledger.path,
        "CREATE TABLE entries (id INTEGER)",
        f"PRAGMA application_id = {APPLICATION_ID}",
        f"PRAGMA user_version = {VERSION + 1}",
    )
    said = _refused(ledger, make_intent)
    assert f"newer conduit_nb (schema {VERSION + 1}, here {VERSION})" in said
    assert "Upgrade conduit_nb" in said
    assert ledger.path.read_bytes() == before


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (x)", "PRAGMA user_version = 1"])
def test_another_programs_file_is_never_touched(
    ledger: Ledger, make_intent: MakeIntent, statement: str
) -> None:
    """An SQLite file that is no ledger is refused and stays as it is."""
    before = _sqlite_file(ledger.path, statement)
    assert "is an SQLite file, but not a ledger" in _refused(ledger, make_intent)
    assert ledger.path.read_bytes() == before


def test_a_file_that_is_no_database_is_never_touched(
    ledger: Ledger, make_intent: MakeIntent
) -> None:
    """A file full of something else is refused, and says how to get at what is in it."""
    before = b"not a database at all, but somebody's notes. " * 200
    ledger.path.write_bytes(before)
    said = _refused(ledger, make_intent)
    assert "is damaged" in said
    assert "sqlite3 ledger.db .recover" in said
    assert ledger.path.read_bytes() == before


def test_a_damaged_ledger_is_never_overwritten(ledger: Ledger, make_intent: MakeIntent) -> None:
    """A page overwritten in the middle is noticed, and nothing is written over the rest."""
    for number in range(200):
        ledger.reserve(make_intent(number))
    ledger.close()
    content = bytearray(ledger.path.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    ledger.path.write_bytes(content)
    with pytest.raises(LedgerError, match="is damaged"):
        ledger.reserve(make_intent(999)).result()
    assert ledger.path.read_bytes() == bytes(content)


def test_an_empty_file_becomes_a_ledger(ledger: Ledger, make_intent: MakeIntent) -> None:
    """A file of no bytes, left by a process killed at its start, is no obstacle."""
    ledger.path.touch()
    assert ledger.describe().schema is None
    ledger.reserve(make_intent()).result()
    assert ledger.describe().schema == VERSION
