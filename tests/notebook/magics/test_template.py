"""Text with holes: f-string rules, one evaluation, and values that are never read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics._arguments import evaluator
from conduit_nb.notebook.magics._template import Hole, template

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: dict[str, object] = {
    "latency": 12.3456,
    "name": "Ann",
    "width": 8,
    "rows": {"a": [1, 2], "b": "}"},
    "none": None,
}


def fill(text: str, names: Mapping[str, object] = NAMES) -> str:
    """Returns the text filled in."""
    return template(text).fill(evaluator(names))


@pytest.mark.parametrize(
    "text",
    [
        "{latency:.0f} ms",
        "{latency:>{width}.1f}|",
        "{name!r:>{width}}",
        "{name!s}{name!a}",
        "{rows['a'][1]} and {rows['b']}",
        "{'}' + \"{\"}",
        "{ {'k': 'v'}['k'] }",
        "{name if name != 'x' else 0}",
        "{(lambda x: x * 2)(3)}",
        "{[n for n in range(3)][1:]}",
        "{none}",
        "{{{name}}} {{name}}",
        "{'''a'b'''}",
        "{latency:{'.2f'}}",
        "no holes at all",
        "",
    ],
)
def test_it_fills_in_what_an_f_string_would(text: str) -> None:
    """Python's own f-strings are the oracle."""
    # Python before 3.12 allows no quote of the outer kind inside.
    quotes = '"""' if "'''" in text else "'''"
    expected = eval(f"f{quotes}{text}{quotes}", dict(NAMES))  # noqa: S307
    assert fill(text) == expected


@given(st.text())
def test_a_value_arrives_unchanged(value: str) -> None:
    """Whatever a variable holds, braces and quotes included, it is never read again."""
    assert fill("<{value}>", {"value": value}) == f"<{value}>"


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    """With its braces doubled, every text stands for itself."""
    assert fill(text.replace("{", "{{").replace("}", "}}")) == text


def test_a_value_is_not_an_expression() -> None:
    """A value that looks like a hole stays a text."""
    assert fill("{x}", {"x": "{evil}", "evil": "!"}) == "{evil}"


def test_each_hole_is_evaluated_once() -> None:
    """An expression with an effect has it once."""
    seen: list[str] = []

    def evaluate(hole: Hole) -> object:
        seen.append(hole.expression)
        return 1

    assert template("{a} {b:>{c}}").fill(evaluate) == "1 1"
    assert seen == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{latency", r"The { before 'latency' is not closed"),
        ("{'open}", "is not closed"),
        ("{latency:.0f", "is not closed"),
        ("a } b", r"There is a } without a {"),
        ("{}", "There is an empty {}"),
        ("{ }", "There is an empty {}"),
        ("{name:.0f}", r"\{name:\.0f\} cannot be formatted: Unknown format code"),
        ("{nobody}", r"\{nobody\} cannot be evaluated: NameError: name 'nobody' is not defined"),
        ("{1 +}", r"\{1 \+\} cannot be evaluated: SyntaxError: invalid syntax"),
        ("{1 / 0}", r"\{1 / 0\} cannot be evaluated: ZeroDivisionError"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_line(text: str, message: str) -> None:
    """The expression or the place is named, on one line."""
    with pytest.raises(UserError, match=message) as caught:
        fill(text)
    assert "\n" not in str(caught.value)


def test_one_hole_alone_stands_for_its_value() -> None:
    """Only without a format: then the object itself is wanted."""
    alone = template("{rows}").sole
    assert alone is not None
    assert evaluator(NAMES)(alone) is NAMES["rows"]
    assert [template(text).sole for text in ("{rows!r}", "{rows:}", " {rows}", "a")] == [None] * 4
