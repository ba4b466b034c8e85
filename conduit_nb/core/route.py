"""Which model answers a call, and why: the router's plan as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conduit_nb.core.usage import format_usd

if TYPE_CHECKING:
    from decimal import Decimal

    from conduit_nb.core.usage import Usage

__all__ = ["Candidate", "Estimate", "Plan", "Route"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to make a call.

    Attributes:
        provider: Who answers, for instance ``local``.
        model: The full model name, ``provider/model``.
        local: True when nothing leaves the machine.
    """

    provider: str
    model: str
    local: bool

    def __str__(self) -> str:
        return self.model


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A route that was considered, and why it stands where it stands.

    Attributes:
        route: The route.
        reason: One sentence: why it was chosen, comes later, or was left out.
        chosen: True when the call may use it.
        estimate_usd: The most this call can cost there; None when unknown.
    """

    route: Route
    reason: str
    chosen: bool
    estimate_usd: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The routes of a call in the order in which they are tried, each with its reason.

    Attributes:
        asked: The model name as it was asked for, for instance ``auto``.
        candidates: All that was considered, chosen ones first.
    """

    asked: str
    candidates: tuple[Candidate, ...]

    @property
    def routes(self) -> tuple[Candidate, ...]:
        """The candidates that may be used, first one first."""
        return tuple(candidate for candidate in self.candidates if candidate.chosen)

    def explain(self) -> str:
        """Returns one line a candidate: its place, its name and the reason."""
        lines = [f"asked for {self.asked}"]
        for place, candidate in enumerate(self.routes, 1):
            lines.append(f"{place}. {candidate.route}: {candidate.reason}")
        lines += [f"-  {c.route}: {c.reason}" for c in self.candidates if not c.chosen]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a call would use and cost, told without making it.

    Attributes:
        operation: ``transcribe``, ``translate`` or ``speak``.
        input_name: What the input is called.
        usage: The seconds or characters it would use.
        plan: The routes it would try, each with its worst case.
    """

    operation: str
    input_name: str
    usage: Usage
    plan: Plan

    @property
    def cost_usd(self) -> Decimal | None:
        """The most that the first route can cost; None when unknown."""
        return self.plan.routes[0].estimate_usd

    def explain(self) -> str:
        """Returns the estimate and the plan behind it, a line each."""
        cost = "unknown" if self.cost_usd is None else f"at most ${format_usd(self.cost_usd)}"
        return f"{self.operation} {self.input_name}: {cost}\n{self.plan.explain()}"
