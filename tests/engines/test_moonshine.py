"""The default recogniser hears at least what its own package hears, and invents nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.errors import EngineError, UserError
from conduit_nb.core.requests import TranscribeRequest
from conduit_nb.engines.moonshine import MoonshineTiny
from conduit_nb.testing.audio import noise, silence
from tests.engines.recordings import (
    RATE_HZ,
    Recording,
    from_moonshine,
    heard,
    librivox,
    rate,
    recognise,
)

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("moonshine_voice", reason="there is no build for this system")
pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def engine() -> MoonshineTiny:
    """The loaded engine."""
    loaded = MoonshineTiny()
    loaded.load()
    return loaded


@pytest.fixture(scope="module")
def reading() -> Recording:
    """44 s of a reading, with pauses."""
    return from_moonshine()[0]


def alone(recording: Recording) -> str:
    """Returns what the package itself hears, loaded afresh, in one call."""
    from moonshine_voice import ModelArch, get_model_path
    from moonshine_voice.transcriber import Transcriber

    with Transcriber(get_model_path("tiny-en"), ModelArch.TINY) as transcriber:
        lines = transcriber.transcribe_without_streaming(recording.samples.tolist(), RATE_HZ).lines
    return " ".join(line.text for line in lines)


def test_it_makes_no_more_errors_than_the_package_by_itself(engine: MoonshineTiny) -> None:
    """Cutting into windows and leaving silence out costs no word."""
    recordings = [*librivox(), *from_moonshine()]
    ours = rate([(one.reference, heard(engine, one.clip)) for one in recordings])
    theirs = rate([(one.reference, alone(one)) for one in recordings])
    assert ours <= theirs < 0.12


def test_what_was_heard_before_changes_nothing(engine: MoonshineTiny) -> None:
    """The package's detector remembers its last recording; ours starts afresh each time."""
    one, other = librivox()[:2]
    first = heard(engine, one.clip)
    heard(engine, other.clip)
    assert heard(engine, one.clip) == first


def test_times_are_those_of_the_recording(engine: MoonshineTiny, reading: Recording) -> None:
    """A minute of silence in front moves all segments by a minute."""
    plain, _ = recognise(engine, TranscribeRequest(audio=reading.clip))
    late = np.concatenate([np.zeros(60 * RATE_HZ, np.float32), reading.samples])
    moved, _ = recognise(
        engine, TranscribeRequest(audio=AudioClip.from_samples(late, RATE_HZ, name="late"))
    )
    assert moved.segments[0].start == pytest.approx(plain.segments[0].start + 60, abs=0.2)
    assert moved.segments[-1].end == pytest.approx(plain.segments[-1].end + 60, abs=0.5)
    assert moved.audio_seconds == pytest.approx(plain.audio_seconds + 60)
    starts = [segment.start for segment in plain.segments]
    assert starts == sorted(starts)


def test_each_sentence_is_given_when_it_is_done(engine: MoonshineTiny, reading: Recording) -> None:
    """The partials are the segments, in order, the first long before the end."""
    result, partials = recognise(engine, TranscribeRequest(audio=reading.clip))
    assert [partial.segment for partial in partials] == list(result.segments)
    assert [partial.index for partial in partials] == list(range(len(partials)))
    assert partials[0].position < reading.clip.duration / 2


def test_partials_show_a_sentence_while_it_grows(engine: MoonshineTiny) -> None:
    """With the option, texts that are not final come first; the final ones are the result."""
    clip = librivox()[0].clip
    result, partials = recognise(engine, TranscribeRequest(audio=clip, options={"partials": "1.0"}))
    growing = [partial for partial in partials if not partial.final]
    assert len(growing) >= 3
    assert growing[0].segment.text != growing[-1].segment.text
    assert [p.segment for p in partials if p.final] == list(result.segments)


@pytest.mark.parametrize("seconds", [0.001, 0.02, 0.1])
def test_a_clip_too_short_for_a_word_is_empty(engine: MoonshineTiny, seconds: float) -> None:
    """The model would say "You"."""
    result, partials = recognise(engine, TranscribeRequest(audio=noise(seconds)))
    assert (result.segments, partials) == ((), [])
    assert result.audio_seconds == pytest.approx(seconds, abs=0.001)


def test_silence_is_empty(engine: MoonshineTiny) -> None:
    """Nobody spoke, nothing is heard; all of it was listened to."""
    result, _ = recognise(engine, TranscribeRequest(audio=silence(600.0)))
    assert result.segments == ()
    assert result.audio_seconds == pytest.approx(600.0)


def test_a_loop_is_cut_and_said(engine: MoonshineTiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the model repeats stands there twice, with a warning."""
    from conduit_nb.engines import moonshine

    class Line:
        text = "Love" + " and the love" * 20
        start_time = 0.5
        duration = 2.0

    monkeypatch.setattr(moonshine, "_hear_at_once", lambda *_: [Line()])
    result, _ = recognise(engine, TranscribeRequest(audio=noise(5.0)))
    assert [segment.text for segment in result.segments] == ["Love and the love and the"]
    assert len(result.warnings) == 1
    assert "began to repeat itself once" in result.warnings[0]


def test_a_list_that_makes_the_model_loop_ends(engine: MoonshineTiny) -> None:
    """Speech that the model hears as one phrase over and over is cut (real audio, real model)."""
    from conduit_nb.core.requests import SpeakRequest
    from conduit_nb.engines.piper import Piper

    request = SpeakRequest(text="eleven " * 12, options={"seed": "0"})
    chunks = list(Piper().synthesize(request))
    spoken = np.concatenate([chunk.pcm for chunk in chunks])
    clip = AudioClip.from_samples(spoken, chunks[0].sample_rate_hz)
    result, _ = recognise(engine, TranscribeRequest(audio=clip))
    assert result.warnings
    assert max(len(segment.text.split()) for segment in result.segments) < 12


@pytest.mark.parametrize("given", ["often", "0.01", "60", "nan"])
def test_the_option_is_checked(engine: MoonshineTiny, given: str) -> None:
    """The message names it and its bounds."""
    request = TranscribeRequest(audio=noise(1.0), options={"partials": given})
    with pytest.raises(UserError, match=r"partials is .*0\.1"):
        recognise(engine, request)


def test_damaged_weights_are_one_line(tmp_path: Path) -> None:
    """A folder of junk under the right names is refused with what to do."""
    for name in ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin"):
        (tmp_path / name).write_bytes(b"junk")
    with pytest.raises(EngineError, match=r"cannot be loaded.*name another folder"):
        MoonshineTiny(weights=tmp_path).load()


def test_without_the_package_the_other_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without a build the way on is whisper."""
    engine = MoonshineTiny()
    monkeypatch.setitem(sys.modules, "moonshine_voice.transcriber", None)
    with pytest.raises(EngineError, match=r"local/whisper-tiny\.en"):
        engine.load()


def test_loading_twice_loads_once(engine: MoonshineTiny) -> None:
    """The second call does nothing."""
    before = engine._transcriber
    engine.load()
    assert engine._transcriber is before
