"""The most a call can cost, told before it is made."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from conduit_nb.core.usage import Cost, CostBasis

if TYPE_CHECKING:
    from conduit_nb.core.capabilities import Capabilities
    from conduit_nb.core.usage import Usage

__all__ = ["cost_of", "worst_case_usd"]


def worst_case_usd(capabilities: Capabilities) -> Decimal | None:
    """Returns the most a call to this model can cost in US dollars; None when there is no price."""
    return Decimal(0) if capabilities.local else None


def cost_of(capabilities: Capabilities, usage: Usage) -> Cost:
    """Returns what `usage` costs with this model; unknown prices are None with the reason."""
    if capabilities.local:
        return Cost.local()
    return Cost(
        usd=None,
        basis=CostBasis.UNPRICED,
        reason=f"the price book has no price for {capabilities.model}, used {usage}",
    )
