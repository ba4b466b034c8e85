"""Sample rates: the same at once and block by block, and what signal theory expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conduit_nb.audio.resample import StreamingResampler, resample
from conduit_nb.core.errors import UserError
from conduit_nb.testing.audio import noise, tone

if TYPE_CHECKING:
    from conduit_nb.core.audio import FloatArray

RATES = (8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 192_000)
NOISE = noise(0.5, level=0.2).samples()[:, 0]


@settings(max_examples=60, deadline=None)
@given(
    from_hz=st.sampled_from(RATES),
    to_hz=st.sampled_from(RATES),
    length=st.integers(0, 8_000),
    sizes=st.lists(st.integers(1, 3_000), min_size=1, max_size=8),
)
def test_blocks_of_any_size_give_the_whole_arrays_result(
    from_hz: int, to_hz: int, length: int, sizes: list[int]
) -> None:
    """Equal in length and in every sample."""
    samples = NOISE[:length]
    stream = StreamingResampler(from_hz, to_hz)
    pieces: list[FloatArray] = []
    at = 0
    while at < length:
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(stream.feed(samples[at : at + size]))
        at += size
    joined = np.concatenate([*pieces, stream.flush()])
    expected = resample(samples, from_hz, to_hz)
    assert len(joined) == len(expected)
    np.testing.assert_allclose(joined, expected, atol=1e-6)


@pytest.mark.parametrize("from_hz", RATES)
@pytest.mark.parametrize("to_hz", RATES)
def test_the_length_follows_the_rates(from_hz: int, to_hz: int) -> None:
    """Half a second stays half a second, to the sample."""
    length = from_hz // 2
    changed = resample(np.zeros(length, np.float32), from_hz, to_hz)
    assert abs(len(changed) - length * to_hz / from_hz) <= 1


@pytest.mark.parametrize(("from_hz", "to_hz"), [(44_100, 16_000), (8_000, 16_000), (48_000, 8_000)])
def test_a_tone_stays_the_tone(from_hz: int, to_hz: int) -> None:
    """A sine in the pass band is the same sine at the other rate: mathematics is the oracle."""
    clip = tone(1.0, 1_000.0, sample_rate_hz=from_hz)
    changed = resample(clip.samples()[:, 0], from_hz, to_hz)
    times = np.arange(len(changed)) / to_hz
    error = changed - 0.5 * np.sin(2 * np.pi * 1_000.0 * times)
    assert float(np.abs(error[500:-500]).max()) < 1e-4


def test_what_the_new_rate_cannot_hold_is_gone() -> None:
    """5 kHz at 8 kHz would fold to 3 kHz; it is filtered out instead, by more than 80 dB."""
    changed = resample(tone(1.0, 5_000.0).samples()[:, 0], 16_000, 8_000)
    assert float(np.abs(changed[500:-500]).max()) < 0.5e-4


def test_channels_stay_apart() -> None:
    """Each channel is what it would be alone."""
    both = np.stack([NOISE, -NOISE], axis=1)
    stream = StreamingResampler(16_000, 24_000, channels=2)
    joined = np.concatenate([stream.feed(both[:3_000]), stream.feed(both[3_000:]), stream.flush()])
    expected = resample(NOISE, 16_000, 24_000)
    np.testing.assert_allclose(joined, np.stack([expected, -expected], axis=1), atol=1e-6)
    np.testing.assert_allclose(resample(both, 16_000, 24_000), joined, atol=1e-6)


def test_equal_rates_pass_through() -> None:
    """Nothing is filtered that need not be."""
    assert resample(NOISE, 16_000, 16_000) is NOISE
    stream = StreamingResampler(16_000, 16_000)
    assert stream.feed(NOISE) is NOISE
    assert len(stream.flush()) == 0


def test_a_flushed_stream_begins_anew() -> None:
    """The next recording hears nothing of the last one."""
    stream = StreamingResampler(16_000, 8_000)
    first = np.concatenate([stream.feed(NOISE), stream.flush()])
    second = np.concatenate([stream.feed(NOISE), stream.flush()])
    assert np.array_equal(first, second)


@pytest.mark.parametrize("rate_hz", [0, -1, 768_001])
def test_impossible_rates_are_refused(rate_hz: int) -> None:
    """The message names the bound."""
    with pytest.raises(UserError, match=r"to_hz is .* must be between 1 and 768000 Hz"):
        resample(NOISE, 16_000, rate_hz)
    with pytest.raises(UserError, match="from_hz"):
        StreamingResampler(rate_hz, 16_000)
