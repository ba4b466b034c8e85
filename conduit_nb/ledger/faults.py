"""What SQLite and the file system say, as a `LedgerError` that tells what to do."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING

from conduit_nb.core.errors import LedgerError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "EntryRefused",
    "file_fault",
    "foreign_file",
    "is_busy",
    "newer_schema",
    "sqlite_fault",
    "unexpected",
]

_FULL = "Free some space, or set CONDUIT_HOME to a folder on another disk."
_READ_ONLY = "Make it writable, or set CONDUIT_HOME to a folder that is."
_DAMAGED = (
    "It was left as it is: move it aside to begin a new one, and get what can be read out of it"
    " with: sqlite3 {file} .recover"
)
_LOCKED = "Try again; if it lasts, close the program that holds it open."
_DAMAGE = "is damaged ({code})"
_ADVICE = {
    sqlite3.SQLITE_BUSY: ("stayed locked by another process", _LOCKED),
    sqlite3.SQLITE_LOCKED: ("stayed locked by another process", _LOCKED),
    sqlite3.SQLITE_FULL: ("cannot grow: the disk is full", _FULL),
    sqlite3.SQLITE_READONLY: ("cannot be written to", _READ_ONLY),
    sqlite3.SQLITE_PERM: ("cannot be written to", _READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", _READ_ONLY),
    sqlite3.SQLITE_CORRUPT: (_DAMAGE, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (_DAMAGE, _DAMAGED),
    sqlite3.SQLITE_IOERR: ("cannot be kept: the disk failed ({code})", _FULL),
}


class EntryRefused(LedgerError):
    """An entry that contradicts what is recorded; the others are not concerned."""


def is_busy(error: BaseException) -> bool:
    """Returns True when another process held the file for longer than was waited."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    }


def sqlite_fault(error: BaseException, path: Path) -> LedgerError:
    """Returns the error for what SQLite raised while it worked on `path`."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    if code not in _ADVICE:
        return unexpected(error, path)
    what, hint = _ADVICE[code]
    return LedgerError(
        f"The ledger {path} {what.format(code=name)}.",
        hint=hint.format(file=path.name),
        retryable=is_busy(error),
    )


def unexpected(error: BaseException, path: Path) -> LedgerError:
    """Returns the error for anything that has no advice of its own."""
    return LedgerError(f"The ledger {path} failed: {type(error).__name__}: {error}.")


def file_fault(error: OSError, path: Path) -> LedgerError:
    """Returns the error for what the file system said when `path` or its folder was made."""
    folder = path.parent
    if error.errno == errno.ENOSPC:
        return LedgerError(f"The ledger {path} cannot be made: the disk is full.", hint=_FULL)
    if error.errno in {errno.EEXIST, errno.ENOTDIR}:
        return LedgerError(
            f"CONDUIT_HOME {folder} is not a folder.", hint="Set CONDUIT_HOME to a folder."
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return LedgerError(f"CONDUIT_HOME {folder} cannot be written to.", hint=_READ_ONLY)
    return LedgerError(f"The ledger {path} cannot be made: {error.strerror}.", hint=_READ_ONLY)


def newer_schema(path: Path, found: int, known: int) -> LedgerError:
    """Returns the error for a ledger that a later version of the package has changed."""
    return LedgerError(
        f"The ledger {path} was written by a newer conduit_nb (schema {found}, here {known}).",
        hint="Upgrade conduit_nb, or set CONDUIT_HOME to another folder; it was left as it is.",
    )


def foreign_file(path: Path) -> LedgerError:
    """Returns the error for an SQLite file that something else has made."""
    return LedgerError(
        f"{path} is an SQLite file, but not a ledger.",
        hint="Move it aside, or set CONDUIT_HOME to another folder; it was left as it is.",
    )
