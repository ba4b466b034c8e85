"""``conduit-nb doctor``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_healthy_house_exits_with_0(cli: Callable[..., Any]) -> None:
    """No check failed."""
    ran = cli("doctor", "--json")
    assert ran.code == 0
    assert "fail" not in {check["state"] for check in json.loads(ran.out)}


def test_the_ledger_and_the_models_are_looked_at(cli: Callable[..., Any]) -> None:
    """By name."""
    names = {check["name"] for check in json.loads(cli("doctor", "--json").out)}
    assert {"python", "ledger", "home", "local/scripted"} <= names
