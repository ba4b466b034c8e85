"""Text to the phonemes that a Piper voice was trained on, with gruut (MIT)."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import EngineError
from conduit_nb.engines.piper.english import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ALPHABETS", "Spoken", "alphabets_of", "phonemize"]

# First words of the Unicode names of a language's letters; all others are written in Latin ones.
ALPHABETS = {
    "ar": frozenset({"ARABIC"}),
    "fa": frozenset({"ARABIC"}),
    "ru": frozenset({"CYRILLIC"}),
    "el": frozenset({"GREEK"}),
    "zh": frozenset({"CJK", "LATIN"}),
}
_LATIN = frozenset({"LATIN"})
_BREAKS = {"|": ",", "‖": "."}
_SIGNS = ",.;:?!"
_STRESS = "ˈˌ"
_UNSTRESSED = frozenset({"had", "i"})
_NG = re.compile("ng|n[ckqx]")
# of, in, on, from, with, was, that
_LEANING = frozenset({"ʌv", "ɪn", "ˌɔn", "fɹʌm", "wɪð", "wʌz", "ðæt"})
_VOWELS = frozenset("aeiouyæøœɐɑɒɔɘəɚɛɜɞɤɨɪɯɵɶʉʊʌᵻ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How a piece of text is said.

    Attributes:
        symbols: Phonemes, spaces between words and punctuation, one string.
        skipped: Words that have no phonemes.
    """

    symbols: str
    skipped: tuple[str, ...] = ()


def alphabets_of(language: str) -> frozenset[str]:
    """Returns which letters a voice of the language (``en-us``) can read."""
    return ALPHABETS.get(language.lower().partition("-")[0], _LATIN)


def phonemize(text: str, language: str) -> Spoken:
    """Returns how a piece of text is said in a language, espeak's symbols.

    Raises:
        EngineError: If gruut or its data for the language is not installed.
    """
    english = language.startswith("en")
    words: list[str] = []
    skipped: list[str] = []
    for sentence in _sentences(in_words(text) if english else text, language):
        for word in sentence:
            if word.is_minor_break or word.is_major_break:
                _end_with(words, _break_sign(word))
            elif word.phonemes:
                sounds = "".join(word.phonemes)
                words.append(_corrected(sounds, word.text) if english else sounds)
            elif any(unicodedata.category(char)[0] in "LN" for char in word.text):
                skipped.append(word.text)
    joined = _joined(words) if english else words
    return Spoken(symbols=" ".join(joined), skipped=tuple(skipped))


def _sentences(text: str, language: str) -> Sequence[Any]:
    try:
        import gruut
    except ImportError as error:
        raise EngineError(
            "gruut, which turns text into phonemes, is not installed.",
            hint='Run pip install "conduit-nb[local]".',
        ) from error
    if not gruut.is_language_supported(language):
        raise EngineError(
            f"There are no phonemes for {language}: gruut does not know it.",
            hint="Use a voice of another language.",
        )
    primary = language.partition("-")[0]
    if importlib.util.find_spec(f"gruut_lang_{primary}") is None:
        raise EngineError(
            f"There are no phonemes for {language}: gruut's data for it is not installed.",
            hint=f"Run pip install gruut-lang-{primary}.",
        )
    return list(gruut.sentences(text, lang=language, espeak=True))


def _break_sign(word: Any) -> str:
    """Returns the punctuation that the voice knows for a break."""
    if word.text in ("?", "!", ";", ":"):
        return str(word.text)
    return _BREAKS.get((word.phonemes or ["|"])[0], ",")


def _end_with(words: list[str], sign: str) -> None:
    """Puts punctuation after the last word, as espeak does; never two signs in a row."""
    if words and words[-1][-1:] not in _SIGNS:
        words[-1] += sign


def _corrected(phonemes: str, spelling: str) -> str:
    """Returns a word's phonemes without the traces of its neighbours.

    gruut's lexicon was read out of espeak as one long list, in alphabetical order, and the ends of
    words took on something of the next word there: 2,000 words in n, "corn" and "cushion" among
    them, end in ng, because another word in c follows.
    """
    if spelling.lower() in _UNSTRESSED:
        return phonemes.replace("ˈ", "")
    if phonemes[-1:] == "ŋ" and not _NG.search(spelling.lower()):
        return phonemes[:-1] + "n"
    return phonemes


def _joined(words: list[str]) -> list[str]:
    """Returns English words as they are said one after another.

    gruut's lexicon gives "it" and "at" as they sound before a vowel, with a flap, "the" as it
    sounds before a consonant, and an r at the end as it sounds before one. espeak, from which
    voices learn, runs some words and "the" together.
    """
    out: list[str] = []
    for word, after in zip(words, [*words, ""][1:], strict=True):
        vowel = after.lstrip(_STRESS)[:1] in _VOWELS and after != ""
        sounds = word.rstrip(_SIGNS)
        sign = word[len(sounds) :]
        if sounds == "ðə" and vowel:
            sounds = "ðɪ"
        elif sounds.endswith("ɾ") and (sign or not vowel):
            sounds = sounds[:-1] + "t"
        elif sounds.endswith(("ɚ", "ɜː")) and vowel and not sign:
            sounds += "ɹ"
        if sounds in ("ðə", "ðɪ") and out and out[-1] in _LEANING:
            out[-1] = out[-1].lstrip(_STRESS) + sounds
        elif sounds == "ɐ" and out and out[-1] == "ʌv":
            out[-1] = "əvə"
        else:
            out.append(sounds + sign)
    return out
