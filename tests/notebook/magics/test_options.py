"""Options: what is taken, what is refused, and that a value is never an option."""

from __future__ import annotations

import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics._options import Grammar, Option, Parsed

GRAMMAR = Grammar(
    magic="%do",
    summary="Does it.",
    usage=("%do [options] WHAT",),
    options=(
        Option(names=("-m", "--model"), value="MODEL", help="which"),
        Option(names=("--term",), value="TERM", help="what", repeatable=True),
        Option(names=("--words",), help="also words"),
    ),
    notes=("A note.",),
)


def literals(parsed: Parsed) -> list[str | None]:
    """Returns what the words say."""
    return [word.literal for word in parsed.words]


def is_model(word: str) -> bool:
    """Returns whether a word names a model of these tests."""
    return word.startswith("fake/")


def test_options_and_words_come_in_any_order() -> None:
    """As in a shell."""
    parsed = GRAMMAR.parse("a.wav --words -m x/y b.wav --term=one --term two")
    assert literals(parsed) == ["a.wav", "b.wav"]
    assert parsed.switches == {"words"}
    given = {name: [v.literal for v in values] for name, values in parsed.values.items()}
    assert given == {"model": ["x/y"], "term": ["one", "two"]}


def test_after_two_dashes_all_are_words() -> None:
    """A file may be called as an option is."""
    assert literals(GRAMMAR.parse("-- --words -m")) == ["--words", "-m"]


def test_a_quoted_word_is_no_option() -> None:
    """Nor is one that is filled in later."""
    parsed = GRAMMAR.parse("'--words' {x} -")
    assert literals(parsed) == ["--words", None, "-"]
    assert parsed.switches == set()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--modle x", r"%do has no option --modle\. Did you mean --model\?"),
        ("-x", r"%do has no option -x\. Usage: %do \[options\] WHAT"),
        ("--model", r"--model needs a value\. Write --model MODEL"),
        ("-m --words", r"-m needs a value"),
        ("-m a -m b", r"-m is given twice"),
        ("--words=yes", r"--words takes no value"),
    ],
)
def test_what_is_wrong_is_said_with_what_is_right(line: str, message: str) -> None:
    """No exit, no traceback: an error that says what to write."""
    with pytest.raises(UserError, match=message):
        GRAMMAR.parse(line)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Hello there", "Hello there"),
        ("-m x/y Hello  there, it's me", "Hello  there, it's me"),
        ("fake/voice Hello", "Hello"),
        ('"Hello there" -m x/y', "Hello there"),
        ("'Tis the season", "'Tis the season"),
        ('"Hello" she said', '"Hello" she said'),
        ("-- --words are options", "--words are options"),
        ("a -5 b", "a -5 b"),
        ("$HOME; rm -rf / `ls`", "$HOME; rm -rf / `ls`"),
    ],
)
def test_a_text_is_taken_as_typed(line: str, text: str) -> None:
    """From its first word to the end of the line, or between its quotes."""
    parsed = GRAMMAR.parse_text(line, is_model)
    assert parsed.text is not None
    assert parsed.text.literal == text


def test_only_the_first_word_of_a_text_can_be_a_model() -> None:
    """What comes later is said aloud."""
    parsed = GRAMMAR.parse_text("fake/one fake/two", is_model)
    assert literals(parsed) == ["fake/one"]
    assert parsed.text is not None
    assert parsed.text.literal == "fake/two"


@pytest.mark.parametrize("line", ["Hello --words", "Hello -m x", "Hello --term=x"])
def test_an_option_inside_a_text_is_refused(line: str) -> None:
    """It would be said aloud, and paid for, by mistake."""
    with pytest.raises(UserError, match="stands after the start of the text"):
        GRAMMAR.parse_text(line, is_model)


def test_only_options_follow_a_text_in_quotes() -> None:
    """Words after it would be lost."""
    with pytest.raises(UserError, match='Only options may follow "Hello"'):
        GRAMMAR.parse_text('"Hello" --words there', is_model)


@pytest.mark.parametrize("line", ["", "-m x", "--"])
def test_without_a_text_there_is_none(line: str) -> None:
    """The magic says so; the parser does not guess."""
    assert GRAMMAR.parse_text(line, is_model).text is None


def test_the_help_shows_every_option() -> None:
    """With its value's name, what it does, and the notes."""
    text = GRAMMAR.help()
    assert "-m, --model MODEL  which" in text
    assert "--term TERM        what (may be repeated)" in text
    assert text.startswith("Does it.")
    assert text.endswith("A note.")
