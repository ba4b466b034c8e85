"""A magic's line as words; pure.

Quotes open at the start of a word or after ``=``, so that an apostrophe inside a word is an
apostrophe. A backslash takes the meaning from a space or a double quote, and is itself elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics._template import Pieces, Template, brace, excerpt

__all__ = ["Scanner", "Word"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a line.

    Attributes:
        template: What it says.
        bare: True when it was not quoted at its start, so that it may be an option.
        start: Where it starts in the line.
        end: Where it ends in the line.
    """

    template: Template
    bare: bool
    start: int
    end: int


class Scanner:
    """Reads a line word by word.

    Args:
        text: The line as typed.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def word(self) -> Word | None:
        """Returns the next word, or None at the end.

        Raises:
            UserError: If a quote or a brace is left open.
        """
        text, at = self._text, self._at
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text):
            self._at = at
            return None
        start, bare, pieces = at, text[at] not in "'\"", Pieces()
        fresh = True  # a quote may open here
        while at < len(text) and not text[at].isspace():
            char = text[at]
            if char in "'\"" and fresh:
                at = _quoted(text, at, pieces)
            elif char == "\\" and text[at + 1 : at + 2] in (" ", '"'):
                pieces.add(text[at + 1])
                at += 2
            elif char in "{}":
                at = brace(text, at, pieces)
            else:
                pieces.add(char)
                at += 1
            fresh = char == "="
        self._at = at
        return Word(template=pieces.template(), bare=bare, start=start, end=at)

    def loose_word(self) -> Word | None:
        """Returns the next word; a quote that is never closed counts as the start of a text.

        Raises:
            UserError: If a brace is left open.
        """
        start = self._at
        try:
            return self.word()
        except UserError:
            text = self._text[start:]
            start += len(text) - len(text.lstrip())
            if self._text[start] not in "'\"":
                raise
            return Word(template=Template(()), bare=False, start=start, end=start)

    def back_to(self, word: Word) -> None:
        """Goes back to the start of `word`."""
        self._at = word.start

    def rest(self) -> str:
        """Returns what has not been read, as typed, without the space around it."""
        return self._text[self._at :].strip()


def _quoted(text: str, at: int, pieces: Pieces) -> int:
    """Adds what stands in the quotes that open at `at`, and returns where they end."""
    mark, start = text[at], at
    at += 1
    while at < len(text):
        char = text[at]
        if char == mark:
            return at + 1
        if char == "\\" and mark == '"' and text[at + 1 : at + 2] == '"':
            pieces.add('"')
            at += 2
        elif char in "{}":
            at = brace(text, at, pieces)
        else:
            pieces.add(char)
            at += 1
    raise UserError(f"The quote before {excerpt(text[start + 1 :])} is not closed.")
