"""``conduit-nb capabilities``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def test_one_model_alone(cli: Callable[..., Any]) -> None:
    """Naming a model narrows the table."""
    rows = json.loads(cli("capabilities", "local/scripted-voice", "--json").out)
    assert [(row["model"], row["operations"]) for row in rows] == [
        ("local/scripted-voice", ["speak"])
    ]


def test_the_table_has_every_flag(cli: Callable[..., Any]) -> None:
    """What a model cannot do is visible too."""
    out = cli("capabilities").out
    assert all(flag in out for flag in ("streaming", "word times", "diarization"))
