"""The ledger's tables as SQLAlchemy sees them; `migrations/` is what makes them.

`entries` is append-only: an attempt's intent and its outcome are two rows, and triggers refuse to
change or delete either. `calls` is a view: one row a call and attempt, both entries side by side.
`rollup` holds totals and is written in the transaction of each outcome.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, Table, Text, text

__all__ = ["ENTRIES", "METADATA", "ROLLUP", "calls_view"]

METADATA = MetaData()

ENTRIES = Table(
    "entries",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("writer", Text, nullable=False),  # process id and a random start id
    Column("seq", Integer, nullable=False),  # 1, 2, 3 ... for each writer
    Column("kind", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),  # microseconds since 1970, UTC
    Column("call_id", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("day", Text),  # of the intent, UTC, YYYY-MM-DD
    Column("operation", Text),
    Column("provider", Text),
    Column("model", Text),
    Column("input_name", Text),
    Column("audio_seconds", Float),
    Column("characters", Integer),
    Column("reserved_nano_usd", BigInteger),
    Column("project", Text),
    Column("notebook", Text),
    Column("cell", Integer),
    Column("label", Text),
    Column("surface", Text),
    Column("status", Text),
    Column("input_tokens", Integer),
    Column("output_tokens", Integer),
    Column("nano_usd", BigInteger),
    Column("cost_basis", Text),
    Column("cost_reason", Text),
    Column("latency_s", Float),
    Column("first_result_s", Float),
    Column("error", Text),
    Column("request_id", Text),
    Index("entries_call", "call_id", "attempt", "kind", unique=True),
    Index("entries_started", "at_us", sqlite_where=text("kind = 'intent'")),
)

ROLLUP = Table(
    "rollup",
    METADATA,
    Column("day", Text, primary_key=True),
    Column("provider", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("operation", Text, primary_key=True),
    Column("project", Text, primary_key=True),  # '' where it is not known: a key has no nulls
    Column("notebook", Text, primary_key=True),
    Column("basis", Text, primary_key=True),
    Column("calls", Integer, nullable=False),  # attempts that ended, however they ended
    Column("failed", Integer, nullable=False),  # of these, with status failed
    Column("audio_seconds", Float, nullable=False),
    Column("characters", BigInteger, nullable=False),
    Column("nano_usd", BigInteger, nullable=False),  # known costs only
    Column("unpriced", Integer, nullable=False),  # calls whose cost is not known
)

_VIEW_COLUMNS = (
    *("call_id", "attempt", "status", "operation", "provider", "model", "input_name"),
    *("started_us", "ended_us", "day", "latency_s", "first_result_s"),
    *("asked_audio_seconds", "asked_characters", "audio_seconds", "characters"),
    *("input_tokens", "output_tokens", "reserved_nano_usd", "nano_usd", "cost_basis"),
    *("cost_reason", "project", "notebook", "cell", "label", "surface", "error", "request_id"),
    *("intent_id", "writer"),
)


def calls_view() -> Table:
    """Returns the view `calls` as a selectable; it belongs to no metadata, so nothing makes it."""
    return Table("calls", MetaData(), *(Column(name) for name in _VIEW_COLUMNS))
