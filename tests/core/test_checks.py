"""Validation: each message names the field, the value and the bound."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.checks import check_choice, check_range, check_text, nearest
from conduit_nb.core.errors import UserError


@given(st.one_of(st.integers(), st.floats(allow_nan=True, allow_infinity=True)))
def test_a_number_passes_exactly_when_it_is_in_range(value: float) -> None:
    """Any integer, however large, and any float, NaN and infinities included."""
    if 0 <= value <= 10:
        check_range("size", value, low=0, high=10)
    else:
        with pytest.raises(UserError, match="size is "):
            check_range("size", value, low=0, high=10)


@pytest.mark.parametrize("value", [np.float32(3), np.int64(3), np.uint8(3), 3, 3.0])
def test_numbers_of_numpy_are_numbers(value: Any) -> None:
    """Engines and arrays give them."""
    check_range("size", value, low=0, high=10)


@pytest.mark.parametrize("value", [True, False, "3", None, [3], 3j, Decimal(3)])
def test_what_is_no_number_is_refused(value: Any) -> None:
    """A truth value is none."""
    with pytest.raises(UserError, match="it must be a finite number between 0 and 10"):
        check_range("size", value, low=0, high=10)


@pytest.mark.parametrize("value", [2.5, np.float64(2.0), 2.0, "2"])
def test_a_whole_number_can_be_asked_for(value: Any) -> None:
    """There is no half channel."""
    with pytest.raises(UserError, match=r"size is .*; it must be a whole number at least 1"):
        check_range("size", value, low=1, whole=True)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"low": 5, "unit": "s"}, "size is 3; it must be at least 5 s."),
        ({"high": 2, "unit": "Hz"}, "size is 3; it must be at most 2 Hz."),
        ({"low": 5, "high": 9}, "size is 3; it must be between 5 and 9."),
    ],
)
def test_the_message_names_the_bound_and_its_unit(bounds: dict[str, Any], words: str) -> None:
    """Word for word."""
    with pytest.raises(UserError) as caught:
        check_range("size", 3, **bounds)
    assert str(caught.value) == words


def test_without_bounds_only_finiteness_counts() -> None:
    """Any finite number passes."""
    check_range("size", -1e300)
    with pytest.raises(UserError, match=r"size is inf; it must be a finite number\.$"):
        check_range("size", float("inf"))


@pytest.mark.parametrize("value", ["", "  ", "\n\t"])
def test_empty_text_is_refused(value: str) -> None:
    """White space is nothing to say."""
    with pytest.raises(UserError, match="text is empty; it must hold at least one character"):
        check_text("text", value)


def test_text_must_be_text() -> None:
    """Not a number, not bytes."""
    check_text("text", "a")
    with pytest.raises(UserError, match="text is a bytes; it must be text"):
        check_text("text", b"a")  # type: ignore[arg-type]


def test_a_wrong_choice_is_offered_the_nearest() -> None:
    """Or all, where nothing is near."""
    choices = ("transcribe", "translate", "speak")
    check_choice("task", "speak", choices)
    with pytest.raises(UserError, match=r"task is 'trnslate', .* did you mean translate"):
        check_choice("task", "trnslate", choices)
    with pytest.raises(UserError, match="choose one of transcribe, translate, speak"):
        check_choice("task", "xyz", choices)


def test_nearest_ignores_case_and_keeps_spelling() -> None:
    """The closest first, at most as many as asked."""
    names = ["Rachel", "Rebecca", "Raphael", "Tom"]
    assert nearest("rachal", names)[0] == "Rachel"
    assert len(nearest("ra", ["ra1", "ra2", "ra3", "ra4"], limit=2)) == 2
    assert nearest("zzz", names) == []
