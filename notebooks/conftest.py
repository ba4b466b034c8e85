"""How the tutorials are compared: each with a ledger of its own, wording apart from spelling."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

_sanitize = IPyNbCell.sanitize


def _normalised(cell: IPyNbCell, output: Any) -> Any:
    """Returns an output with times and paths taken out, JSON bundles too, in one letter case.

    A model's capitals may differ between processors; its words may not.
    """
    if isinstance(output, dict):
        output = json.dumps(output, sort_keys=True)
    clean = _sanitize(cell, output)
    return clean.casefold() if isinstance(clean, str) else clean


IPyNbCell.sanitize = _normalised


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Gives each notebook's kernel a CONDUIT_HOME of its own, before it starts."""
    if isinstance(item.parent, IPyNbFile):
        homes: dict[Path, str] = item.config.stash.setdefault(_HOMES, {})
        if item.path not in homes:
            homes[item.path] = tempfile.mkdtemp(prefix=f"conduit-{item.path.stem}-")
            item.config.add_cleanup(partial(shutil.rmtree, homes[item.path], ignore_errors=True))
        os.environ["CONDUIT_HOME"] = homes[item.path]


_HOMES = pytest.StashKey[dict[Path, str]]()
