"""Sample rate conversion: at once, or block by block with the same result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conduit_nb.core.audio import check_sample_rate

if TYPE_CHECKING:
    from conduit_nb.core.audio import FloatArray

__all__ = ["StreamingResampler", "resample"]

# soxr's "HQ" keeps the pass band flat to 91% of the lower Nyquist rate with 20-bit precision: more
# than 16-bit audio can hold, at half the cost of "VHQ".
_QUALITY = "HQ"


def resample(samples: FloatArray, from_hz: int, to_hz: int) -> FloatArray:
    """Returns `samples` at another rate; shape (frames,) or (frames, channels) is kept.

    Args:
        samples: float32 samples.
        from_hz: Their rate, in sample frames per second.
        to_hz: The wanted rate.

    Raises:
        UserError: If a rate is out of range.
    """
    _check(from_hz, to_hz)
    if from_hz == to_hz or len(samples) == 0:
        return samples
    import soxr

    changed: FloatArray = soxr.resample(samples, from_hz, to_hz, quality=_QUALITY)
    return changed


class StreamingResampler:
    """Changes the rate of audio that comes in blocks; the blocks' size has no influence.

    Args:
        from_hz: Rate of what comes in.
        to_hz: Rate of what goes out.
        channels: Channels of both; 1 takes and gives shape (frames,).

    Raises:
        UserError: If a rate is out of range.
    """

    def __init__(self, from_hz: int, to_hz: int, channels: int = 1) -> None:
        _check(from_hz, to_hz)
        self._channels = channels
        self._stream = None
        if from_hz != to_hz:
            import soxr

            self._stream = soxr.ResampleStream(
                from_hz, to_hz, channels, dtype="float32", quality=_QUALITY
            )

    def feed(self, block: FloatArray) -> FloatArray:
        """Returns what is ready after `block`; it may be empty, since the filter looks ahead."""
        if self._stream is None:
            return block
        ready: FloatArray = self._stream.resample_chunk(np.ascontiguousarray(block, np.float32))
        return ready

    def flush(self) -> FloatArray:
        """Returns the rest and makes the resampler ready for another recording."""
        shape = (0,) if self._channels == 1 else (0, self._channels)
        nothing = np.zeros(shape, np.float32)
        if self._stream is None:
            return nothing
        rest: FloatArray = self._stream.resample_chunk(nothing, last=True)
        self._stream.clear()
        return rest


def _check(from_hz: int, to_hz: int) -> None:
    check_sample_rate("from_hz", from_hz)
    check_sample_rate("to_hz", to_hz)
