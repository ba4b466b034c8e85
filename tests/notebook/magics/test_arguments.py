"""Arguments: filled in once, and checked before anything is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics._arguments import Arguments, evaluator
from conduit_nb.notebook.magics.transcribe import GRAMMAR

HOSTILE = [
    "--model x",
    "{evil}",
    "'\"",
    "a\nb",
    "$HOME",
    ";rm -rf /",
    "ß→日本",
    "*",
    "=",
    "-O a=b",
    "",
]


def arguments(line: str, **names: object) -> Arguments:
    """Returns the arguments of a line of `%transcribe`."""
    return Arguments(GRAMMAR, GRAMMAR.parse(line), evaluator(names))


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_stays_a_value(value: str) -> None:
    """It is no option, no pattern and no expression, wherever it is put."""
    line = "-m {value} --prompt={value} --keyterm {value} -O name={value} x.wav"
    given = arguments(line, value=value)
    assert given.text("model") == value
    assert given.text("prompt") == value
    assert given.texts("keyterm") == (value,)
    assert given.pairs() == {"name": value}


@given(st.text())
def test_any_value_arrives_unchanged(value: str) -> None:
    """In quotes or not, with text around it or not."""
    got = arguments("--prompt '<{value}>' --label {value}", value=value)
    assert (got.text("prompt"), got.text("label")) == (f"<{value}>", value)


def test_what_is_not_given_is_none() -> None:
    """Nothing is made up."""
    given = arguments("a.wav")
    assert given.text("model") is None
    assert given.texts("keyterm") == ()
    assert given.number("max-cost") is None
    assert given.integer("speakers") is None
    assert given.pairs() == {}
    assert given.out() is None
    assert not given.on("words")


def test_numbers_are_read() -> None:
    """Typed or filled in."""
    given = arguments("--speakers {n} --max-cost 0.5", n=2)
    assert (given.integer("speakers"), given.number("max-cost")) == (2, 0.5)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--speakers many", "--speakers is 'many'; it must be a whole number"),
        ("--max-cost much", "--max-cost is 'much'; it must be a number"),
        ("-O name", "Write NAME=VALUE"),
        ("-O =x", "Write NAME=VALUE"),
        ("-O {x}", "Write NAME=VALUE"),
        ("-o 1x", "--out is '1x', which is no name"),
        ("-o class", "--out is 'class', which is no name"),
        ("-o a.b", "--out is 'a.b', which is no name"),
    ],
)
def test_what_cannot_be_read_is_named(line: str, message: str) -> None:
    """With the option, the value and what to write."""

    def read() -> None:
        given = arguments(line, x="a=b")
        given.integer("speakers")
        given.number("max-cost")
        given.out()

    with pytest.raises(UserError, match=message):
        read()


def test_any_error_of_an_expression_is_told_in_one_line() -> None:
    """Whatever the user's object raises."""

    class Odd:
        def __format__(self, spec: str) -> str:
            raise ValueError("odd\nvery odd")

    def broken() -> None:
        raise RuntimeError("line one\nline two")

    with pytest.raises(UserError, match="RuntimeError: line one line two"):
        arguments("-m {broken()}", broken=broken)
    with pytest.raises(UserError, match="cannot be formatted: odd very odd"):
        arguments("-m {odd}", odd=Odd())
