"""${message}."""

from __future__ import annotations

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Changes the tables; the ledger's `VERSION` must be raised with it."""
    ${upgrades if upgrades else "pass"}
