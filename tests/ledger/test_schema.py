"""The tables as the package sees them are the tables that the migrations make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from conduit_nb.ledger.schema import METADATA, calls_view

if TYPE_CHECKING:
    from conduit_nb.ledger.book import Ledger


def test_the_migrations_make_these_tables(ledger: Ledger) -> None:
    """Alembic finds no difference between a new file and what `schema` says."""
    ledger.ready().result()
    engine = create_engine(f"sqlite:///{ledger.path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_view_has_these_columns(ledger: Ledger) -> None:
    """`calls` gives exactly the columns that the reader knows."""
    ledger.ready().result()
    engine = create_engine(f"sqlite:///{ledger.path}")
    found = [column["name"] for column in inspect(engine).get_columns("calls")]
    engine.dispose()
    assert found == [column.name for column in calls_view().columns]
