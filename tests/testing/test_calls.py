"""The fakes keep the contracts of what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
from conduit_nb.testing.calls import (
    FakeClock,
    FakeRegistry,
    MemoryRecorder,
    ScriptedRecogniser,
    ScriptedVoice,
)

if TYPE_CHECKING:
    from conduit_nb.core.protocols import CallRecorder, SpeechToText, TextToSpeech

# Checked by mypy: each fake fits its protocol.
RECORDER: CallRecorder = MemoryRecorder()
RECOGNISER: SpeechToText = ScriptedRecogniser()
VOICE: TextToSpeech = ScriptedVoice()


def test_the_clock_moves_only_when_told() -> None:
    """Both faces of it, together."""
    clock = FakeClock()
    before = clock.now()
    clock.advance(2.5)
    assert clock.monotonic() == 2.5
    assert (clock.now() - before).total_seconds() == 2.5


def test_the_recogniser_hears_its_script() -> None:
    """A segment a second."""
    clip = AudioClip.from_samples([0.0] * 16_000, 16_000)
    partials = list(ScriptedRecogniser(["a", "b"]).transcribe(TranscribeRequest(audio=clip)))
    assert [(p.segment.text, p.position) for p in partials] == [("a", 1.0), ("b", 2.0)]


def test_the_voice_speaks_a_chunk_a_word() -> None:
    """Ten milliseconds a character."""
    chunks = list(ScriptedVoice().synthesize(SpeakRequest(text="ab cde")))
    assert [len(chunk.pcm) for chunk in chunks] == [320, 480]


def test_the_registry_knows_its_engines() -> None:
    """And which of them cannot run."""
    registry = FakeRegistry(RECOGNISER, VOICE, absent=("local/scripted",))
    assert registry.models == ("local/scripted", "local/scripted-voice")
    assert registry.missing("local/scripted")
