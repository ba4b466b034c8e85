"""``conduit-nb status``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_it_tells_where_things_are(cli: Callable[..., Any], tmp_path: Path) -> None:
    """The home and the defaults."""
    told = json.loads(cli("status", "--json").out)
    assert told["home"] == str(tmp_path / "home")
    assert told["transcribe with"] == "auto"
