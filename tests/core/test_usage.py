"""Usage and cost: exact, and never zero when unknown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.core.usage import Cost, CostBasis, Usage, format_usd


@pytest.mark.parametrize("field", ["audio_seconds", "characters", "input_tokens", "output_tokens"])
@pytest.mark.parametrize("value", [-1, float("nan")])
def test_negative_usage_is_refused(field: str, value: Any) -> None:
    """Each measure is checked by its name."""
    with pytest.raises(UserError, match=f"{field} is {value}"):
        Usage(**{field: value})


def test_measures_that_do_not_apply_are_none() -> None:
    """Zero is a measure, none is not."""
    assert Usage().audio_seconds is None
    assert Usage(audio_seconds=0.0).audio_seconds == 0.0


def test_an_unknown_price_is_none_with_a_reason() -> None:
    """Never 0."""
    cost = Cost(usd=None, basis=CostBasis.UNPRICED, reason="no price is known")
    assert cost.nano_usd is None
    assert str(cost) == "cost unknown (no price is known)"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"usd": None, "basis": CostBasis.PRICED}, "only unpriced has no usd"),
        ({"usd": Decimal(0), "basis": CostBasis.UNPRICED}, "only unpriced has no usd"),
        ({"usd": None, "basis": CostBasis.UNPRICED}, "reason is empty"),
        (
            {"usd": Decimal("-0.01"), "basis": CostBasis.PRICED},
            "usd is -0.01; it must be at least 0",
        ),
    ],
)
def test_costs_that_contradict_themselves_are_refused(asked: dict[str, Any], words: str) -> None:
    """A price and its basis belong together."""
    with pytest.raises(UserError, match=words):
        Cost(**asked)


@pytest.mark.parametrize(
    ("usd", "nano"),
    [
        ("0.0000000005", 0),
        ("0.0000000015", 2),
        ("0.0000000025", 2),
        ("0.00000000250000001", 3),
        ("1.234567891", 1_234_567_891),
    ],
)
def test_nano_dollars_are_rounded_half_to_even(usd: str, nano: int) -> None:
    """Once, from the exact value."""
    assert Cost(usd=Decimal(usd), basis=CostBasis.PRICED).nano_usd == nano


@given(st.integers(0, 10**15))
def test_whole_nano_dollars_are_exact(nano: int) -> None:
    """Up to a million dollars."""
    usd = Decimal(nano) / Decimal(1_000_000_000)
    assert Cost(usd=usd, basis=CostBasis.PRICED).nano_usd == nano


def test_local_and_cached_calls_cost_nothing() -> None:
    """And say why."""
    assert str(Cost.local()) == "$0.00 (local)"
    assert str(Cost.cached()) == "$0.00 (cached)"
    assert Cost.local().nano_usd == Cost.cached().nano_usd == 0


@pytest.mark.parametrize(
    ("usd", "shown"),
    [
        ("0", "0.00"),
        ("12.345", "12.34"),
        ("1234.5", "1,234.50"),
        ("0.10", "0.10"),
        ("0.0123456", "0.01235"),
        ("0.0001", "0.0001"),
        ("0.00001234", "1.23e-5"),
    ],
)
def test_small_costs_keep_their_digits(usd: str, shown: str) -> None:
    """A tenth of a cent is not shown as nothing."""
    assert format_usd(Decimal(usd)) == shown
