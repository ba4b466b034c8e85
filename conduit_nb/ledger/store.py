"""The ledger's file, open for writing: how it is opened safely, and how entries are appended."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import StaticPool, bindparam, create_engine, event, func, literal, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from conduit_nb.core.errors import LedgerError
from conduit_nb.ledger.entries import INTENT, OUTCOME, Entry
from conduit_nb.ledger.faults import (
    EntryRefused,
    file_fault,
    foreign_file,
    is_busy,
    newer_schema,
    sqlite_fault,
)
from conduit_nb.ledger.filesystems import filesystem_of, is_network
from conduit_nb.ledger.schema import APPLICATION_ID, ENTRIES, ROLLUP, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import ClauseElement, Connection, CursorResult, Engine
    from sqlalchemy.dialects.sqlite import Insert

__all__ = ["Storage", "Store", "file_version", "storage_for"]

BUSY_TIMEOUT_S = 10.0
BUSY_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """How the file is kept.

    Attributes:
        journal: ``wal``, or ``delete`` (a rollback journal) where files are shared by machines.
        synchronous: ``NORMAL`` or ``FULL``: whether a commit waits for the disk.
        filesystem: The file system's type, or None where it is not known.
        network: True when that is one of a network.
    """

    journal: str
    synchronous: str
    filesystem: str | None
    network: bool


def storage_for(path: Path, durability: str) -> Storage:
    """Returns how a ledger at `path` is kept: safe first, then fast."""
    filesystem = filesystem_of(path)
    network = filesystem is not None and is_network(filesystem)
    return Storage(
        journal="delete" if network else "wal",
        synchronous="FULL" if network or durability == "power" else "NORMAL",
        filesystem=filesystem,
        network=network,
    )


def file_version(raw: sqlite3.Connection, path: Path) -> int:
    """Returns the schema version of an open file, 0 when nothing is in it yet.

    Raises:
        LedgerError: If it is not a ledger, or one of a newer schema.
    """
    (application,) = raw.execute("PRAGMA application_id").fetchone()
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        (objects,) = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application or version or objects:
            raise foreign_file(path)
    if version > VERSION:
        raise newer_schema(path, version, VERSION)
    return int(version)


class Store:
    """An open ledger; used by one thread at a time.

    Args:
        path: The file; it and its folder are made where they are missing.
        storage: How to keep it.

    Raises:
        LedgerError: If it cannot be made, opened, understood or brought up to date.
    """

    def __init__(self, path: Path, storage: Storage) -> None:
        self._path = path
        self._writer = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._seq = 0
        _make_file(path)
        with self._faults():
            raw = _open(path, storage)
        try:
            with self._faults():
                self._engine = _engine(raw)
                self._connection = self._engine.connect()
                if file_version(raw, path) < VERSION:
                    _migrate(self._connection, raw, path)
        except BaseException:
            raw.close()
            raise

    def append(self, entries: Sequence[Entry]) -> None:
        """Writes all entries in one transaction and returns when it is durable.

        Raises:
            EntryRefused: If one is recorded already, or an outcome has no intent.
            LedgerError: If nothing can be written.
        """
        for left in reversed(range(BUSY_TRIES)):
            try:
                with self._faults(), self._connection.begin():
                    for number, entry in enumerate(entries, self._seq + 1):
                        self._insert(entry, number)
            except LedgerError as error:
                if not error.retryable or not left:
                    raise
            else:
                self._seq += len(entries)
                return

    def close(self) -> None:
        """Closes the file.

        Raises:
            LedgerError: If SQLite cannot put it in order; what was committed stays.
        """
        with self._faults():
            self._connection.close()
            self._engine.dispose()

    def _insert(self, entry: Entry, number: int) -> None:
        values = {**entry.values, "writer": self._writer, "seq": number}
        try:
            _APPEND.run(self._connection, values)
            if entry.kind == OUTCOME:
                counted = _COUNT.run(self._connection, _counts(entry))
                if counted.rowcount == 0:
                    raise EntryRefused(f"The {entry} has no intent in the ledger {self._path}.")
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_UNIQUE":
                raise EntryRefused(f"The {entry} is recorded already in {self._path}.") from error
            if isinstance(error.orig, sqlite3.IntegrityError):
                raise EntryRefused(f"The {entry} is not valid: {error.orig}.") from error
            raise

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise sqlite_fault(error.orig or error, self._path) from error
        except sqlite3.Error as error:
            raise sqlite_fault(error, self._path) from error
        except OverflowError as error:  # a number that needs more than 64 bits
            raise EntryRefused(f"An entry is not valid: {error}.") from error


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Never opened when it is there: closing it would drop this process's locks on it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        if not path.is_file():
            raise file_fault(error, path) from error
    except OSError as error:
        raise file_fault(error, path) from error


def _open(path: Path, storage: Storage) -> sqlite3.Connection:
    raw = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    try:
        file_version(raw, path)  # before anything is changed
        _set_journal(raw, storage.journal)
        raw.execute(f"PRAGMA synchronous = {storage.synchronous}")
    except BaseException:
        raw.close()
        raise
    return raw


def _set_journal(raw: sqlite3.Connection, wanted: str) -> None:
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            (mode,) = raw.execute("PRAGMA journal_mode").fetchone()
            if mode == wanted:
                return
            (mode,) = raw.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself when two processes make this change at once.
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            if mode != "wal":
                raw.execute("PRAGMA synchronous = FULL")
            return


def _engine(raw: sqlite3.Connection) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The write lock is taken at once: one taken later could not be waited for.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _migrate(connection: Connection, raw: sqlite3.Connection, path: Path) -> None:
    from conduit_nb.ledger.migrate import upgrade

    with connection.begin():  # one process at a time, all or nothing
        if file_version(raw, path) == VERSION:
            return  # another process was faster
        upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


class _Prepared:
    """A statement that is compiled once: SQLAlchemy's work a call costs more than SQLite's."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=sqlite_dialect(paramstyle="named"))
        self._sql = str(compiled)
        self._fixed = dict(compiled.params)

    def run(self, connection: Connection, values: Mapping[str, object]) -> CursorResult[Any]:
        return connection.exec_driver_sql(self._sql, {**self._fixed, **values})


