"""Budgets: what a call may cost, checked before anything is sent. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.core.errors import BudgetExceeded
from conduit_nb.core.usage import format_usd

if TYPE_CHECKING:
    from decimal import Decimal

    from conduit_nb.core.route import Candidate

__all__ = ["check_max_cost"]


def check_max_cost(candidate: Candidate, max_cost_usd: Decimal | None) -> None:
    """Raises if the route could cost more than `max_cost_usd`; None means no limit.

    Raises:
        BudgetExceeded: If the worst case is above the limit, or is not known.
    """
    if max_cost_usd is None:
        return
    model, worst = candidate.route.model, candidate.estimate_usd
    if worst is None:
        raise BudgetExceeded(
            f"{model} has no known price, so ${format_usd(max_cost_usd)} cannot be kept to.",
            hint="Choose a model with a price, or leave the limit out.",
            model=model,
        )
    if worst > max_cost_usd:
        raise BudgetExceeded(
            f"{model} could cost ${format_usd(worst)}, over the limit ${format_usd(max_cost_usd)}.",
            hint="Raise the limit, send less, or choose a cheaper model.",
            model=model,
        )
