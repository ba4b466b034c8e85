"""Audio as engines want it: one channel, one rate, block by block, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.audio.convert import mix_down
from conduit_nb.audio.resample import StreamingResampler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conduit_nb.core.audio import AudioClip, FloatArray

__all__ = ["mono_blocks"]


def mono_blocks(
    clip: AudioClip, sample_rate_hz: int = 16_000, seconds: float = 1.0
) -> Iterator[FloatArray]:
    """Yields the clip as float32 arrays of shape (n,), channels mixed down, none of them empty.

    Args:
        clip: The audio.
        sample_rate_hz: The rate that the blocks shall have.
        seconds: About how much audio a block holds.

    Raises:
        AudioError: If the audio cannot be decoded.
    """
    resampler = StreamingResampler(clip.format.sample_rate_hz, sample_rate_hz)
    for block in clip.blocks(seconds):
        ready = resampler.feed(mix_down(block))
        if len(ready):
            yield ready
    rest = resampler.flush()
    if len(rest):
        yield rest
