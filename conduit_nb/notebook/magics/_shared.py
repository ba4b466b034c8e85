"""What the magics that make calls have in common."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics._options import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conduit_nb.notebook.magics._arguments import Arguments
    from conduit_nb.notebook.magics._options import Grammar, Parsed
    from conduit_nb.notebook.surface import Surface

__all__ = ["COMMON", "HELP", "dollars", "model_of", "namespace"]

HELP = Option(names=("-h", "--help"), help="show this help")
COMMON = (
    Option(names=("-m", "--model"), value="MODEL", help="which model; see %conduit models"),
    Option(names=("-o", "--out"), value="NAME", help="also bind the result to this variable"),
    Option(names=("--language",), value="CODE", help="language, a BCP 47 code such as en or de-AT"),
    Option(names=("--max-cost",), value="USD", help="refuse what could cost more"),
    Option(names=("--dry-run",), help="show what it would cost and why that model; call nothing"),
    Option(names=("--no-cache",), help="do not give an earlier answer again"),
    Option(
        names=("-O", "--option"), value="NAME=VALUE", help="an option of the model", repeatable=True
    ),
    Option(names=("--label",), value="TEXT", help="what the ledger calls these calls"),
    HELP,
)


def namespace(surface: Surface, local_ns: Mapping[str, Any] | None) -> dict[str, Any]:
    """Returns the variables that expressions see: the user's, then those of the calling scope."""
    return {**surface.shell.user_ns, **(local_ns or {})}


def model_of(surface: Surface, grammar: Grammar, parsed: Parsed, named: str | None) -> str | None:
    """Returns the model that was asked for; a first word that names one is taken from `parsed`.

    Raises:
        UserError: If two are named.
    """
    first = parsed.words[0].literal if parsed.words else None
    if first is None or not surface.is_model(first):
        return named
    if named is not None:
        grammar.fail(f"Two models are named: {first} and {named}.", "Name one.")
    parsed.words.pop(0)
    return first


def dollars(arguments: Arguments) -> Decimal | None:
    """Returns the most that may be spent, or None.

    Raises:
        UserError: If it is not an amount of at least 0.
    """
    given = arguments.text("max-cost")
    if given is None:
        return None
    try:
        amount = Decimal(given.strip().removeprefix("$"))
    except InvalidOperation:
        amount = Decimal("nan")
    if not amount.is_finite() or amount < 0:
        raise UserError(
            f"--max-cost is {given!r}; it must be US dollars, at least 0.", hint="Write 0.50."
        )
    return amount
