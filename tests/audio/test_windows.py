"""A recording is cut at its pauses, silence is left out, and nothing that is loud gets lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from conduit_nb.audio.windows import Window, Windower, WindowRules

if TYPE_CHECKING:
    from conduit_nb.core.audio import FloatArray

RATE = 8_000
RULES = WindowRules(shortest=4.0, longest=8.0)


def noise(seconds: float, level: float = 0.1) -> FloatArray:
    """Returns white noise, the same each time."""
    count = round(seconds * RATE)
    return (level * np.random.default_rng(1).standard_normal(count)).astype(np.float32)


def silence(seconds: float) -> FloatArray:
    """Returns zeros."""
    return np.zeros(round(seconds * RATE), np.float32)


def cut(*parts: FloatArray, block: float = 1.0) -> list[Window]:
    """Returns the windows of a recording that is fed block by block."""
    whole, step = np.concatenate(parts), round(block * RATE)
    windower = Windower(RATE, RULES)
    found = []
    for at in range(0, len(whole), step):
        found += list(windower.feed(whole[at : at + step]))
    return [*found, *windower.flush()]


def spans(windows: list[Window]) -> list[tuple[float, float]]:
    """Returns where windows begin and end, in seconds, to the tenth."""
    return [(round(w.start, 1), round(w.start + len(w.samples) / RATE, 1)) for w in windows]


def test_a_short_recording_is_one_window() -> None:
    """Nothing is cut that need not be."""
    assert spans(cut(noise(3.0))) == [(0.0, 3.0)]


def test_a_pause_ends_a_window_that_is_long_enough() -> None:
    """The cut is in the middle of the first pause after the shortest length."""
    quiet = noise(0.6, 0.001)
    assert spans(cut(noise(2.0), quiet, noise(2.7), quiet, noise(2.0))) == [(0.0, 5.6), (5.6, 7.9)]


def test_without_a_pause_the_quietest_point_is_taken() -> None:
    """Nothing is longer than the longest window, cut where it does the least harm."""
    found = spans(cut(noise(6.0), noise(0.1, 0.05), noise(6.0)))
    assert found in ([(0.0, 6.1), (6.1, 12.1)], [(0.0, 6.0), (6.0, 12.1)])


def test_silence_is_left_out_and_times_stay_right() -> None:
    """Of a minute of silence only the margins are heard."""
    found = spans(cut(silence(60.0), noise(2.0), silence(30.0), noise(1.0), silence(20.0)))
    assert found == [(59.7, 62.3), (91.7, 93.3)]


def test_dither_is_silence() -> None:
    """Rounding noise of 16 bit audio is nothing to hear."""
    assert cut(noise(30.0, 1 / 32_768)) == []


def test_a_clip_shorter_than_a_frame_is_still_heard() -> None:
    """10 ms of sound are a window."""
    assert [len(w.samples) for w in cut(noise(0.01))] == [80]


def test_long_silence_is_not_held_in_memory() -> None:
    """However long nothing is said, only the margin is kept."""
    windower = Windower(RATE, RULES)
    for _ in range(100):
        assert list(windower.feed(silence(10.0))) == []
        assert len(windower.pending.samples) <= RULES.margin * RATE
    assert windower.heard == 1000.0


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(st.tuples(st.booleans(), st.floats(0.05, 6.0)), min_size=1, max_size=6),
    block=st.floats(0.03, 3.0),
)
def test_no_loud_sample_is_lost_or_heard_twice(
    parts: list[tuple[bool, float]], block: float
) -> None:
    """However a recording is made up and fed, its loud parts are in exactly one window each."""
    pieces = [noise(length) if loud else silence(length) for loud, length in parts]
    whole = np.concatenate(pieces)
    heard = np.zeros(len(whole), np.int64)
    for window in cut(*pieces, block=block):
        begin = round(window.start * RATE)
        np.testing.assert_array_equal(window.samples, whole[begin : begin + len(window.samples)])
        heard[begin : begin + len(window.samples)] += 1
        assert len(window.samples) <= (RULES.longest + block + 0.1) * RATE
    assert heard.max(initial=0) <= 1
    assert (heard[whole != 0] == 1).all()
