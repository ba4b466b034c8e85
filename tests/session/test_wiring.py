"""The parts are put together without loading what is heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conduit_nb.config.settings import Settings
from conduit_nb.session.wiring import build


def test_settings_reach_the_parts(tmp_path: Path) -> None:
    """Privacy and the ledger's place come from the settings."""
    house = build(Settings(home=tmp_path, project=tmp_path, offline=True))
    assert house.pipeline.offline
    assert house.ledger is house.pipeline.ledger


def test_building_loads_no_model_and_no_database(tmp_path: Path) -> None:
    """The first call pays for what it needs, not the first import."""
    code = (
        "import sys\n"
        "from conduit_nb.session.conduit import Conduit\n"
        "Conduit()\n"
        "heavy = ('numpy', 'sqlalchemy', 'pandas', 'onnxruntime', 'moonshine_voice', 'anyio')\n"
        "print(*[m for m in heavy if m in sys.modules])"
    )
    environment = {"CONDUIT_HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.stdout.strip() == ""
