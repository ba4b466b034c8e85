"""A plan explains itself."""

from __future__ import annotations

from decimal import Decimal

from conduit_nb.core.route import Candidate, Estimate, Plan, Route
from conduit_nb.core.usage import Usage


def candidate(model: str, reason: str, *, chosen: bool, usd: str | None = "0") -> Candidate:
    """Returns a candidate of the plan."""
    provider = model.partition("/")[0]
    return Candidate(
        route=Route(provider=provider, model=model, local=provider == "local"),
        reason=reason,
        chosen=chosen,
        estimate_usd=None if usd is None else Decimal(usd),
    )


PLAN = Plan(
    asked="auto",
    candidates=(
        candidate("local/a", "it is here", chosen=True),
        candidate("cloud/b", "no key", chosen=False, usd=None),
        candidate("local/c", "it comes next", chosen=True),
    ),
)


def test_routes_are_the_chosen_ones_in_order() -> None:
    """What is tried, first one first."""
    assert [str(c.route) for c in PLAN.routes] == ["local/a", "local/c"]


def test_every_candidate_has_its_reason_in_the_explanation() -> None:
    """Also those that were left out."""
    assert PLAN.explain() == (
        "asked for auto\n1. local/a: it is here\n2. local/c: it comes next\n-  cloud/b: no key"
    )


def test_an_estimate_is_the_first_routes_worst_case() -> None:
    """With the plan behind it."""
    estimate = Estimate(operation="speak", input_name="text", usage=Usage(characters=5), plan=PLAN)
    assert estimate.cost_usd == 0
    assert estimate.explain().startswith("speak text: at most $0.00\nasked for auto\n")


def test_an_unknown_cost_is_said_to_be_unknown() -> None:
    """Not 0."""
    plan = Plan(asked="cloud/b", candidates=(candidate("cloud/b", "asked", chosen=True, usd=None),))
    estimate = Estimate(operation="speak", input_name="text", usage=Usage(), plan=plan)
    assert estimate.cost_usd is None
    assert "speak text: unknown" in estimate.explain()
