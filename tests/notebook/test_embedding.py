"""Audio inside an output: small, made once, the same bytes each time."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import soundfile

from conduit_nb.audio.files import read_audio, write_audio
from conduit_nb.notebook import embedding
from conduit_nb.notebook.embedding import embed, spoken_length
from conduit_nb.testing.audio import silence, speech_like, tone

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.core.audio import AudioClip


def test_a_clip_becomes_playable_audio() -> None:
    """Mono, 16 kHz, as long as it was."""
    sound = embed(tone(1.5, channels=2, sample_rate_hz=44_100))
    assert sound.mime == "audio/ogg; codecs=opus"
    assert sound.data is not None
    samples, rate = soundfile.read(io.BytesIO(base64.b64decode(sound.data)))
    assert (samples.ndim, rate) == (1, 16_000)
    assert len(samples) / rate == pytest.approx(1.5, abs=0.03)
    assert sound.url.startswith("data:audio/ogg; codecs=opus;base64,T2dnU")


def test_equal_audio_gives_equal_bytes() -> None:
    """So that running a notebook again changes nothing in it."""
    assert embed(speech_like(1.0)) == embed(speech_like(1.0))


def test_longer_audio_takes_the_quick_codec(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for an encoder."""
    monkeypatch.setattr(embedding, "OPUS_SECONDS", 0.4)
    sound = embed(tone(0.5))
    assert sound.mime == "audio/mpeg"
    assert sound.data is not None


def test_very_long_audio_is_left_out_and_said() -> None:
    """A notebook of a hundred megabytes helps nobody."""
    sound = embed(silence(601.0, sample_rate_hz=8_000))
    assert (sound.data, sound.peaks) == (None, None)
    assert sound.note == "The audio of 10 min is not embedded."


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    """The text beside it is still worth showing."""
    path = write_audio(tone(0.2), tmp_path / "a.wav")
    clip = read_audio(path)
    path.unlink()
    sound = embed(clip)
    assert sound.data is None
    assert sound.note is not None
    assert sound.note.startswith("The audio is not embedded: ")


def test_it_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Showing a value again costs nothing."""
    made: list[AudioClip] = []
    make = embedding._make

    def counted(clip: AudioClip) -> embedding.Embedded:
        made.append(clip)
        return make(clip)

    monkeypatch.setattr(embedding, "_make", counted)
    clip = tone(0.2)
    assert embed(clip) is embed(clip)
    assert len(made) == 1
    assert embed(replace(clip)) == embed(clip)
    assert len(made) == 2


def test_only_the_last_few_are_kept() -> None:
    """A long session does not fill the memory."""
    for _ in range(embedding.KEPT + 5):
        embed(tone(0.05))
    assert len(embedding._kept) == embedding.KEPT


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(3.44, "3.4 s"), (60, "1 min"), (3_599, "1 h 0 min"), (3_720, "1 h 2 min"), (601, "10 min")],
)
def test_lengths_are_told_as_people_do(seconds: float, text: str) -> None:
    """Without false precision."""
    assert spoken_length(seconds) == text
