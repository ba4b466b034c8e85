"""``conduit-nb voices``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def test_each_voice_tells_its_licence(cli: Callable[..., Any]) -> None:
    """Nobody has to look for the terms."""
    assert json.loads(cli("voices", "--json").out)[0]["licence"] == "none needed"
    assert "none needed" in cli("voices").out
