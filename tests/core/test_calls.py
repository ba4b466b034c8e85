"""A call's record."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from conduit_nb.core.calls import Call, Origin, Status
from conduit_nb.core.route import Plan
from conduit_nb.core.usage import Cost, CostBasis, Usage


def call(**changes: Any) -> Call:
    """Returns a call of a local model, with changes."""
    values: dict[str, Any] = {
        "id": "0" * 32,
        "operation": "transcribe",
        "provider": "local",
        "model": "local/moonshine-tiny",
        "plan": Plan(asked="auto", candidates=()),
        "usage": Usage(audio_seconds=61.25),
        "cost": Cost.local(),
        "latency": 6.125,
    }
    return Call(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "local/moonshine-tiny · 61.2 s of audio · took 6.12 s · $0.00 (local)"),
        (
            {"usage": Usage(characters=12_345), "latency": 1.0},
            "local/moonshine-tiny · 12,345 characters · took 1.00 s · $0.00 (local)",
        ),
        (
            {"usage": Usage(), "cost": Cost(usd=Decimal("0.0123"), basis=CostBasis.PRICED)},
            "local/moonshine-tiny · took 6.12 s · $0.0123 (priced)",
        ),
        (
            {
                "usage": Usage(),
                "cost": Cost(usd=None, basis=CostBasis.UNPRICED, reason="no price is known"),
            },
            "local/moonshine-tiny · took 6.12 s · cost unknown (no price is known)",
        ),
    ],
)
def test_the_cost_line_says_what_was_used_and_what_it_cost(
    changes: dict[str, Any], line: str
) -> None:
    """On one line."""
    assert call(**changes).summary() == line


def test_states_are_plain_words() -> None:
    """As the ledger stores them."""
    assert [str(status) for status in Status] == ["open", "ok", "failed", "cancelled", "in_doubt"]


def test_an_origin_is_python_unless_told_otherwise() -> None:
    """And nothing else is guessed."""
    assert Origin() == Origin(project=None, notebook=None, cell=None, label=None, surface="python")