def _counts(entry: Entry) -> dict[str, object]:
    values = entry.values
    return {
        "of_call": values["call_id"],
        "of_attempt": values["attempt"],
        "is_basis": values["cost_basis"],
        "is_failed": int(values["status"] == "failed"),
        "is_audio_seconds": values["audio_seconds"] or 0.0,
        "is_characters": values["characters"] or 0,
        "is_nano_usd": values["nano_usd"] or 0,
        "is_unpriced": int(values["nano_usd"] is None),
    }


def _append_statement() -> Insert:
    columns = (column.name for column in ENTRIES.columns if not column.primary_key)
    return insert(ENTRIES).values({name: bindparam(name) for name in columns}).inline()


def _count_statement() -> Insert:
    """Adds one outcome to the totals of its day, provider, model ..., which its intent names."""
    added = ("failed", "audio_seconds", "characters", "nano_usd", "unpriced")
    row = ENTRIES.c
    source = select(
        *(row.day, row.provider, row.model, row.operation),
        *(func.coalesce(row.project, ""), func.coalesce(row.notebook, "")),
        bindparam("is_basis"),
        literal(1),
        *(bindparam(f"is_{name}") for name in added),
    ).where(
        row.call_id == bindparam("of_call"),
        row.attempt == bindparam("of_attempt"),
        row.kind == INTENT,
    )
    statement = insert(ROLLUP).from_select([column.name for column in ROLLUP.columns], source)
    return statement.on_conflict_do_update(
        index_elements=list(ROLLUP.primary_key.columns),
        set_={name: ROLLUP.c[name] + statement.excluded[name] for name in ("calls", *added)},
    )


_APPEND = _Prepared(_append_statement())
_COUNT = _Prepared(_count_statement())
