"""English text becomes the phonemes that espeak gives, which is what voices were trained on."""

from __future__ import annotations

import sys

import pytest

from conduit_nb.core.errors import EngineError
from conduit_nb.engines.piper.phonemes import alphabets_of, phonemize

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        # As espeak-ng gives them for en-us.
        ("The test is done.", "ðə tˈɛst ɪz dˈʌn."),
        ("corn", "kˈɔːɹn"),
        ("cushion", "kˈʊʃən"),
        ("the river is", "ðə ɹˈɪvɚɹ ɪz"),
        ("of the end", "ʌvðɪ ˈɛnd"),
        ("on the smooth planks", "ɔnðə smˈuːð plˈæŋks"),
        ("morning", "mˈɔːɹnɪŋ"),
        ("think", "θˈɪŋk"),
        ("the end", "ðɪ ˈɛnd"),
        ("Is it?", "ɪz ɪt?"),
        ("Yes!", "jˈɛs!"),
    ],
)
def test_words_sound_as_the_voice_learned_them(text: str, symbols: str) -> None:
    """Also where gruut's lexicon has a neighbour's sound in it."""
    assert phonemize(text, "en-us").symbols == symbols


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("$3.50", "three dollars fifty cents"),
        ("It's 1999.", "It's nineteen ninety nine."),
        ("72°F", "seventy two degrees Fahrenheit"),
        ("the 1960s", "the nineteen sixties"),
        ("10 ms", "ten milliseconds"),
        ("23rd", "twenty third"),
    ],
)
def test_numbers_are_read_as_words(text: str, like: str) -> None:
    """A number sounds like its words."""
    assert phonemize(text, "en-us").symbols == phonemize(like, "en-us").symbols


def test_contractions_keep_their_sounds() -> None:
    """An apostrophe is part of the word."""
    assert phonemize("don't", "en-us").symbols == "dˈoʊnt"


def test_words_without_phonemes_are_told() -> None:
    """They are not silently lost."""
    spoken = phonemize("Привет, world.", "en-us")
    assert spoken.skipped == ("Привет",)
    assert spoken.symbols == "wˈɜːld."


def test_a_language_without_data_says_what_to_install() -> None:
    """Known to gruut, but its data is another package; and not known at all."""
    with pytest.raises(EngineError, match="pip install gruut-lang-de"):
        phonemize("Guten Tag", "de-de")
    with pytest.raises(EngineError, match="does not know it"):
        phonemize("Cześć", "pl")


def test_without_gruut_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The import's failure is one line."""
    monkeypatch.setitem(sys.modules, "gruut", None)
    with pytest.raises(EngineError, match=r"conduit-nb\[local\]"):
        phonemize("Hello", "en-us")


def test_a_russian_voice_reads_cyrillic() -> None:
    """Each language has its letters; most have Latin ones."""
    assert alphabets_of("ru-RU") == {"CYRILLIC"}
    assert alphabets_of("de") == {"LATIN"}
