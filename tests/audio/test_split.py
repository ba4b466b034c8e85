"""Pieces of long audio: nothing lost, nothing doubled, cut where it is quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conduit_nb.audio.split import pieces, quietest
from conduit_nb.core.errors import UserError
from conduit_nb.testing.audio import noise, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conduit_nb.core.audio import FloatArray

RATE_HZ = 1_000
NOISE = noise(30.0, sample_rate_hz=RATE_HZ).samples()[:, 0]


@settings(deadline=None, max_examples=60)
@given(
    length=st.integers(0, 30_000),
    sizes=st.lists(st.integers(1, 9_000), min_size=1, max_size=6),
    seconds=st.floats(0.1, 20.0),
    search=st.floats(0.0, 30.0),
)
def test_the_pieces_together_are_the_input(
    length: int, sizes: list[int], seconds: float, search: float
) -> None:
    """Sample for sample, each where it says it is, none too long, the last one marked."""
    samples, at = NOISE[:length], 0
    blocks: list[FloatArray] = []
    while at < length:
        blocks.append(samples[at : min(length, at + sizes[len(blocks) % len(sizes)])])
        at += len(blocks[-1])
    made = list(pieces(blocks, seconds, search=search, sample_rate_hz=RATE_HZ))
    joined = np.concatenate([np.zeros(0, np.float32), *(piece.samples for piece in made)])
    assert np.array_equal(joined, samples)
    assert all(1 <= len(piece.samples) <= max(1, round(seconds * RATE_HZ)) for piece in made)
    starts = np.cumsum([0, *(len(piece.samples) for piece in made)])[:-1]
    assert [piece.start for piece in made] == starts.tolist()
    assert [piece.last for piece in made] == [False] * (len(made) - 1) + [True] * bool(made)


def test_the_cut_falls_into_the_pause() -> None:
    """Noise with 300 ms of silence at 8.0 s, pieces of at most 10 s: cut inside the silence."""
    samples = NOISE[:15_000].copy()
    samples[8_000:8_300] = 0.0
    first, second = pieces([samples], 10.0, search=5.0, sample_rate_hz=RATE_HZ)
    assert 8_000 < len(first.samples) < 8_300
    assert (first.last, second.last) == (False, True)


def test_pauses_before_the_search_are_left_alone() -> None:
    """A pause early on does not make a crumb of a piece."""
    samples = NOISE[:15_000].copy()
    samples[1_000:2_000] = 0.0
    first = next(pieces([samples], 10.0, search=5.0, sample_rate_hz=RATE_HZ))
    assert len(first.samples) >= 5_000


def test_silence_makes_pieces_as_long_as_can_be() -> None:
    """Of equally quiet places it is the last one."""
    samples = silence(25.0, sample_rate_hz=RATE_HZ).samples()[:, 0]
    lengths = [len(piece.samples) for piece in pieces([samples], 10.0, sample_rate_hz=RATE_HZ)]
    assert lengths == [9_950, 9_950, 5_100]


def test_quietest_finds_the_middle_of_the_pause() -> None:
    """To the 10 ms in which it looks."""
    samples = NOISE[:2_000].copy()
    samples[1_200:1_300] = 0.0
    assert quietest(samples, RATE_HZ) == 1_250


def test_too_little_to_choose_from_is_taken_whole() -> None:
    """Less than 100 ms holds no quietest 100 ms."""
    assert quietest(NOISE[:99], RATE_HZ) == 99


def test_a_stream_is_read_only_as_far_as_needed() -> None:
    """The first piece comes after its own length of audio, not at the end."""
    taken = 0

    def blocks() -> Iterator[FloatArray]:
        nonlocal taken
        for at in range(0, 30_000, 1_000):
            taken += 1
            yield NOISE[at : at + 1_000]

    next(pieces(blocks(), 5.0, sample_rate_hz=RATE_HZ))
    assert taken == 6


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"seconds": 0.05}, "seconds is 0.05; it must be at least 0.1 s"),
        ({"seconds": 1.0, "search": -1.0}, "search is -1.0"),
        ({"seconds": 1.0, "sample_rate_hz": 0}, "sample_rate_hz is 0"),
    ],
)
def test_impossible_wishes_are_refused(asked: dict[str, Any], words: str) -> None:
    """At the call, before any audio is read."""
    with pytest.raises(UserError, match=words):
        pieces([], **asked)
