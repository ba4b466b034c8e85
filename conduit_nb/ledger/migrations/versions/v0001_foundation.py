"""Entries that are only ever appended, the view of calls, and the roll-up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["upgrade"]

revision = "0001"
down_revision = None

_VIEW = """
CREATE VIEW calls AS
SELECT
    i.call_id, i.attempt, COALESCE(o.status, 'open') AS status,
    i.operation, i.provider, i.model, i.input_name,
    i.at_us AS started_us, o.at_us AS ended_us, i.day, o.latency_s, o.first_result_s,
    i.audio_seconds AS asked_audio_seconds, i.characters AS asked_characters,
    o.audio_seconds, o.characters, o.input_tokens, o.output_tokens,
    i.reserved_nano_usd, o.nano_usd, o.cost_basis, o.cost_reason,
    i.project, i.notebook, i.cell, i.label, i.surface, o.error, o.request_id,
    i.id AS intent_id, i.writer
FROM entries AS i
LEFT JOIN entries AS o
    ON o.call_id = i.call_id AND o.attempt = i.attempt AND o.kind = 'outcome'
WHERE i.kind = 'intent'
"""

_REFUSE = """
CREATE TRIGGER entries_no_{verb} BEFORE {verb} ON entries
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END
"""


def upgrade() -> None:
    """Makes the first tables."""
    _entries()
    _rollup()
    op.execute(_VIEW)
    for verb in ("UPDATE", "DELETE"):
        op.execute(_REFUSE.format(verb=verb))


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("call_id", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("day", "operation", "provider", "model")),
        sa.Column("input_name", sa.Text),
        sa.Column("audio_seconds", sa.Float),
        sa.Column("characters", sa.Integer),
        sa.Column("reserved_nano_usd", sa.BigInteger),
        sa.Column("project", sa.Text),
        sa.Column("notebook", sa.Text),
        sa.Column("cell", sa.Integer),
        sa.Column("label", sa.Text),
        sa.Column("surface", sa.Text),
        sa.Column("status", sa.Text),
        sa.Column("input_tokens", sa.Integer),
        sa.Column("output_tokens", sa.Integer),
        sa.Column("nano_usd", sa.BigInteger),
        *(sa.Column(name, sa.Text) for name in ("cost_basis", "cost_reason")),
        sa.Column("latency_s", sa.Float),
        sa.Column("first_result_s", sa.Float),
        *(sa.Column(name, sa.Text) for name in ("error", "request_id")),
        sa.CheckConstraint("kind IN ('intent', 'outcome')", name="entries_kind"),
        sa.CheckConstraint("attempt >= 0", name="entries_attempt"),
        sa.CheckConstraint(
            "kind <> 'intent' OR (day IS NOT NULL AND operation IS NOT NULL"
            " AND provider IS NOT NULL AND model IS NOT NULL)",
            name="entries_intent",
        ),
        sa.CheckConstraint(
            "kind <> 'outcome' OR (status IS NOT NULL AND latency_s IS NOT NULL"
            " AND cost_basis IS NOT NULL AND (nano_usd IS NULL) = (cost_basis = 'unpriced'))",
            name="entries_outcome",
        ),
    )
    op.create_index("entries_call", "entries", ["call_id", "attempt", "kind"], unique=True)
    op.create_index(
        "entries_started", "entries", ["at_us"], sqlite_where=sa.text("kind = 'intent'")
    )


def _rollup() -> None:
    key = ("day", "provider", "model", "operation", "project", "notebook", "basis")
    op.create_table(
        "rollup",
        *(sa.Column(name, sa.Text, primary_key=True) for name in key),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("audio_seconds", sa.Float, nullable=False),
        sa.Column("characters", sa.BigInteger, nullable=False),
        sa.Column("nano_usd", sa.BigInteger, nullable=False),
        sa.Column("unpriced", sa.Integer, nullable=False),
    )
