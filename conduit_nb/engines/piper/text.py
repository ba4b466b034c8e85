"""Cuts a text into pieces that a voice speaks one at a time. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Mark", "Piece", "pieces", "speakable"]

LONGEST_PIECE = 240
# The first piece is short, so that it is heard soon, but not so short that it sounds cut off.
_SHORTEST_FIRST_PIECE = 12
_LONGEST_FIRST_PIECE = 60

_ABBREVIATIONS = (
    "al approx apr aug capt cf co col corp dec dept dr ed eds eg eq est et etc feb fig figs gen gov"
    " hon ie inc jan jr jul jun lt ltd mar max min mr mrs ms mt no nos nov oct op p pp prof rep rev"
    " sen sep sept sgt sr st vol vs"
)
_CLOSERS = "\"'’”»)]}"
_LIKE = dict.fromkeys("‘’ʼ＇", "'")
_UNREADABLE = frozenset({"Sk", "So", "Cs", "Co", "Cn", "Cf"})
_SENTENCE_END = re.compile(rf"[.!?…。！？]+[{re.escape(_CLOSERS)}]*(?=\s|$)|(?<=[。！？])|\n\s*\n")
_CLAUSE_END = re.compile(rf"(?:[,;:،，；：][{re.escape(_CLOSERS)}]*|\s[–—-]|—)(?=\s|$)|—")
_SPACE = re.compile(r"\s+")


class Mark(Enum):
    """What ends a piece."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text to be spoken at once.

    Attributes:
        text: The text, without space around it.
        end: Characters of the whole text up to the piece's end.
        mark: What ends it.
    """

    text: str
    end: int
    mark: Mark


def pieces(text: str) -> Iterator[Piece]:
    """Yields the pieces of a text: sentences, the first and long ones cut at clause marks.

    No piece is longer than 240 characters; every character that is not white space is in one.
    """
    first = True
    for begin, end in _sentences(text):
        at = begin
        while at < end:
            stop, mark = _cut(text, at, end, first=first)
            spoken = text[at:stop].strip()
            if spoken:
                yield Piece(text=spoken, end=stop, mark=mark)
                first = False
            at = stop


def speakable(text: str, alphabets: frozenset[str]) -> tuple[str, str]:
    """Returns the text with what the voice cannot know blanked out, and what that was.

    Letters of other alphabets and symbols such as emoji become spaces, so positions stay; digits
    become ASCII digits and typographic apostrophes plain ones.

    Args:
        text: Any text.
        alphabets: First words of the Unicode names of the letters that the voice knows: LATIN ...
    """
    kept: list[str] = []
    skipped: list[str] = []
    for char in text:
        known = _known(char, alphabets, after_skipped=bool(skipped) and kept[-1:] == [" "])
        kept.append(known)
        if known == " " and not char.isspace() and unicodedata.category(char)[0] not in "ZC":
            skipped.append(char)
    return "".join(kept), "".join(skipped)


def _known(char: str, alphabets: frozenset[str], *, after_skipped: bool) -> str:
    """Returns what stands for `char` in the text that is spoken: itself, its like, or a space."""
    if char in _LIKE:
        return _LIKE[char]
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] == "L" and not char.isascii():
        known = unicodedata.name(char, "").partition(" ")[0] in alphabets
    elif category[0] == "M":
        known = not after_skipped
    else:
        known = char.isascii() or char == "°" or category not in _UNREADABLE
    return char if known and (category != "Cc" or char.isspace()) else " "


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in _SENTENCE_END.finditer(text):
        if found.end() > begin and not _goes_on(text, found.start(), found.end()):
            yield begin, found.end()
            begin = found.end()
    if begin < len(text):
        yield begin, len(text)


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Returns whether a full stop at `stop` ends an abbreviation and not the sentence."""
    if text[stop : stop + 1] not in (".", "…"):
        return False
    word = re.search(r"[^\s(\[\"'“‘]*$", text[max(0, stop - 20) : stop])
    last = word.group().lower() if word else ""
    follows = _SPACE.sub("", text[end : end + 8])[:1]
    if follows.islower():
        return True
    # "J. S. Bach", "Dr. Who"; "U.S. Army" stays whole, "at 5 p.m. Then" is cut.
    initial = len(last) == 1 and last.isalpha() and last != "i"
    return initial or last in _ABBREVIATIONS.split()


def _cut(text: str, at: int, end: int, *, first: bool) -> tuple[int, Mark]:
    """Returns where the piece that begins at `at` ends, and what ends it."""
    if first:
        for found in _CLAUSE_END.finditer(text, at, min(end, at + _LONGEST_FIRST_PIECE)):
            if found.end() < end and len(text[at : found.end()].strip()) >= _SHORTEST_FIRST_PIECE:
                return found.end(), Mark.CLAUSE
    if end - at <= LONGEST_PIECE:
        return end, Mark.SENTENCE
    limit = at + LONGEST_PIECE
    clauses = [found.end() for found in _CLAUSE_END.finditer(text, at, limit)]
    if clauses and clauses[-1] > at + LONGEST_PIECE // 4:
        return clauses[-1], Mark.CLAUSE
    spaces = [found.end() for found in _SPACE.finditer(text, at, limit) if found.start() > at]
    return (spaces[-1] if spaces else limit), Mark.NOTHING
