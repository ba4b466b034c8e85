"""What a call can cost at most."""

from __future__ import annotations

from decimal import Decimal

from conduit_nb.core.capabilities import Capabilities
from conduit_nb.core.usage import CostBasis, Usage
from conduit_nb.pricing.worst_case import cost_of, worst_case_usd

HERE = Capabilities(model="local/m", operations=frozenset({"speak"}), local=True)
AWAY = Capabilities(model="far/m", operations=frozenset({"speak"}))


def test_a_local_call_costs_nothing() -> None:
    """Local calls cost 0, with the basis that says so."""
    cost = cost_of(HERE, Usage(characters=5))
    assert (cost.usd, cost.basis) == (Decimal(0), CostBasis.LOCAL)
    assert worst_case_usd(HERE) == Decimal(0)


def test_an_unknown_price_is_null_with_a_reason() -> None:
    """Never 0 for what nobody has priced."""
    cost = cost_of(AWAY, Usage(characters=5))
    assert cost.usd is None
    assert cost.reason is not None
    assert "far/m" in cost.reason
    assert worst_case_usd(AWAY) is None
