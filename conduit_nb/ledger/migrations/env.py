"""Runs migrations on the connection that the ledger passes, inside the ledger's transaction."""

from __future__ import annotations

from alembic import context

__all__ = ["run"]


def run() -> None:
    """Runs what was asked for on ``config.attributes["connection"]``; no ini file is needed."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection)
    context.run_migrations()


if __name__ == "env_py":  # the name Alembic gives this file; a plain import does nothing
    run()
