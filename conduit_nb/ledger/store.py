"""The ledger's file, open for writing: entries go in with the totals they add to, or not at all.

SQLAlchemy Core builds the statements, once. They then run on the driver's own connection: through
an engine, SQLAlchemy's work would take twice the time of SQLite's.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import StaticPool, bindparam, create_engine, func, literal, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from conduit_nb.core.errors import LedgerError
from conduit_nb.ledger.entries import INTENT, OUTCOME, Entry
from conduit_nb.ledger.faults import EntryRefused, sqlite_fault
from conduit_nb.ledger.schema import ENTRIES, ROLLUP
from conduit_nb.ledger.storage import APPLICATION_ID, VERSION, file_version, make_file, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import ClauseElement
    from sqlalchemy.dialects.sqlite import Insert

    from conduit_nb.ledger.storage import Storage

__all__ = ["Store"]

BUSY_TRIES = 3


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
        make_file(path)
        with self._faults():
            self._raw = open_file(path, storage)
        try:
            with self._faults():
                self._migrate()
        except BaseException:
            self._raw.close()
            raise

    def append(self, entries: Sequence[Entry]) -> None:
        """Writes all entries in one transaction and returns when it is durable.

        Raises:
            EntryRefused: If one is recorded already, or an outcome has no intent.
            LedgerError: If nothing can be written.
        """
        for left in reversed(range(BUSY_TRIES)):
            try:
                with self._faults(), self._transaction():
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
            self._raw.close()

    def _insert(self, entry: Entry, number: int) -> None:
        values = {**entry.values, "writer": self._writer, "seq": number}
        try:
            _APPEND.run(self._raw, values)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorname == "SQLITE_CONSTRAINT_UNIQUE":
                raise EntryRefused(f"The {entry} is recorded already in {self._path}.") from error
            raise EntryRefused(f"The {entry} is not valid: {error}.") from error
        except OverflowError as error:  # a number that needs more than 64 bits
            raise EntryRefused(f"The {entry} is not valid: {error}.") from error
        if entry.kind == OUTCOME and _COUNT.run(self._raw, _counts(entry)) == 0:
            raise EntryRefused(f"The {entry} has no intent in the ledger {self._path}.")

    def _migrate(self) -> None:
        if file_version(self._raw, self._path) == VERSION:
            return  # the usual case, for which Alembic is not imported
        from conduit_nb.ledger.migrate import upgrade

        engine = create_engine("sqlite://", creator=lambda: self._raw, poolclass=StaticPool)
        # Connected before the transaction begins, since a first connection ends with a rollback.
        with engine.connect() as connection, self._transaction():
            if file_version(self._raw, self._path) == VERSION:
                return  # another process was faster
            try:
                with connection.begin():  # tells Alembic to leave the commit to us
                    upgrade(connection)
                    self._raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                    self._raw.execute(f"PRAGMA user_version = {VERSION}")
            except DBAPIError as error:
                raise sqlite_fault(error.orig or error, self._path) from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        # The write lock is taken at once: one taken later could not be waited for.
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._raw.commit()
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # SQLite may have done it already
                self._raw.rollback()
            raise

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise sqlite_fault(error, self._path) from error


class _Prepared:
    """A statement, compiled once."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=sqlite_dialect(paramstyle="named"))
        self._sql = str(compiled)
        self._fixed = dict(compiled.params)

    def run(self, raw: sqlite3.Connection, values: Mapping[str, object]) -> int:
        """Runs it and returns how many rows it has written."""
        return raw.execute(self._sql, {**self._fixed, **values}).rowcount


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
