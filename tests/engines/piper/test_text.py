"""A text is cut into pieces a voice can say, at the places where people pause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.engines.piper.text import LONGEST_PIECE, Mark, pieces, speakable

LATIN = frozenset({"LATIN"})


def texts(text: str) -> list[str]:
    """Returns the pieces' texts."""
    return [piece.text for piece in pieces(text)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It cost $3.50 today. Good.", ["It cost $3.50 today.", "Good."]),
        (
            "Dr. Smith met Mr. J. S. Bach. They sang.",
            ["Dr. Smith met Mr. J. S. Bach.", "They sang."],
        ),
        ("He said “Stop.” She did.", ["He said “Stop.”", "She did."]),
        ("It is 5 p.m. in Rome, e.g. now.", ["It is 5 p.m. in Rome,", "e.g. now."]),
        ("Wait... what? Oh…", ["Wait... what?", "Oh…"]),
        ("A title\n\nThe text.", ["A title", "The text."]),
        ("好。是！", ["好。", "是！"]),
        ("   ", []),
    ],
)
def test_sentences_end_where_a_reader_would_stop(text: str, cut: list[str]) -> None:
    """Full stops of abbreviations, initials and numbers end nothing."""
    assert texts(text) == cut


def test_only_the_first_sentence_is_cut_at_its_first_clause() -> None:
    """Something is heard soon, and what follows keeps its melody."""
    text = "When the rain had stopped, we went out. When the sun was down, we came home."
    assert texts(text) == [
        "When the rain had stopped,",
        "we went out.",
        "When the sun was down, we came home.",
    ]
    assert next(pieces(text)).mark is Mark.CLAUSE


def test_a_very_short_beginning_is_not_cut_off() -> None:
    """One word alone would sound like a sentence."""
    assert texts("Yes, of course it does.") == ["Yes, of course it does."]


def test_a_long_sentence_is_cut_at_a_clause_mark() -> None:
    """Before the limit, at the last mark."""
    text = "a" * 100 + " " + "b" * 80 + ", " + "c" * 100
    assert texts(text) == ["a" * 100 + " " + "b" * 80 + ",", "c" * 100]


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 100_000, "a,b;" * 25_000])
def test_a_hundred_thousand_characters_without_a_full_stop_work(text: str) -> None:
    """The pieces are short whatever the text lacks, and together they are the text."""
    cut = list(pieces(text))
    assert max(len(piece.text) for piece in cut) <= LONGEST_PIECE
    assert "".join(piece.text for piece in cut).replace(" ", "") == text.replace(" ", "")
    assert cut[-1].end >= len(text.rstrip())


@given(st.text(alphabet="ab .,!?\n\"'J1—。", max_size=600))
def test_no_character_is_lost_or_said_twice(text: str) -> None:
    """Whatever the text, the pieces are its characters in their order; ends grow."""
    cut = list(pieces(text))
    assert "".join("".join(piece.text.split()) for piece in cut) == "".join(text.split())
    ends = [piece.end for piece in cut]
    assert ends == sorted(set(ends))
    assert all(len(piece.text) <= LONGEST_PIECE for piece in cut)


@pytest.mark.parametrize(
    ("text", "spoken", "skipped"),
    [
        ("こんにちは world", "      world", "こんにちは"),
        ("café naïve", "café naïve", ""),
        ("Good 👍🏽 job", "Good    job", "👍🏽"),
        ("Don’t", "Don't", ""),
        ("٣ apples", "3 apples", ""),
        ("20 °C, 3 € – “so”", "20 °C, 3 € – “so”", ""),
        ("a\x00b", "a b", ""),
    ],
)
def test_what_the_voice_cannot_know_is_blanked_and_told(
    text: str, spoken: str, skipped: str
) -> None:
    """Other alphabets and emoji go, digits and apostrophes are made plain; lengths stay."""
    got = speakable(text, LATIN)
    assert ("".join(got[0].split()), got[1]) == ("".join(spoken.split()), skipped)
    assert len(got[0]) == len(text)


@given(st.text(max_size=200))
def test_positions_never_move(text: str) -> None:
    """Whatever is blanked, what is left stands where it stood, and nothing is blanked twice."""
    once, _ = speakable(text, LATIN)
    assert len(once) == len(text)
    assert speakable(once, LATIN) == (once, "")
