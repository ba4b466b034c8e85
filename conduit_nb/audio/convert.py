"""Channels and sample types: mix down, PCM16 to float and back, bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from conduit_nb.core.errors import AudioError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from conduit_nb.core.audio import AudioClip, FloatArray

__all__ = ["from_pcm16", "mix_down", "mix_note", "pcm16_bytes", "pcm16_from_bytes", "to_pcm16"]

FULL_SCALE = 32_768.0


def mix_down(block: FloatArray) -> FloatArray:
    """Returns the mean of all channels, shape (frames,).

    Args:
        block: Samples of shape (frames, channels), or (frames,), which comes back as it is.
    """
    if block.ndim == 1:
        return block
    if block.shape[1] == 1:
        return block[:, 0]
    mixed: FloatArray = block.mean(axis=1, dtype=np.float32)
    return mixed


def mix_note(clip: AudioClip) -> str | None:
    """Returns one sentence when `clip` has channels that are mixed down, else None."""
    count = clip.format.channels
    return f"{count} channels were mixed down to one." if count > 1 else None


def to_pcm16(samples: FloatArray) -> NDArray[np.int16]:
    """Returns floats in [-1, 1] as int16, rounded to the nearest, clipped at full scale.

    Raises:
        AudioError: If a sample is NaN: there is no integer for it.
    """
    scaled = np.rint(samples * np.float32(FULL_SCALE))
    if np.isnan(scaled).any():
        raise AudioError(
            "the audio holds NaN samples, which no PCM file can hold.",
            hint="Find where they come from, or replace them with numpy.nan_to_num.",
        )
    clipped: NDArray[np.int16] = np.clip(scaled, -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
    return clipped


def from_pcm16(samples: NDArray[Any]) -> FloatArray:
    """Returns int16 samples as float32 in [-1, 1); `to_pcm16` gives the same integers back."""
    return samples.astype(np.float32) / np.float32(FULL_SCALE)


def pcm16_bytes(samples: FloatArray) -> bytes:
    """Returns floats in [-1, 1] as 16-bit little-endian PCM."""
    return to_pcm16(samples).astype("<i2", copy=False).tobytes()


def pcm16_from_bytes(data: bytes | bytearray | memoryview, channels: int = 1) -> FloatArray:
    """Returns 16-bit little-endian PCM as float32, shape (frames,), or (frames, channels).

    Raises:
        AudioError: If the bytes are no whole number of sample frames.
    """
    if len(data) % (2 * channels):
        raise AudioError(
            f"{len(data)} bytes are no whole number of 16-bit sample frames"
            f" of {channels} channel{'s' if channels > 1 else ''}.",
            hint="Keep the odd bytes and put them before the next piece.",
        )
    samples = from_pcm16(np.frombuffer(data, dtype="<i2"))
    return samples if channels == 1 else samples.reshape(-1, channels)
