"""``conduit-nb cost``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("by", "key"),
    [("provider", "local"), ("model", "local/scripted"), ("operation", "transcribe")],
)
def test_calls_are_counted_by_group(
    cli: Callable[..., Any], recording: Path, by: str, key: str
) -> None:
    """One call, one row, cost 0."""
    cli("transcribe", str(recording))
    rows = json.loads(cli("cost", "--by", by, "--json").out)
    assert [(row["key"], row["calls"], Decimal(row["cost_usd"])) for row in rows] == [
        (key, 1, Decimal(0))
    ]


def test_an_empty_ledger_is_an_empty_table(cli: Callable[..., Any]) -> None:
    """Before the first call there is nothing, and no error."""
    ran = cli("cost")
    assert ran.code == 0
