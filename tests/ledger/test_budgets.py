"""A limit is checked before anything is sent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from conduit_nb.core.errors import BudgetExceeded
from conduit_nb.core.route import Candidate, Route
from conduit_nb.ledger.budgets import check_max_cost


def candidate(estimate: str | None) -> Candidate:
    """Returns a route with the given worst case."""
    return Candidate(
        route=Route(provider="far", model="far/m", local=False),
        reason="asked for by name",
        chosen=True,
        estimate_usd=None if estimate is None else Decimal(estimate),
    )


@pytest.mark.parametrize(("estimate", "limit"), [("0.5", "0.5"), ("0", "0"), ("9", None)])
def test_within_the_limit_passes(estimate: str, limit: str | None) -> None:
    """Exactly the limit is still within it; no limit lets everything pass."""
    check_max_cost(candidate(estimate), None if limit is None else Decimal(limit))


def test_over_the_limit_is_refused_with_both_figures() -> None:
    """The message has what it could cost and what was allowed."""
    with pytest.raises(BudgetExceeded, match=r"could cost \$0\.51, over the limit \$0\.50"):
        check_max_cost(candidate("0.51"), Decimal("0.50"))


def test_an_unknown_price_cannot_keep_to_a_limit() -> None:
    """What has no price is refused under a limit."""
    with pytest.raises(BudgetExceeded, match="no known price"):
        check_max_cost(candidate(None), Decimal(1))
