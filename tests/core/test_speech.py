"""Speech and voices."""

from __future__ import annotations

from typing import Any

import pytest

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.errors import UserError
from conduit_nb.core.speech import Speech, Voice

VOICE: dict[str, Any] = {
    "id": "joe",
    "name": "Joe",
    "model": "local/piper",
    "language": "en-US",
    "sample_rate_hz": 22_050,
    "licence": "CC0",
}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id": ""}, "id is empty"),
        ({"sample_rate_hz": 0}, "sample_rate_hz is 0; it must be between 1 and 768000 Hz"),
        ({"sample_rate_hz": 22_050.5}, "it must be a whole number"),
    ],
)
def test_impossible_voices_are_refused(wrong: dict[str, Any], words: str) -> None:
    """A voice file may hold anything."""
    with pytest.raises(UserError, match=words):
        Voice(**{**VOICE, **wrong})


def test_speech_without_a_call_knows_no_cost() -> None:
    """It was read or made by hand."""
    speech = Speech(audio=AudioClip.from_samples([0.0] * 32_000, 16_000), text="Hi", voice="joe")
    assert speech.duration == 2.0
    assert (speech.model, speech.cost, speech.usage, speech.route) == (None, None, None, None)


def test_html_escapes_what_was_said() -> None:
    """A text is text, also in a notebook."""
    clip = AudioClip.from_samples([0.0] * 16_000, 16_000)
    shown = Speech(audio=clip, text="<b>&", voice='"joe"')._repr_html_()
    assert "&lt;b&gt;&amp;" in shown
    assert "<blockquote><b>" not in shown
    assert "&quot;joe&quot;" in shown
