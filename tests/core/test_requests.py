"""Requests are checked when they are built."""

from __future__ import annotations

from typing import Any

import pytest

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.errors import UserError
from conduit_nb.core.requests import SpeakRequest, TranscribeRequest

CLIP = AudioClip.from_samples([0.0], 16_000)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"task": "translte"}, "task is 'translte', which is not known; did you mean translate"),
        ({"speakers": 0}, "speakers is 0; it must be between 1 and 64"),
        ({"speakers": 65}, "speakers is 65"),
        ({"speakers": 2.5}, "speakers is 2.5; it must be a whole number"),
        ({"keyterms": ("ok", " ")}, "keyterm is empty"),
        ({"language": "english"}, "language is 'english'; it must be a BCP 47 code such as en"),
        ({"language": ""}, "language is ''"),
        ({"language": "e1"}, "language is 'e1'"),
    ],
)
def test_impossible_transcriptions_are_refused(wrong: dict[str, Any], words: str) -> None:
    """The message names the field, the value and what would do."""
    with pytest.raises(UserError, match=words):
        TranscribeRequest(audio=CLIP, **wrong)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "text is empty"),
        ({"text": " \n"}, "text is empty"),
        ({"text": None}, "text is a NoneType; it must be text"),
        ({"text": "a", "speed": 0.2}, "speed is 0.2; it must be between 0.25 and 4.0"),
        ({"text": "a", "speed": float("nan")}, "speed is nan; it must be a finite number"),
        ({"text": "a", "language": "x"}, "language is 'x'"),
    ],
)
def test_impossible_speech_is_refused(wrong: dict[str, Any], words: str) -> None:
    """Before anything is spoken or paid."""
    with pytest.raises(UserError, match=words):
        SpeakRequest(**wrong)


@pytest.mark.parametrize("language", ["en", "de-CH", "yue", "zh-Hant-TW"])
def test_language_codes_are_taken(language: str) -> None:
    """With regions and scripts."""
    assert TranscribeRequest(audio=CLIP, language=language).language == language


def test_the_operation_follows_the_task() -> None:
    """What the router and the ledger call it."""
    assert TranscribeRequest(audio=CLIP).operation == "transcribe"
    assert TranscribeRequest(audio=CLIP, task="translate").operation == "translate"
    assert SpeakRequest(text="a").operation == "speak"


def test_requests_do_not_share_their_options() -> None:
    """A default is nobody's in particular."""
    first, second = TranscribeRequest(audio=CLIP), TranscribeRequest(audio=CLIP)
    assert first.options == {}
    assert first.options is not second.options or not hasattr(first.options, "__setitem__")
