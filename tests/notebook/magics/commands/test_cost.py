"""`%conduit cost`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.cost_report import CostReport
from conduit_nb.notebook.magics.commands import cost

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface


def test_an_empty_ledger_says_so(surface: Surface) -> None:
    """And makes no file."""
    report = cost.run(surface, "--by operation")
    assert isinstance(report, CostReport)
    assert report.rows == ()
    assert "No call is recorded yet." in str(report)
    assert list(surface.session.conduit().settings.home.iterdir()) == []


def test_grouping_and_first_day_are_taken(surface: Surface) -> None:
    """Also from an expression."""
    surface.shell.user_ns["day"] = "2026-01-31"
    report = cost.run(surface, "--since {day}")
    assert isinstance(report, CostReport)
    assert (report.by, report.since) == ("model", "2026-01-31")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--by month", "by is 'month'"),
        ("--since yesterday", "since is 'yesterday'; it must be a day"),
        ("model", "'model' is not understood here"),
        ("--bye x", "Did you mean --by"),
    ],
)
def test_what_is_not_understood_is_refused(surface: Surface, line: str, message: str) -> None:
    """With what is."""
    with pytest.raises(UserError, match=message):
        cost.run(surface, line)


def test_help_is_shown(surface: Surface) -> None:
    """The groups are named."""
    assert "provider, model, operation, day or notebook" in str(cost.run(surface, "--help"))
