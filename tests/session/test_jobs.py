"""A job knows what it would use, and all that its answer depends on."""

from __future__ import annotations

import dataclasses

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
from conduit_nb.session.jobs import SpeakJob, TranscribeJob
from conduit_nb.testing.calls import FakeRegistry, ScriptedRecogniser, ScriptedVoice


def _clip(value: float = 0.0, channels: int = 1) -> AudioClip:
    return AudioClip.from_samples([[value] * channels] * 16_000, 16_000, name="clip")


def _drain(job: TranscribeJob | SpeakJob, *engines: object) -> object:
    registry = FakeRegistry(*engines)
    work = job.start(registry, registry.models[0])
    try:
        while True:
            next(work)
    except StopIteration as end:
        return end.value.value


def test_every_field_of_a_request_is_part_of_its_identity() -> None:
    """A field that is added later cannot be forgotten in the cache's key."""
    for job in (TranscribeJob(TranscribeRequest(audio=_clip())), SpeakJob(SpeakRequest(text="a"))):
        fields = {field.name for field in dataclasses.fields(job.request)}
        assert fields | {"operation"} == set(job.identity())


def test_other_samples_are_another_identity() -> None:
    """The audio counts, not its name."""
    one = TranscribeJob(TranscribeRequest(audio=_clip(0.0))).identity()
    two = TranscribeJob(TranscribeRequest(audio=_clip(0.5))).identity()
    assert one != two


def test_what_is_measured_is_what_is_given() -> None:
    """Seconds for audio, characters for text."""
    assert TranscribeJob(TranscribeRequest(audio=_clip())).measure().audio_seconds == 1.0
    assert SpeakJob(SpeakRequest(text="héllo")).measure().characters == 5


def test_a_mix_down_is_said_once() -> None:
    """Twelve channels work, with one sentence about it."""
    job = TranscribeJob(TranscribeRequest(audio=_clip(channels=12)))
    transcript = _drain(job, ScriptedRecogniser())
    assert sum("12 channels" in warning for warning in transcript.warnings) == 1  # type: ignore[attr-defined]


def test_a_long_text_is_shortened_in_the_ledger() -> None:
    """The ledger names the input, it does not keep it."""
    name = SpeakJob(SpeakRequest(text="word " * 100)).input_name
    assert len(name) == 40


def test_the_voice_that_spoke_is_named() -> None:
    """Also when none was asked for."""
    speech = _drain(SpeakJob(SpeakRequest(text="hello")), ScriptedVoice())
    assert speech.voice == "scripted"  # type: ignore[attr-defined]
