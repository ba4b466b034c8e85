"""The clip, its format, and arrays as a source."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.audio import ArraySource, AudioClip, AudioFormat
from conduit_nb.core.errors import AudioError, UserError


def clip_of(values: Any, rate_hz: int = 10) -> AudioClip:
    """Returns a clip over a few samples."""
    return AudioClip.from_samples(values, rate_hz)


@pytest.mark.parametrize(
    ("channels", "words"),
    [(1, "mono"), (2, "stereo"), (12, "12 channels")],
)
def test_a_format_reads_well(channels: int, words: str) -> None:
    """In tables and messages."""
    audio_format = AudioFormat(
        container="wav", encoding="pcm_s16le", sample_rate_hz=16_000, channels=channels
    )
    assert str(audio_format) == f"wav/pcm_s16le, 16000 Hz, {words}"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"sample_rate_hz": 0}, "sample_rate_hz is 0; it must be between 1 and 768000 Hz"),
        ({"sample_rate_hz": 768_001}, "sample_rate_hz is 768001"),
        ({"sample_rate_hz": 44_100.5}, "sample_rate_hz is 44100.5; it must be a whole number"),
        ({"channels": 0}, "channels is 0; it must be between 1 and 256"),
        ({"channels": 257}, "channels is 257"),
        ({"channels": 1.5}, "channels is 1.5; it must be a whole number"),
    ],
)
def test_impossible_formats_are_refused(wrong: dict[str, Any], words: str) -> None:
    """The message names the field, the value and the bound."""
    asked = {"container": "wav", "encoding": "pcm_s16le", "sample_rate_hz": 16_000, **wrong}
    with pytest.raises(UserError, match=words):
        AudioFormat(**asked)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([-32_768, 0, 16_384], np.int16), [-1.0, 0.0, 0.5]),
        (np.array([-(2**31), 0, 2**30], np.int32), [-1.0, 0.0, 0.5]),
        (np.array([0, 128, 192], np.uint8), [-1.0, 0.0, 0.5]),
        (np.array([-1.0, 0.0, 0.5]), [-1.0, 0.0, 0.5]),
        ([-1.0, 0.0, 0.5], [-1.0, 0.0, 0.5]),
        (np.array([-2.0, 0.0, 30.0]), [-1.0, 0.0, 1.0]),
    ],
)
def test_every_kind_of_sample_becomes_float(values: Any, expected: list[float]) -> None:
    """Over its full range, clipped to it."""
    samples = clip_of(values).samples()
    assert samples.dtype == np.float32
    assert samples[:, 0].tolist() == expected


@given(st.integers(1, 200), st.floats(0.001, 30.0))
def test_blocks_joined_are_the_samples(frames: int, seconds: float) -> None:
    """None of them empty, none longer than asked."""
    clip = clip_of(np.linspace(-1, 1, frames))
    blocks = list(clip.blocks(seconds))
    assert all(1 <= len(block) <= max(1, round(seconds * 10)) for block in blocks)
    assert np.array_equal(np.concatenate(blocks), clip.samples())


def test_length_and_shape() -> None:
    """Two channels of three frames at 10 Hz."""
    clip = clip_of(np.zeros((3, 2)))
    assert (clip.frames, clip.format.channels, clip.duration) == (3, 2, 0.3)
    assert clip.samples().shape == (3, 2)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "holds no samples"),
        (5.0, "has 0 dimensions"),
        (np.zeros((2, 2, 2)), "has 3 dimensions"),
        (np.zeros((2, 257)), "has 257 channels; at most 256"),
        ([np.inf], "NaN or infinite"),
        ([True, False], "holds bool values"),
        ([1j], "holds complex128 values"),
        ([33.0], "up to 33; floats lie in"),
    ],
)
def test_what_is_no_audio_is_refused(values: Any, words: str) -> None:
    """With the reason."""
    with pytest.raises(AudioError, match=words):
        clip_of(values)


@pytest.mark.parametrize("rate_hz", [0, -5, 16_000.5, None, "16000"])
def test_an_impossible_rate_is_refused(rate_hz: Any) -> None:
    """Before the samples are looked at."""
    with pytest.raises(UserError, match="sample_rate_hz is "):
        clip_of([], rate_hz)


def test_a_rate_of_numpy_becomes_plain() -> None:
    """SciPy's and pandas' integers are taken; JSON and the ledger see Python's."""
    assert type(clip_of([0.0], np.int64(16_000)).format.sample_rate_hz) is int  # type: ignore[arg-type]


def test_a_clip_of_nothing_cannot_be_built() -> None:
    """From any source."""
    audio_format = AudioFormat(container="wav", encoding="pcm_s16le", sample_rate_hz=16_000)
    with pytest.raises(AudioError, match=r"it holds no samples .frames is 0"):
        AudioClip(source=ArraySource(np.zeros((0, 1))), format=audio_format, frames=0, name="it")


def test_a_digest_tells_values_types_and_shapes_apart() -> None:
    """Equal audio has one digest; anything else has another."""
    base = np.array([[1], [2]], np.int16)
    same = ArraySource(base.copy()).digest()
    assert ArraySource(base).digest() == same
    others: list[Any] = [base.T, base.astype(np.float32), base + 1, base[::-1]]
    assert same not in {ArraySource(other).digest() for other in others}
    assert len(same) == len(hashlib.sha256().hexdigest())


def test_html_names_it_and_escapes() -> None:
    """A hostile name is text."""
    clip = AudioClip.from_samples([0.0] * 20, 10, name="<script>")
    shown = clip._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "0:02" in shown


def test_repr_does_not_show_the_samples() -> None:
    """It fits a line."""
    assert "source" not in repr(clip_of([0.0]))
