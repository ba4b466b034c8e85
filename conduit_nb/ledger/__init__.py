"""The ledger: every call, recorded once and durably, and what all of them cost.

    import conduit_nb.ledger as ledger

    ledger.frame()                # a pandas DataFrame, one row a call and attempt
    ledger.summary(by="model")    # totals, from a roll-up that is kept with each outcome

Importing this package loads neither SQLAlchemy nor pandas; the first call that is recorded or read
does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from conduit_nb.config.settings import Settings
    from conduit_nb.ledger.book import Ledger
    from conduit_nb.ledger.reader import SummaryRow

__all__ = ["frame", "open_ledger", "summary"]


def open_ledger(settings: Settings | None = None) -> Ledger:
    """Returns this process's ledger of ``CONDUIT_HOME``; the file is made by the first entry.

    Raises:
        UserError: If no settings are given and those of the working folder are not valid.
    """
    from conduit_nb.ledger import book

    return book.open_ledger(settings or _settings())


def frame(
    since: date | str | None = None, limit: int = 100_000, *, settings: Settings | None = None
) -> pd.DataFrame:
    """Returns the newest calls as a pandas DataFrame, one row a call and attempt, oldest first.

    See `conduit_nb.ledger.frames.COLUMNS` for the columns and their units.

    Args:
        since: Only calls that started then or later: a datetime (without a time zone: UTC), a
            date, or ISO 8601 text.
        limit: At most so many rows, the newest ones; ``frame.attrs["truncated"]`` tells whether
            there are more.
        settings: Whose ledger; by default that of the working folder's settings.

    Raises:
        UserError: If `since` or `limit` cannot be understood.
        LedgerError: If the ledger cannot be read; a ledger that does not exist yet is empty.
    """
    from conduit_nb.ledger.frames import calls_frame

    return calls_frame((settings or _settings()).home, since=since, limit=limit)


def summary(
    by: str = "provider",
    since: date | str | None = None,
    *,
    settings: Settings | None = None,
) -> list[SummaryRow]:
    """Returns totals of all settled calls, the most expensive group first (days: in order).

    Args:
        by: ``provider``, ``model``, ``operation``, ``day`` (UTC) or ``notebook``.
        since: Only this day (UTC) and later ones: a date, or text such as 2026-01-31.
        settings: Whose ledger; by default that of the working folder's settings.

    Raises:
        UserError: If `by` is something else, or `since` is no day.
        LedgerError: If the ledger cannot be read; a ledger that does not exist yet is empty.
    """
    from conduit_nb.ledger.reader import read_summary

    return read_summary((settings or _settings()).home, by=by, since=since)


def _settings() -> Settings:
    from conduit_nb.config.settings import current_settings

    return current_settings()
