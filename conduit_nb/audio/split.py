"""Long audio in pieces, cut where it is quietest, so that no word is cut in two.

Nothing is lost: the pieces together are the recording. (`windows` leaves silence out instead.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from conduit_nb.core.audio import check_sample_rate
from conduit_nb.core.checks import check_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conduit_nb.core.audio import FloatArray

__all__ = ["Piece", "pieces", "quietest"]

_HOP_SECONDS = 0.01
_QUIET_SECONDS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """A stretch of a recording.

    Attributes:
        start: Sample of the recording at which it begins.
        samples: Its samples, shape (n,).
        last: True for the recording's last piece.
    """

    start: int
    samples: FloatArray
    last: bool


def pieces(
    blocks: Iterable[FloatArray],
    seconds: float,
    *,
    search: float = 5.0,
    sample_rate_hz: int = 16_000,
) -> Iterator[Piece]:
    """Yields pieces of at most `seconds` that together are the input, sample for sample.

    Args:
        blocks: The recording, shape (n,) each, as `mono_blocks` gives it.
        seconds: Longest piece, at least 0.1.
        search: How many seconds before that the cut may fall, at the quietest 100 ms; at most half
            a piece is searched.
        sample_rate_hz: Samples per second of the blocks.

    Raises:
        UserError: If `seconds`, `search` or the rate are out of range.
    """
    check_sample_rate("sample_rate_hz", sample_rate_hz)
    check_range("seconds", seconds, low=0.1, unit="s")
    check_range("search", search, low=0.0, unit="s")
    longest = max(1, round(seconds * sample_rate_hz))
    span = min(round(search * sample_rate_hz), longest // 2)
    return _pieces(blocks, longest, span, sample_rate_hz)


def _pieces(
    blocks: Iterable[FloatArray], longest: int, span: int, sample_rate_hz: int
) -> Iterator[Piece]:
    start, held = 0, 0
    waiting: list[FloatArray] = []
    for block in blocks:
        waiting.append(block)
        held += len(block)
        while held > longest:
            joined = np.concatenate(waiting)
            cut = longest - span + quietest(joined[longest - span : longest], sample_rate_hz)
            yield Piece(start=start, samples=joined[:cut], last=False)
            start, held, waiting = start + cut, held - cut, [joined[cut:]]
    if held:
        yield Piece(start=start, samples=np.concatenate(waiting), last=True)


def quietest(samples: FloatArray, sample_rate_hz: int) -> int:
    """Returns the middle of the quietest 100 ms; the end, where there are no 100 ms.

    Of several equally quiet places it is the last one, which makes a piece as long as it can be.
    """
    hop = max(1, round(_HOP_SECONDS * sample_rate_hz))
    count = len(samples) // hop
    wide = round(_QUIET_SECONDS / _HOP_SECONDS)
    if count < wide:
        return len(samples)
    energy = np.square(samples[: count * hop], dtype=np.float64).reshape(count, hop).sum(axis=1)
    smooth = np.convolve(energy, np.ones(wide), mode="valid")
    # Sums of zeros must compare equal, wherever the loud parts are.
    last = len(smooth) - 1 - int(np.argmin(np.round(smooth[::-1], 9)))
    return (last + wide // 2) * hop
