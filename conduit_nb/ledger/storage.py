"""How a ledger's file is kept, and how it is opened without harm to one that cannot be used."""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conduit_nb.ledger.faults import file_fault, foreign_file, is_busy, newer_schema
from conduit_nb.ledger.filesystems import filesystem_of, is_network

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "APPLICATION_ID",
    "FILE_NAME",
    "VERSION",
    "Storage",
    "file_version",
    "make_file",
    "open_file",
    "storage_for",
]

FILE_NAME = "ledger.db"
VERSION = 1  # of the tables; also the file's user_version, so that Alembic can stay unloaded
APPLICATION_ID = 0x434E_424C  # "CNBL": tells a ledger from any other SQLite file
BUSY_TIMEOUT_S = 10.0


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


def make_file(path: Path) -> None:
    """Makes an empty file that only its owner may read, and its folder, where they are missing.

    Raises:
        LedgerError: If that cannot be done.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Never opened when it is there: closing it would drop this process's locks on it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        if not path.is_file():
            raise file_fault(error, path) from error
    except OSError as error:
        raise file_fault(error, path) from error


def open_file(path: Path, storage: Storage) -> sqlite3.Connection:
    """Returns a connection that writes as `storage` says.

    Raises:
        LedgerError: If the file is not a ledger, or one of a newer schema; it is left as it is.
        sqlite3.Error: If SQLite cannot open it.
    """
    raw = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    try:
        file_version(raw, path)  # before anything is changed
        journal = _set_journal(raw, storage.journal)
        # Without the log, NORMAL may damage the file in a power failure.
        synchronous = storage.synchronous if journal == "wal" else "FULL"
        raw.execute(f"PRAGMA synchronous = {synchronous}")
    except BaseException:
        raw.close()
        raise
    return raw


def _set_journal(raw: sqlite3.Connection, wanted: str) -> str:
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            (mode,) = raw.execute("PRAGMA journal_mode").fetchone()
            if mode != wanted:
                (mode,) = raw.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself when two processes make this change at once.
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return str(mode)
