"""Peaks and levels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conduit_nb import AudioClip, read_audio
from conduit_nb.audio.waveform import peaks, rms_db
from conduit_nb.core.errors import UserError
from conduit_nb.testing.audio import noise, silence, tone
from tests.audio.broken import encoded


@settings(deadline=None, max_examples=60)
@given(frames=st.integers(1, 5_000), count=st.integers(1, 700), rate=st.sampled_from([50, 16_000]))
def test_each_value_is_the_loudest_sample_of_its_stretch(
    frames: int, count: int, rate: int
) -> None:
    """A plain loop is the oracle, whatever the blocks (at 50 Hz a block is 50 frames)."""
    samples = noise(0.4).samples()[:, 0].repeat(8)[:frames] * np.linspace(1, 2, frames)
    clip = AudioClip.from_samples(samples.astype(np.float32), rate)
    used = min(count, frames)
    loudest = [0.0] * used
    for index, value in enumerate(clip.samples()[:, 0]):
        bucket = index * used // frames
        loudest[bucket] = max(loudest[bucket], abs(float(value)))
    top = max(loudest)
    expected = [round(100 * value / top) if top else 0 for value in loudest]
    actual = peaks(clip, count)
    assert len(actual) == len(expected)
    assert all(abs(a - e) <= 1 for a, e in zip(actual, expected, strict=True))


def test_silence_is_flat() -> None:
    """Nothing is divided by zero."""
    assert peaks(silence(1.0), 10) == [0] * 10


def test_the_loudest_channel_counts() -> None:
    """A voice on the right channel alone is seen."""
    samples = np.zeros((1_000, 2), np.float32)
    samples[500:, 1] = -0.5
    assert peaks(AudioClip.from_samples(samples, 16_000), 4) == [0, 0, 100, 100]


def test_what_is_missing_of_a_cut_file_is_zero() -> None:
    """The outline keeps the length that the header tells."""
    data = encoded("a.flac")
    values = peaks(read_audio(data[: len(data) // 2]), 100)
    assert len(values) == 100
    assert min(values[:45]) > 50
    assert max(values[55:]) == 0


def test_a_count_below_one_is_refused() -> None:
    """The message names the bound."""
    with pytest.raises(UserError, match="count is 0; it must be at least 1"):
        peaks(silence(), 0)


def test_levels_of_known_signals() -> None:
    """A full-scale sine is 3.01 dB below a full-scale square."""
    assert rms_db(np.ones(100, np.float32)) == pytest.approx(0.0)
    assert rms_db(tone(1.0, level=1.0).samples()) == pytest.approx(-3.0103, abs=1e-3)
    assert rms_db(np.full((10, 2), 0.001, np.float32)) == pytest.approx(-60.0, abs=1e-3)


def test_silence_has_no_level() -> None:
    """Minus infinity, as of nothing at all."""
    assert rms_db(np.zeros(10, np.float32)) == -math.inf
    assert rms_db(np.zeros(0, np.float32)) == -math.inf
