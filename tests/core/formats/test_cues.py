"""Cue times, text and blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.core.formats._cues import blocks, clock, cue_text, in_order, seconds, split_cue
from conduit_nb.core.transcript import Segment


@given(st.integers(0, 400 * 3_600_000), st.sampled_from(".,"))
def test_a_time_is_written_and_read_to_the_millisecond(milliseconds: int, mark: str) -> None:
    """Beyond a hundred hours too."""
    assert seconds(clock(milliseconds / 1000, mark)) == milliseconds / 1000


@pytest.mark.parametrize(
    ("time", "shown"),
    [(0.0, "00:00:00.000"), (59.9996, "00:01:00.000"), (3_661.5, "01:01:01.500")],
)
def test_rounding_carries_over(time: float, shown: str) -> None:
    """There is no second 60."""
    assert clock(time, ".") == shown


def test_hours_may_be_missing() -> None:
    """WebVTT allows it."""
    assert seconds("01:02.500") == 62.5


@pytest.mark.parametrize("text", ["", "12", "1:2:3", "00:00:00", "-0:00:01.000", "a:b:c.d"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """With an example of one."""
    with pytest.raises(UserError, match=r"is not a cue time such as 00:01:02\.500"):
        seconds(text)


@given(st.text())
def test_cue_text_never_ends_its_cue(text: str) -> None:
    """Whatever is in it: no blank line, no NUL, and doing it twice changes nothing."""
    clean = cue_text(text)
    assert "\0" not in clean
    assert all(line.strip() for line in clean.split("\n")) or clean == ""
    assert cue_text(clean) == clean
    assert len(clean.splitlines()) == clean.count("\n") + bool(clean)


def test_blocks_are_divided_by_blank_lines() -> None:
    """Whatever ends a line, with a byte order mark or without."""
    for end in ("\n", "\r\n", "\r"):
        text = "\ufeff" + end.join(["a", "b", "", "", " ", "c", ""])
        assert blocks(text) == ["a\nb", "c"]
    assert blocks("") == blocks(" \n\n") == []


def test_a_cue_may_have_a_name() -> None:
    """One line before its times; a block without times is no cue."""
    assert split_cue("7\n1 --> 2\nHi\nthere") == ("1 --> 2", "Hi\nthere")
    assert split_cue("1 --> 2") == ("1 --> 2", "")
    assert split_cue("NOTE a\nb\nc --> d") is None


def test_cues_are_put_in_order() -> None:
    """Files may hold them in any; equal ones stay as they were."""
    cues = [Segment(text=text, start=at, end=at + 1) for text, at in [("b", 2.0), ("a", 1.0)]]
    transcript = in_order(cues)
    assert [segment.text for segment in transcript.segments] == ["a", "b"]
    assert transcript.duration == 3.0
