"""A recording's outline: peaks to draw, and how loud it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from conduit_nb.core.checks import check_range

if TYPE_CHECKING:
    from conduit_nb.core.audio import AudioClip, FloatArray

__all__ = ["peaks", "rms_db"]

_BLOCK_SECONDS = 1.0


def peaks(clip: AudioClip, count: int = 600) -> list[int]:
    """Returns the loudest sample of each of `count` equal stretches, 100 being the clip's loudest.

    A clip of fewer sample frames than `count` gives a value a frame; silence gives zeros; what is
    missing at the end of a truncated file is 0.

    Args:
        clip: The audio; it is read once, block by block.
        count: How many values, at least 1.

    Raises:
        UserError: If `count` is below 1.
        AudioError: If the audio cannot be decoded.
    """
    check_range("count", count, low=1)
    count = min(count, clip.frames)
    loudest = np.zeros(count, np.float32)
    position = 0
    for block in clip.blocks(_BLOCK_SECONDS):
        level = np.abs(block).max(axis=1)
        first = min(position * count // clip.frames, count - 1)
        last = min((position + len(level) - 1) * count // clip.frames, count - 1)
        buckets = np.arange(first, last + 1)
        # A bucket k begins at the first frame f with f * count // frames == k.
        starts = np.maximum(-(-buckets * clip.frames // count) - position, 0)
        values = np.maximum.reduceat(level, starts)
        loudest[first : last + 1] = np.maximum(loudest[first : last + 1], values)
        position += len(level)
    top = float(loudest.max())
    scale = 100.0 / top if top > 0 else 0.0
    return [round(float(value) * scale) for value in loudest]


def rms_db(samples: FloatArray) -> float:
    """Returns the root mean square level in dB below full scale; silence is minus infinity."""
    if samples.size == 0:
        return -math.inf
    flat = samples.reshape(-1)
    power = float(np.dot(flat, flat)) / flat.size
    return 10.0 * math.log10(power) if power > 0 else -math.inf
