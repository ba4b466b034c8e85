"""Validation used when values are built; each message names the field, the value and the bound."""

from __future__ import annotations

import difflib
import math
import numbers
from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["check_choice", "check_range", "check_text", "nearest"]


def check_range(
    field: str,
    value: object,
    *,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    whole: bool = False,
) -> None:
    """Raises unless `value` is a finite number in [low, high].

    Numbers of NumPy are numbers too; `True` and `False` are none.

    Args:
        field: What the value is called.
        value: The value.
        low: The least it may be.
        high: The most it may be.
        unit: The bounds' unit, for the message.
        whole: Also refuse fractions.

    Raises:
        UserError: With the field, the value and the bound it breaks.
    """
    bounds = _describe(low, high, unit)
    kind = numbers.Integral if whole else numbers.Real
    if isinstance(value, bool) or not isinstance(value, kind) or not _finite(value):
        wanted = "whole" if whole else "finite"
        raise UserError(f"{field} is {value!r}; it must be a {wanted} number{bounds}.")
    number: float | int = int(value) if isinstance(value, numbers.Integral) else float(value)
    if (low is not None and number < low) or (high is not None and number > high):
        raise UserError(f"{field} is {value}; it must be{bounds}.")


def _finite(value: numbers.Real) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # An integer too large for a float is finite all the same.
        return True


def _describe(low: float | None, high: float | None, unit: str) -> str:
    suffix = f" {unit}" if unit else ""
    if low is not None and high is not None:
        return f" between {low} and {high}{suffix}"
    if low is not None:
        return f" at least {low}{suffix}"
    if high is not None:
        return f" at most {high}{suffix}"
    return ""


def check_text(field: str, value: str) -> None:
    """Raises unless `value` is a string with something in it besides white space.

    Raises:
        UserError: With the field and the value.
    """
    if not isinstance(value, str):
        raise UserError(f"{field} is a {type(value).__name__}; it must be text.")
    if not value.strip():
        raise UserError(f"{field} is empty; it must hold at least one character.")


def check_choice(field: str, value: str, choices: Iterable[str]) -> None:
    """Raises unless `value` is one of `choices`, offering the nearest ones.

    Raises:
        UserError: With the field, the value and the nearest or all choices.
    """
    known = list(choices)
    if value in known:
        return
    near = nearest(value, known)
    offer = f"did you mean {' or '.join(near)}?" if near else f"choose one of {', '.join(known)}."
    raise UserError(f"{field} is {value!r}, which is not known; {offer}")


def nearest(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Returns up to `limit` of the known names that look like `name`, the closest first."""
    table = {candidate.lower(): candidate for candidate in known}
    return [
        table[key] for key in difflib.get_close_matches(name.lower(), table, n=limit, cutoff=0.5)
    ]
