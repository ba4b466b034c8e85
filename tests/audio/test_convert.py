"""Channels and sample types: exact both ways."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from conduit_nb.audio.convert import (
    from_pcm16,
    mix_down,
    mix_note,
    pcm16_bytes,
    pcm16_from_bytes,
    to_pcm16,
)
from conduit_nb.core.errors import AudioError
from conduit_nb.testing.audio import tone

ALL_INT16 = np.arange(-32_768, 32_768).astype(np.int16)


def test_every_int16_survives_the_way_to_float_and_back() -> None:
    """All 65,536 of them."""
    assert np.array_equal(to_pcm16(from_pcm16(ALL_INT16)), ALL_INT16)


@given(hnp.arrays(np.float32, st.integers(0, 50), elements=st.floats(-1, 1, width=32)))
def test_rounding_is_to_the_nearest_step(
    samples: np.ndarray[tuple[int], np.dtype[np.float32]],
) -> None:
    """No float in range moves by more than half a step, the one above the highest step by one."""
    back = from_pcm16(to_pcm16(samples))
    assert np.all(np.abs(back - samples) <= np.where(samples > 32_767 / 32_768, 1.0, 0.5) / 32_768)


def test_what_is_out_of_range_is_clipped_and_never_wraps() -> None:
    """A peak over full scale stays a peak."""
    loud = np.array([-40.0, -1.0, 1.0, 40.0, np.inf, -np.inf], np.float32)
    assert to_pcm16(loud).tolist() == [-32_768, -32_768, 32_767, 32_767, 32_767, -32_768]


def test_nan_has_no_integer() -> None:
    """It is refused instead of becoming a click."""
    with pytest.raises(AudioError, match="NaN"):
        to_pcm16(np.array([0.0, np.nan], np.float32))


def test_bytes_are_little_endian() -> None:
    """`struct` is the oracle."""
    samples = from_pcm16(ALL_INT16)
    assert pcm16_bytes(samples) == struct.pack("<65536h", *ALL_INT16.tolist())


@given(st.binary(max_size=64).filter(lambda data: len(data) % 2 == 0))
def test_any_whole_pcm_comes_back(data: bytes) -> None:
    """Bytes to floats to bytes changes nothing."""
    assert pcm16_bytes(pcm16_from_bytes(data)) == data


def test_interleaved_channels_become_columns() -> None:
    """Left, right, left, right."""
    samples = pcm16_from_bytes(struct.pack("<4h", 1, 2, 3, 4), channels=2)
    assert (samples * 32_768).tolist() == [[1, 2], [3, 4]]


def test_half_a_sample_is_refused() -> None:
    """A stream cut between two bytes of a sample would otherwise be noise from there on."""
    with pytest.raises(AudioError, match="3 bytes are no whole number"):
        pcm16_from_bytes(b"abc")
    with pytest.raises(AudioError, match="2 channels"):
        pcm16_from_bytes(b"abcdef", channels=2)


@pytest.mark.parametrize("channels", [1, 2, 12])
def test_mixing_equal_channels_changes_nothing(channels: int) -> None:
    """The mean of equals."""
    mono = tone(0.01).samples()[:, 0]
    mixed = mix_down(np.repeat(mono[:, None], channels, axis=1))
    assert mixed.shape == mono.shape
    np.testing.assert_allclose(mixed, mono, atol=1e-7)


def test_mixing_is_the_mean() -> None:
    """Opposite channels cancel, and full scale on all is full scale."""
    block = np.array([[1.0, -1.0], [0.5, 0.0], [1.0, 1.0]], np.float32)
    assert mix_down(block).tolist() == [0.0, 0.25, 1.0]


def test_one_dimension_passes_through() -> None:
    """What is mono already is not copied."""
    samples = np.zeros(3, np.float32)
    assert mix_down(samples) is samples


def test_mixing_is_mentioned_for_more_than_one_channel() -> None:
    """One sentence, to be said once a call."""
    assert mix_note(tone(0.01, channels=12)) == "12 channels were mixed down to one."
    assert mix_note(tone(0.01)) is None
