"""Every failure of the file says what happened and what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from conduit_nb.ledger.faults import file_fault, is_busy, sqlite_fault, unexpected

PATH = Path("home") / "ledger.db"


def fault(code: int, name: str) -> sqlite3.OperationalError:
    """An error as the sqlite3 module raises it."""
    error = sqlite3.OperationalError("some text")
    error.sqlite_errorcode = code
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("code", "name", "says", "advises"),
    [
        (5, "SQLITE_BUSY", "locked by another process", "Try again"),
        (517, "SQLITE_BUSY_SNAPSHOT", "locked by another process", "Try again"),
        (13, "SQLITE_FULL", "the disk is full", "Free some space"),
        (8, "SQLITE_READONLY", "cannot be written to", "set CONDUIT_HOME"),
        (1032, "SQLITE_READONLY_DBMOVED", "cannot be written to", "set CONDUIT_HOME"),
        (14, "SQLITE_CANTOPEN", "cannot be opened", "set CONDUIT_HOME"),
        (11, "SQLITE_CORRUPT", "is damaged (SQLITE_CORRUPT)", "ledger.db .recover"),
        (26, "SQLITE_NOTADB", "is damaged (SQLITE_NOTADB)", "ledger.db .recover"),
        (778, "SQLITE_IOERR_WRITE", "the disk failed (SQLITE_IOERR_WRITE)", "Free some space"),
    ],
)
def test_what_sqlite_says_is_translated(code: int, name: str, says: str, advises: str) -> None:
    """Extended codes of https://www.sqlite.org/rescode.html count as what they extend."""
    told = sqlite_fault(fault(code, name), PATH)
    assert says in told.message
    assert advises in (told.hint or "")
    assert told.retryable == name.startswith("SQLITE_BUSY")


def test_an_error_without_a_code_is_told_as_it_is() -> None:
    """What has no advice of its own is still one line that names the file."""
    told = sqlite_fault(sqlite3.ProgrammingError("Cannot operate\non a closed database."), PATH)
    assert str(PATH) in told.message
    assert "ProgrammingError: Cannot operate on a closed database." in told.message
    assert not is_busy(sqlite3.ProgrammingError())
    assert str(unexpected(ValueError("x"), PATH)) == f"The ledger {PATH} failed: ValueError: x."


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EEXIST, "is not a folder"),
        (errno.ENOTDIR, "is not a folder"),
        (errno.EACCES, "cannot be written to"),
        (errno.EROFS, "cannot be written to"),
        (errno.EIO, "cannot be made: Input/output error"),
    ],
)
def test_what_the_file_system_says_is_translated(number: int, says: str) -> None:
    """A home that cannot be made or written to is named, with the way out."""
    told = file_fault(OSError(number, "Input/output error"), PATH)
    assert says in told.message
    assert "CONDUIT_HOME" in (told.hint or "")
