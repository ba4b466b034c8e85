"""Brings a ledger's tables up to date with Alembic, which is imported only when there is need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["alembic_config", "upgrade"]


def alembic_config(connection: Connection) -> Config:
    """Returns what Alembic needs to know, without an ini file."""
    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Makes the newest tables, inside the transaction that `connection` is in."""
    command.upgrade(alembic_config(connection), "head")
