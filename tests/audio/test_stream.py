"""Audio as engines want it."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from conduit_nb import AudioClip, read_audio
from conduit_nb.audio.resample import resample
from conduit_nb.audio.stream import mono_blocks
from conduit_nb.core.errors import AudioError
from conduit_nb.testing.audio import chirp, silence, tone
from tests.audio.broken import encoded


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, 192_000])
@pytest.mark.parametrize("channels", [1, 2, 12])
def test_blocks_are_the_clip_mixed_and_resampled(rate_hz: int, channels: int) -> None:
    """Joined, they are what the whole-array functions give."""
    clip = chirp(2.3, sample_rate_hz=rate_hz, channels=channels)
    blocks = list(mono_blocks(clip, 16_000))
    expected = resample(clip.samples().mean(axis=1), rate_hz, 16_000)
    assert all(block.ndim == 1 and len(block) > 0 for block in blocks)
    np.testing.assert_allclose(np.concatenate(blocks), expected, atol=1e-5)


def test_a_clip_of_one_sample_comes_through() -> None:
    """Upsampled, one sample is three."""
    clip = AudioClip.from_samples([0.5], 16_000)
    assert sum(map(len, mono_blocks(clip, 48_000))) == 3


def test_a_clip_too_short_for_a_sample_gives_none() -> None:
    """One sample at 48 kHz is less than one at 16 kHz: no empty block is yielded."""
    clip = AudioClip.from_samples([0.5], 48_000)
    assert list(mono_blocks(clip, 16_000)) == []


def test_memory_is_bounded_by_the_block() -> None:
    """Ten minutes of stereo at 44.1 kHz, int16, need no more than a few blocks besides."""
    clip = silence(600.0, sample_rate_hz=44_100, channels=2)
    tracemalloc.start()
    total = sum(map(len, mono_blocks(clip)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 9_600_000
    assert peak < 4_000_000


def test_closing_it_early_leaves_no_file_open() -> None:
    """An engine that stops listening frees the decoder; a leaked file would be a warning."""
    stream = mono_blocks(read_audio(encoded("a.flac", 3.0)))
    assert len(next(stream)) == 16_000
    del stream


def test_failures_of_the_source_come_through() -> None:
    """A damaged file is an `AudioError` here too."""
    data = encoded("a.flac")
    clip = read_audio(data[:90] + bytes(len(data) - 90))
    with pytest.raises(AudioError):
        list(mono_blocks(clip))


def test_the_same_clip_streams_twice() -> None:
    """A player and an engine read it independently."""
    clip = tone(1.5)
    first, second = mono_blocks(clip), mono_blocks(clip)
    for left, right in zip(first, second, strict=True):
        assert np.array_equal(left, right)
