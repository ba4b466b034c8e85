"""``conduit-nb models``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def test_each_model_is_a_row(cli: Callable[..., Any]) -> None:
    """With what it does and whether it can run here."""
    rows = json.loads(cli("models", "--json").out)
    assert [row["model"] for row in rows] == ["local/scripted", "local/scripted-voice"]
    assert {row["ready"] for row in rows} == {"yes"}


def test_the_table_names_them(cli: Callable[..., Any]) -> None:
    """For people."""
    assert "local/scripted-voice" in cli("models").out
