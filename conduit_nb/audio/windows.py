"""Cuts a long recording into windows of speech at its pauses, and leaves silence out.

A recogniser hears a window at a time, so its memory stays bounded, and it never hears stretches of
silence, on which recognisers invent words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from conduit_nb.core.audio import FloatArray

__all__ = ["Window", "WindowRules", "Windower"]

_FRAME_SECONDS = 0.02
# A frame this far below the loud ones is a pause between words: 20 dB.
_PAUSE_RATIO = 0.1
_LOUD_PERCENTILE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRules:
    """How a recording is cut.

    Attributes:
        shortest: Seconds after which a pause ends a window.
        longest: Seconds after which a window is cut at its quietest point.
        pause: Seconds of quiet that make a pause.
        silence: Seconds below `floor` that are left out.
        margin: Seconds of silence kept on either side of what is loud.
        floor: RMS of a frame, full scale 1, below which there is nothing to hear (-70 dBFS: under
            the noise of any microphone, above that of rounding and dither).
    """

    shortest: float = 10.0
    longest: float = 30.0
    pause: float = 0.4
    silence: float = 1.5
    margin: float = 0.3
    floor: float = 10 ** (-70 / 20)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A stretch of audio worth listening to.

    Attributes:
        start: Where it begins, in seconds from the start of the recording.
        samples: float32, shape (n,).
    """

    start: float
    samples: FloatArray


class Windower:
    """Takes blocks of one channel and gives windows; holds at most one window in memory.

    Args:
        sample_rate_hz: The blocks' rate.
        rules: How to cut.
    """

    def __init__(self, sample_rate_hz: int, rules: WindowRules | None = None) -> None:
        self._rate = sample_rate_hz
        self._rules = rules or WindowRules()
        self._frame = round(_FRAME_SECONDS * sample_rate_hz)
        self._held = np.zeros(0, np.float32)
        self._start = 0  # The position of the first held sample.
        self._heard = 0

    @property
    def heard(self) -> float:
        """Seconds of audio taken so far."""
        return self._heard / self._rate

    @property
    def pending(self) -> Window:
        """What is held and in no window yet."""
        return Window(self._start / self._rate, self._held)

    def feed(self, block: FloatArray) -> Iterator[Window]:
        """Takes a block of shape (n,) and yields the windows that it completes."""
        self._heard += len(block)
        self._held = np.concatenate([self._held, block])
        yield from self._cut(last=False)

    def flush(self) -> Iterator[Window]:
        """Yields what is left, at the end of the recording."""
        yield from self._cut(last=True)
        if self._loud(self._levels()).any():
            yield self._take(len(self._held), len(self._held))
        self._drop(len(self._held))

    def _cut(self, *, last: bool) -> Iterator[Window]:
        while True:
            levels = self._levels()
            loud = np.flatnonzero(self._loud(levels))
            self._skip_silence(loud, len(levels), last=last)
            if not len(loud):
                return
            levels = self._levels()
            end, rest = self._end(levels) or (0, 0)
            if not end:
                return
            yield self._take(end * self._frame, rest * self._frame)

    def _skip_silence(self, loud: NDArray[np.intp], frames: int, *, last: bool) -> None:
        """Drops leading silence, all but the margin."""
        first = int(loud[0]) if len(loud) else frames
        if len(loud) or not last:
            self._drop(max(0, first - self._frames(self._rules.margin)) * self._frame)

    def _end(self, levels: NDArray[np.float32]) -> tuple[int, int] | None:
        """Returns the frame where a window ends and the one where the rest begins, if any."""
        rules = self._rules
        loud = self._loud(levels)
        for begin, stop in _runs(~loud):
            if begin > 0 and stop - begin >= self._frames(rules.silence):
                return begin + self._frames(rules.margin), stop - self._frames(rules.margin)
        pause_level = _PAUSE_RATIO * float(np.percentile(levels, _LOUD_PERCENTILE))
        for begin, stop in _runs(levels < pause_level):
            middle = (begin + stop) // 2
            if stop - begin >= self._frames(rules.pause) and middle >= self._frames(rules.shortest):
                return middle, middle
        if len(levels) < self._frames(rules.longest):
            return None
        # Nobody paused: the quietest 0.1 s of the second half is the least harm.
        half = len(levels) // 2
        width = self._frames(0.1)
        smooth = np.convolve(levels[half:], np.ones(width, np.float32), "valid")
        middle = half + int(np.argmin(smooth)) + width // 2
        return middle, middle

    def _levels(self) -> NDArray[np.float32]:
        """Returns the RMS of each whole frame held, of the rest too when it is all there is."""
        count = len(self._held) // self._frame
        if not count:
            whole = self._held[None, :] if len(self._held) else np.zeros((0, 1), np.float32)
        else:
            whole = self._held[: count * self._frame].reshape(count, self._frame)
        levels: NDArray[np.float32] = np.sqrt(np.mean(whole * whole, axis=1))
        return levels

    def _loud(self, levels: NDArray[np.float32]) -> NDArray[np.bool_]:
        loud: NDArray[np.bool_] = levels > self._rules.floor
        return loud

    def _frames(self, seconds: float) -> int:
        return max(1, round(seconds / _FRAME_SECONDS))

    def _take(self, end: int, rest: int) -> Window:
        window = Window(self._start / self._rate, self._held[:end])
        self._drop(rest)
        return window

    def _drop(self, count: int) -> None:
        self._held = self._held[count:].copy()  # A view would keep the whole block alive.
        self._start += count


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Returns (begin, end) of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
