"""The ledger as a pandas DataFrame; pandas is imported when one is asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from conduit_nb.core.checks import check_range
from conduit_nb.core.errors import UserError
from conduit_nb.ledger.entries import microseconds
from conduit_nb.ledger.reader import reading
from conduit_nb.ledger.storage import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    import pandas as pd

__all__ = ["COLUMNS", "calls_frame"]

COLUMNS: Mapping[str, tuple[str, str]] = {
    "call_id": ("string", "the call; attempts of one call share it"),
    "attempt": ("Int64", "0 for the call's first attempt, then 1, 2 ..."),
    "status": ("string", "open (no outcome recorded), ok, failed, cancelled or in_doubt"),
    "operation": ("string", "transcribe, translate or speak"),
    "provider": ("string", "who was asked"),
    "model": ("string", "full model name"),
    "input_name": ("string", "what the input is called, usually a file's name"),
    "started_at": ("datetime64[us, UTC]", "when the attempt was about to start"),
    "ended_at": ("datetime64[us, UTC]", "when it ended"),
    "latency": ("Float64", "seconds from start to end"),
    "first_result": ("Float64", "seconds to the first partial text or audio"),
    "asked_audio_seconds": ("Float64", "seconds of audio that were given"),
    "asked_characters": ("Int64", "characters of text that were given"),
    "audio_seconds": ("Float64", "seconds of audio that were used: sent in, or made"),
    "characters": ("Int64", "characters of text that were used"),
    "input_tokens": ("Int64", "tokens in, where they are billed"),
    "output_tokens": ("Int64", "tokens out, where they are billed"),
    "cost_usd": ("Float64", "US dollars, from cost_nano_usd; null when unknown"),
    "cost_nano_usd": ("Int64", "nano-dollars (1e-9 US dollars), exact; null when unknown"),
    "cost_basis": ("string", "priced, provider, cached, local or unpriced; null while open"),
    "cost_reason": ("string", "why the cost is unknown"),
    "reserved_nano_usd": ("Int64", "the most the attempt could cost, in nano-dollars"),
    "project": ("string", "the project's folder"),
    "notebook": ("string", "the notebook's path or name"),
    "cell": ("Int64", "number of the execution in its kernel"),
    "label": ("string", "what the user called it"),
    "surface": ("string", "python, magic or cli"),
    "error": ("string", "type and message of a failure"),
    "request_id": ("string", "the provider's id of the request"),
}
"""Each column of the frame: its pandas type, and what it holds in which unit."""

_STORED_AS = {
    "started_at": "started_us",
    "ended_at": "ended_us",
    "latency": "latency_s",
    "first_result": "first_result_s",
    "cost_nano_usd": "nano_usd",
}


def calls_frame(home: Path, *, since: date | str | None, limit: int) -> pd.DataFrame:
    """Returns the newest `limit` calls since `since`, oldest first, with the columns `COLUMNS`.

    Raises:
        UserError: If `since` or `limit` cannot be understood.
        LedgerError: If the ledger cannot be read.
    """
    check_range("limit", limit, low=1)
    since_us = None if since is None else microseconds(_moment(since))
    names = [name for name in COLUMNS if name != "cost_usd"]
    rows = _rows(home, [_STORED_AS.get(name, name) for name in names], since_us, limit + 1)
    frame = _typed(names, rows[:limit][::-1])
    frame.attrs["truncated"] = len(rows) > limit
    return frame


def _rows(
    home: Path, columns: list[str], since_us: int | None, limit: int
) -> Sequence[Sequence[Any]]:
    with reading(home / FILE_NAME) as connection:
        if connection is None:
            return []
        from sqlalchemy import select

        from conduit_nb.ledger.schema import calls_view

        calls = calls_view()
        statement = select(*(calls.c[name] for name in columns))
        if since_us is not None:
            statement = statement.where(calls.c.started_us >= since_us)
        newest = (calls.c.started_us.desc(), calls.c.intent_id.desc())
        return connection.execute(statement.order_by(*newest).limit(limit)).all()


def _typed(names: list[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    import pandas as pd

    values: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [() for _ in names]
    columns = dict(zip(names, values, strict=True))
    frame = pd.DataFrame(index=pd.RangeIndex(len(rows)))
    for name, (kind, _) in COLUMNS.items():
        if name == "cost_usd":
            frame[name] = pd.Series(columns["cost_nano_usd"], dtype="Int64") / 1_000_000_000
        elif kind.startswith("datetime"):
            frame[name] = pd.Series(columns[name], dtype="Int64").astype("datetime64[us, UTC]")
        else:
            frame[name] = pd.Series(columns[name], dtype=kind)
    return frame


def _moment(since: date | str) -> datetime:
    """The start of a day or the moment itself, in UTC unless it says otherwise."""
    if isinstance(since, str):
        try:
            since = datetime.fromisoformat(since)
        except ValueError as error:
            raise UserError(
                f"since is {since!r}; it must be a date such as 2026-01-31, or ISO 8601."
            ) from error
    if not isinstance(since, date):
        raise UserError(f"since is a {type(since).__name__}; it must be a date or a datetime.")
    if not isinstance(since, datetime):
        since = datetime(since.year, since.month, since.day, tzinfo=UTC)
    return since if since.tzinfo else since.replace(tzinfo=UTC)
