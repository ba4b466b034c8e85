"""A line as words: quotes, backslashes, and holes that keep their spaces."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics._line import Scanner, Word


def words(line: str) -> list[Word]:
    """Returns all words of a line."""
    scanner, found = Scanner(line), []
    while word := scanner.word():
        found.append(word)
    return found


def literals(line: str) -> list[str | None]:
    """Returns what the words say."""
    return [word.template.literal for word in words(line)]


@pytest.mark.parametrize(
    "line",
    [
        "a.wav  b.wav\tc.wav",
        "'my file.wav' \"your file.wav\"",
        r"my\ file.wav",
        '--prompt="a b" -m x',
        '"say \\"hi\\""',
        "'$HOME' ; rm -rf *",
        "",
        "   ",
    ],
)
def test_words_are_those_of_a_shell(line: str) -> None:
    """Where the rules are the same, Python's own shell lexer is the oracle."""
    assert literals(line) == shlex.split(line)


def test_an_apostrophe_inside_a_word_is_an_apostrophe() -> None:
    """People have names such as O'Hara."""
    assert literals("O'Hara's.wav b.wav") == ["O'Hara's.wav", "b.wav"]


def test_a_backslash_is_itself_elsewhere() -> None:
    """Paths of Windows are written as they are."""
    assert literals(r"C:\audio\new.wav") == [r"C:\audio\new.wav"]


def test_a_hole_keeps_its_spaces_and_quotes() -> None:
    """An expression is one word, whatever it holds."""
    found = words("{clips['a b'] [0]}/x.wav {f(1, 2)} end")
    assert len(found) == 3
    assert found[0].template.literal is None
    assert found[1].template.sole is not None
    assert found[1].template.sole.expression == "f(1, 2)"


def test_a_quoted_word_is_told_from_a_bare_one() -> None:
    """So that a quoted dash is no option."""
    assert [word.bare for word in words("-m '-m' \"x\" --p='y'")] == [True, False, False, True]


def test_a_quote_that_stays_open_is_told() -> None:
    """With what stands after it."""
    with pytest.raises(UserError, match="The quote before 'my file' is not closed"):
        literals("'my file")


def test_a_loose_word_may_begin_with_an_open_quote() -> None:
    """'Tis a text, and the rest of the line is still there."""
    scanner = Scanner("  'Tis the season")
    word = scanner.loose_word()
    assert word is not None
    assert not word.bare
    scanner.back_to(word)
    assert scanner.rest() == "'Tis the season"


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="{}'\"\\"), min_size=1)))
def test_quoted_words_arrive_unchanged(texts: list[str]) -> None:
    """Between quotes nothing is special but quotes and braces."""
    assert literals(" ".join(f"'{text}'" for text in texts)) == texts


@given(st.text())
def test_any_line_is_read_or_refused(line: str) -> None:
    """No line makes the scanner fail in another way, and no word is lost."""
    try:
        found = words(line)
    except UserError:
        return
    ends = [word.end for word in found]
    assert ends == sorted(ends)
    assert all(line[word.start : word.end].strip() for word in found)
