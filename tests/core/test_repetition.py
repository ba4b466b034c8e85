"""Loops of a recogniser are found and cut, what people say is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.repetition import cut_loops, loop_warnings


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        # Heard by Moonshine from a list that was read slowly: "… ten percent".
        ("9% 10% 1% 8% 8% 8% 8% 8% 8% 8% 8% 8% 8% And", "9% 10% 1% 8% 8% And"),
        # Heard by Moonshine from "eleven" six times.
        ("Love" + " and the love" * 6, "Love and the love and the"),
        ("And so" + " it was, and" * 9 + " it", "And so it was, and it was, and"),
        ("She laughed: " + "ha" * 40 + "!", "She laughed: haha!"),
        ("Take, take, " + "TAKE " * 20 + "it", "Take, take, it"),
    ],
)
def test_a_loop_is_cut_down_to_two_rounds(heard: str, text: str) -> None:
    """A word or phrase that goes on and on stands there twice, and what surrounds it stays."""
    assert cut_loops(heard) == (text, 1)


@pytest.mark.parametrize(
    "said",
    [
        "No, no, no, no!",
        "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better.",
        "It was the best of times, it was the worst of times, it was the age of wisdom,"
        " it was the age of foolishness",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        "1,000,000,000,000",
        "five five",
        "",
    ],
)
def test_what_people_say_is_left_alone(said: str) -> None:
    """Lists, figures of speech and emphasis are no loops."""
    assert cut_loops(said) == (said, 0)


def test_each_loop_is_counted() -> None:
    """Two loops in one text are two."""
    assert cut_loops("so " * 10 + "and then " + "we went on " * 5) == (
        "so so and then we went on we went on",
        2,
    )


@given(st.lists(st.sampled_from("abc"), max_size=60).map(" ".join))
def test_a_text_only_gets_shorter_and_keeps_its_order(text: str) -> None:
    """Whatever is cut, what is left are words of the text, in their order."""
    left = cut_loops(text)[0].split()
    words = iter(text.split())
    assert all(word in words for word in left)


def test_a_warning_says_how_often() -> None:
    """The reader is told, with the number; without loops there is nothing to tell."""
    assert loop_warnings(0) == ()
    assert "itself once;" in loop_warnings(1)[0]
    assert "itself 3 times;" in loop_warnings(3)[0]
