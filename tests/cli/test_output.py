"""Tables and JSON."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from conduit_nb.cli.output import parse_options, print_json, print_table
from conduit_nb.core.errors import UserError


def test_a_table_shows_markup_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    """A cell that looks like markup is shown, not obeyed."""
    print_table(["a"], [["[bold]x[/bold]"]])
    assert "[bold]x[/bold]" in capsys.readouterr().out


def test_decimals_stay_exact_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Money is text, not a float."""
    print_json({"usd": Decimal("0.000000001")})
    assert Decimal(json.loads(capsys.readouterr().out)["usd"]) == Decimal("1e-9")


def test_a_value_may_hold_an_equals_sign() -> None:
    """Only the first one parts name and value."""
    assert parse_options(["a=b=c"]) == {"a": "b=c"}


@pytest.mark.parametrize("pair", ["a", "=b", ""])
def test_what_has_no_name_is_refused(pair: str) -> None:
    """NAME=VALUE or an error."""
    with pytest.raises(UserError):
        parse_options([pair])
