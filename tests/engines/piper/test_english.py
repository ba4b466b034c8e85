"""What would be dropped or misread is written out; what gruut reads well is left to it."""

from __future__ import annotations

import pytest

from conduit_nb.engines.piper.english import in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("214 ms at 44.1 kHz", "214 milliseconds at 44.1 kilohertz"),
        ("72°F or 20 °C", "72 degrees Fahrenheit or 20 degrees Celsius"),
        ("5-10 km", "5 to 10 kilometers"),
        ("the 2020s, the '90s", "the 20 twenties, the nineties"),
        ("test #1, No. 5", "test number 1, number 5"),
        ("v1.2.3", "v 1 point 2 point 3"),
        ("A/B and/or GPT4", "A B and or GPT 4"),
        ("COVID-19", "COVID 19"),
        ("x=3", "x equals 3"),
        ("n >= 5 → ok", "n at least 5 to ok"),
        ("e.g. this, i.e. that", "for example this, that is that"),
        ("see https://x.org/a-b", "see x dot org slash a dash b"),
        ("mail a.b@c.com.", "mail a dot b at c dot com."),
        ("so — (it is)", "so , , it is,"),
    ],
)
def test_signs_and_short_forms_become_words(text: str, words: str) -> None:
    """Each is read as a person would read it."""
    assert "".join(in_words(text).split()) == "".join(words.split())
    assert in_words(text).split()[0] == words.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    "text",
    [
        "It cost $3.50 on 12 March 2024, didn't it?",
        "The 1st, 2nd, 3rd and 4th of 1,000,000",
        "7/4/2021 at 10:30",
        "Meet me at 5 p.m.",
        "An hour in the U.S. is 60 minutes.",
    ],
)
def test_what_gruut_reads_is_left_alone(text: str) -> None:
    """Money, dates, times and ordinals stay as they are."""
    assert in_words(text) == text
