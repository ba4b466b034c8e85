"""Finds where a recogniser got caught in a loop and says the same words again and again."""

from __future__ import annotations

import re

__all__ = ["cut_loops", "loop_warnings"]

_LONGEST_PHRASE = 16
# How often people may say the same in a row: "no, no, no, no" is common, a phrase 4 times is not.
_MOST_TIMES = {1: 8, 2: 5}
_MOST_TIMES_A_PHRASE = 3
_KEPT = 2
# Twenty equal letters or syllables inside a word: "hahaha…", "5555…".
_LOOP_IN_WORD = re.compile(r"(\S{1,8}?)\1{19,}")


def cut_loops(text: str) -> tuple[str, int]:
    """Returns `text` with each loop cut down to two rounds, and how many loops there were.

    A loop is a word that stands there more than 8 times in a row, two words that do more than 5
    times, or a phrase of 3 to 16 words that does more than 3 times, whatever case and punctuation;
    and inside a word 20 equal letters or syllables.
    """
    text, loops = _LOOP_IN_WORD.subn(lambda found: found.group(1) * _KEPT, text)
    words = text.split()
    keys = [re.sub(r"[\W_]+", "", word.casefold()) or word for word in words]
    kept: list[str] = []
    at = 0
    while at < len(words):
        size, times = _loop_at(keys, at)
        if not size:
            kept.append(words[at])
            at += 1
            continue
        kept += words[at : at + _KEPT * size]
        loops += 1
        at += times * size
        at += _broken_off(keys, at, size)
    return (" ".join(kept), loops) if loops else (text, 0)


def _loop_at(keys: list[str], at: int) -> tuple[int, int]:
    """Returns the words a round and the rounds of the loop that begins at `at`; (0, 0) if none."""
    for size in range(1, min(_LONGEST_PHRASE, len(keys) - at) + 1):
        phrase = keys[at : at + size]
        times = 1
        while keys[at + times * size : at + (times + 1) * size] == phrase:
            times += 1
        if times > _MOST_TIMES.get(size, _MOST_TIMES_A_PHRASE):
            return size, times
    return 0, 0


def _broken_off(keys: list[str], at: int, size: int) -> int:
    """Returns how many words at `at` are the beginning of one more round, at the text's end."""
    rest = len(keys) - at
    return rest if rest < size and keys[at:] == keys[at - size : at - size + rest] else 0


def loop_warnings(loops: int) -> tuple[str, ...]:
    """Returns what to tell the reader of a transcript in which so many loops were cut."""
    if not loops:
        return ()
    times = "once" if loops == 1 else f"{loops} times"
    return (
        f"The model began to repeat itself {times}; the repetitions were cut, and words may be"
        " missing there.",
    )
