"""Encoding: to bytes, at a bitrate, with fewer channels, in bounded memory."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from conduit_nb import AudioClip, read_audio
from conduit_nb.audio import writing
from conduit_nb.audio.codecs import codec_for
from conduit_nb.audio.writing import encode, write_blocks
from conduit_nb.core.errors import AudioError, UserError
from conduit_nb.testing.audio import noise, silence, speech_like, tone


@pytest.mark.parametrize(
    ("container", "encoding", "error"),
    [
        ("wav", "pcm_s16le", 2**-15),
        ("wav", "pcm_s24le", 2**-23),
        ("wav", "pcm_f32le", 0.0),
        ("wav", "mulaw", 0.02),
        ("wav", "alaw", 0.02),
        ("flac", "flac", 2**-15),
        ("mp3", "mp3", 0.3),
        ("ogg", "opus", 0.3),
        ("ogg", "vorbis", 0.3),
    ],
)
def test_soundfile_reads_what_was_encoded(container: str, encoding: str, error: float) -> None:
    """Read by the library itself, each encoding is as near as it can be."""
    clip = speech_like(2.0)
    data, rate = soundfile.read(io.BytesIO(encode(clip, container, encoding)), dtype="float32")
    assert (rate, len(data)) == (16_000, 32_000)
    assert float(np.abs(data - clip.samples()[:, 0]).max()) <= error


@pytest.mark.parametrize(
    ("container", "encoding", "bitrate"),
    [
        ("mp3", "mp3", 32_000),
        ("mp3", "mp3", 64_000),
        ("ogg", "opus", 16_000),
        ("ogg", "opus", 48_000),
    ],
)
def test_a_bitrate_is_kept(container: str, encoding: str, bitrate: int) -> None:
    """To a fifth over ten seconds: Opus spends what the sound needs."""
    data = encode(noise(10.0), container, encoding, bitrate=bitrate)
    assert len(data) * 8 / 10 == pytest.approx(bitrate, rel=0.2)


def test_a_player_s_audio_is_small() -> None:
    """Ten seconds of speech for a notebook's output: a 15th of its WAV."""
    data = encode(speech_like(10.0), "ogg", "opus", bitrate=16_000, sample_rate_hz=16_000)
    assert len(data) < 320_000 / 15
    assert read_audio(data).duration == 10.0


def test_channels_are_mixed_down_on_request() -> None:
    """And kept otherwise."""
    clip = noise(0.5, channels=2)
    assert read_audio(encode(clip, "wav", "pcm_s16le")).format.channels == 2
    mono = read_audio(encode(clip, "wav", "pcm_f32le", channels=1))
    np.testing.assert_allclose(mono.samples()[:, 0], clip.samples().mean(axis=1), atol=1e-7)


@pytest.mark.parametrize(
    ("rate_hz", "expected"), [(22_050, 24_000), (44_100, 48_000), (96_000, 48_000)]
)
def test_opus_gets_a_rate_it_knows(rate_hz: int, expected: int) -> None:
    """The tone keeps its pitch and its length."""
    back = read_audio(encode(tone(1.0, sample_rate_hz=rate_hz), "ogg", "opus"))
    assert (back.format.sample_rate_hz, back.frames) == (expected, expected)
    spectrum = np.abs(np.fft.rfft(back.samples()[:, 0]))
    assert int(spectrum.argmax()) == 440


def test_raw_telephone_audio_is_one_channel_at_8_khz() -> None:
    """A byte a sample."""
    data = encode(noise(1.0, sample_rate_hz=44_100, channels=2), "raw", "mulaw")
    assert len(data) == 8_000


@pytest.mark.parametrize(
    ("wished", "words"),
    [
        ({"bitrate": 1_000}, "bitrate is 1000; it must be between 6000 and 256000 bit/s"),
        ({"channels": 3}, "channels is 3; it must be 1 or None, which keeps 1"),
    ],
)
def test_impossible_wishes_are_refused(wished: dict[str, Any], words: str) -> None:
    """The message names the bound."""
    with pytest.raises(UserError, match=words):
        encode(tone(), "ogg", "opus", **wished)


@pytest.mark.parametrize(
    ("container", "encoding"), [("wav", "pcm_s16le"), ("flac", "flac"), ("ogg", "vorbis")]
)
def test_a_bitrate_where_there_is_none_to_choose_is_refused(container: str, encoding: str) -> None:
    """PCM's follows from its rate; Vorbis knows qualities only."""
    with pytest.raises(UserError, match=f"bitrate is 64000; {encoding} has none to choose"):
        encode(tone(), container, encoding, bitrate=64_000)


@pytest.mark.parametrize(("container", "most"), [("flac", 8), ("mp3", 2)])
def test_too_many_channels_are_refused(container: str, most: int) -> None:
    """Instead of dropping some in silence."""
    with pytest.raises(UserError, match=f"{container} holds at most {most} channels") as caught:
        encode(tone(channels=most + 1), container, container)
    assert "channels=1" in str(caught.value)


def test_loud_floats_are_clipped_in_integer_files() -> None:
    """They do not wrap around to the other side."""
    clip = AudioClip.from_samples(np.array([2.0, -2.0], np.float32), 16_000)
    back = read_audio(encode(clip, "wav", "pcm_s24le")).samples()[:, 0]
    assert back.tolist() == [pytest.approx(1.0, abs=1e-6), -1.0]


def test_more_than_four_gigabytes_become_rf64(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tried with a lower limit; the file is still read."""
    monkeypatch.setattr(writing, "_RIFF_LIMIT_BYTES", 1_000)
    data = encode(tone(1.0), "wav", "pcm_s16le")
    assert data[:4] == b"RF64"
    assert read_audio(data).frames == 16_000


def test_a_full_disk_is_an_audio_error() -> None:
    """What libsndfile says is translated, in one line with what to do."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(
        AudioError, match="cannot be written as wav/pcm_s16le at 16000 Hz"
    ) as caught:
        write_blocks(tone(30.0), Path("/dev/full"), codec_for("wav", "pcm_s16le"))
    assert "free space" in str(caught.value)


def test_memory_stays_small_for_long_audio(tmp_path: Path) -> None:
    """Ten minutes are written with a few seconds in memory."""
    clip = silence(600.0)
    tracemalloc.start()
    write_blocks(clip, tmp_path / "a.flac", codec_for("flac", "flac"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read_audio(tmp_path / "a.flac").frames == 9_600_000
    assert peak < 4_000_000
