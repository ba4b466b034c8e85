"""Migrations: from an empty file to the newest tables, and Alembic only when there is need."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from conduit_nb.ledger.migrate import alembic_config, upgrade
from conduit_nb.ledger.storage import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.ledger.book import Ledger


def test_an_empty_file_gets_all_tables() -> None:
    """From nothing to the newest tables, and again changes nothing."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        upgrade(connection)
        assert set(inspect(connection).get_table_names()) == {
            "alembic_version",
            "entries",
            "rollup",
        }
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == f"{VERSION:04}"
    engine.dispose()


def test_the_newest_migration_is_the_known_version() -> None:
    """The number in the file's header and Alembic's newest revision go together."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
    engine.dispose()
    assert scripts.get_heads() == [f"{VERSION:04}"]
    assert len(list(scripts.walk_revisions())) == VERSION


def test_an_up_to_date_ledger_does_not_load_alembic(ledger: Ledger, tmp_path: Path) -> None:
    """Opening a ledger that needs no migration costs no import of Alembic."""
    ledger.ready().result()
    ledger.close()
    code = (
        "import sys; from pathlib import Path; from conduit_nb.ledger.book import Ledger;"
        "Ledger(Path(sys.argv[1])).ready().result(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
