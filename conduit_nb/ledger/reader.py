"""Reading the ledger, on connections of its own that cannot write and never block the writer."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import quote

from conduit_nb.core.checks import check_choice
from conduit_nb.core.errors import UserError
from conduit_nb.ledger.faults import sqlite_fault
from conduit_nb.ledger.forks import READING
from conduit_nb.ledger.storage import FILE_NAME, file_version, storage_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

__all__ = ["GROUPS", "LedgerInfo", "SummaryRow", "read_info", "read_summary", "reading"]

GROUPS = ("provider", "model", "operation", "day", "notebook")
READ_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """Totals of a group of settled calls.

    Attributes:
        key: The provider, model, operation, day (UTC, YYYY-MM-DD) or notebook; None for calls that
            came from no known notebook.
        calls: Attempts that ended, however they ended.
        failed: Those of them that failed.
        audio_seconds: Seconds of audio sent in or made.
        characters: Characters given to a voice.
        nano_usd: The known costs in nano-dollars, exact.
        unpriced: Calls whose cost is not known, and so not in `nano_usd`.
        bases: How the costs are known (``local``, ``priced`` ...), in alphabetical order.
    """

    key: str | None
    calls: int
    failed: int
    audio_seconds: float
    characters: int
    nano_usd: int
    unpriced: int
    bases: tuple[str, ...] = ()

    @property
    def cost_usd(self) -> Decimal | None:
        """The known costs in US dollars, exact; None when no call's cost is known."""
        if self.calls and self.unpriced == self.calls:
            return None
        # A zero would keep the exponent and print as 0E-9.
        return Decimal(self.nano_usd).scaleb(-9) if self.nano_usd else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerInfo:
    """Where and how a ledger is kept.

    Attributes:
        path: The file.
        exists: False before the first entry.
        bytes: Its size, write-ahead log included.
        schema: The version of its tables, or None.
        calls: Attempts that ended and are recorded in it.
        durability: What was asked for: ``process`` or ``power``.
        journal: ``wal`` or ``delete``, as it is or would be.
        synchronous: ``NORMAL`` or ``FULL``.
        filesystem: The file system's type, or None where it is not known.
        network: True when that is one of a network, where the safe journal is used.
    """

    path: Path
    exists: bool
    bytes: int
    schema: int | None
    calls: int
    durability: str
    journal: str
    synchronous: str
    filesystem: str | None
    network: bool

    @property
    def text(self) -> str:
        """Where it is, what it survives and what is in it, on one line."""
        held = f"{self.calls:,} calls, {self.bytes / 1e6:.1f} MB" if self.exists else "not made yet"
        survives = "a power failure" if self.synchronous == "FULL" else "a killed process"
        return f"{self.path} ({held}; {self.journal} journal, survives {survives})"

    @property
    def note(self) -> str | None:
        """What a person should know about where it is kept, or None."""
        if not self.network:
            return None
        return (
            f"it is on a network file system ({self.filesystem}), so each entry waits for the"
            " disk; a CONDUIT_HOME on a local disk is faster"
        )


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Connection | None]:
    """Gives a read-only connection, or None when there is nothing to read yet.

    Raises:
        LedgerError: If the file cannot be read, is no ledger, or has a newer schema.
    """
    if not path.exists():
        yield None
        return
    from sqlalchemy import StaticPool, create_engine
    from sqlalchemy.exc import DBAPIError

    with READING:
        try:
            with contextlib.closing(_connect(path)) as raw:
                if file_version(raw, path) == 0:
                    yield None  # another process is making it at this moment
                    return
                engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
                with engine.connect() as connection:
                    yield connection
        except DBAPIError as error:
            raise sqlite_fault(error.orig or error, path) from error
        except sqlite3.Error as error:
            raise sqlite_fault(error, path) from error


def _connect(path: Path) -> sqlite3.Connection:
    name = quote(str(path.absolute()))
    read_only = f"file:{name}?mode=ro"
    try:
        return _checked(read_only)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        if any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal")):
            # A killed process left a transaction half done; SQLite undoes it for who may write.
            _checked(f"file:{name}?mode=rw").close()
            return _checked(read_only)
        # In a folder that cannot be written to, the log's index cannot be made. But then nobody
        # is writing either, and the file can be read as it lies.
        return _checked(f"file:{name}?immutable=1")


def _checked(uri: str) -> sqlite3.Connection:
    raw = sqlite3.connect(
        uri, uri=True, timeout=READ_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    try:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        raw.close()
        raise
    return raw


def read_summary(home: Path, *, by: str, since: date | str | None = None) -> list[SummaryRow]:
    """Returns totals by `by`, the most expensive group first (days: in order).

    Args:
        home: The folder of the ledger.
        by: One of `GROUPS`.
        since: Only this day (UTC) and later ones: a date, or text such as 2026-01-31.

    Raises:
        UserError: If there is no such grouping, or `since` is no day.
        LedgerError: If the ledger cannot be read.
    """
    check_choice("by", by, GROUPS)
    first_day = None if since is None else _day(since)
    with reading(home / FILE_NAME) as connection:
        if connection is None:
            return []
        from sqlalchemy import func, select

        from conduit_nb.ledger.schema import ROLLUP

        totals = ("calls", "failed", "audio_seconds", "characters", "nano_usd", "unpriced")
        statement = select(
            func.nullif(ROLLUP.c[by], "").label("key"),
            *(func.sum(ROLLUP.c[name]).label(name) for name in totals),
            func.group_concat(ROLLUP.c.basis.distinct()).label("bases"),
        ).group_by(ROLLUP.c[by])
        if first_day is not None:
            statement = statement.where(ROLLUP.c.day >= first_day)
        rows = [
            SummaryRow(**{**row, "bases": tuple(sorted(row["bases"].split(",")))})
            for row in connection.execute(statement).mappings()
        ]
    if by == "day":
        return sorted(rows, key=lambda row: row.key or "")
    return sorted(rows, key=lambda row: (-row.nano_usd, -row.calls, row.key or ""))


def _day(since: date | str) -> str:
    try:
        day = date.fromisoformat(since) if isinstance(since, str) else since
    except ValueError as error:
        raise UserError(f"since is {since!r}; it must be a day such as 2026-01-31.") from error
    return f"{day:%Y-%m-%d}"


def read_info(path: Path, durability: str) -> LedgerInfo:
    """Returns where and how the ledger at `path` is kept.

    Raises:
        LedgerError: If it is there but cannot be read.
    """
    storage = storage_for(path, durability)
    journal, schema, calls = storage.journal, None, 0
    with reading(path) as connection:
        if connection is not None:
            one = connection.exec_driver_sql
            journal = one("PRAGMA journal_mode").scalar_one()
            schema = one("PRAGMA user_version").scalar_one()
            calls = one("SELECT COALESCE(SUM(calls), 0) FROM rollup").scalar_one()
    log = path.with_name(f"{path.name}-wal")
    return LedgerInfo(
        path=path,
        exists=path.exists(),
        bytes=sum(file.stat().st_size for file in (path, log) if file.exists()),
        schema=schema,
        calls=calls,
        durability=durability,
        journal=journal,
        synchronous=storage.synchronous,
        filesystem=storage.filesystem,
        network=storage.network,
    )
