"""Plain text."""

from __future__ import annotations

from conduit_nb.core.formats import plain
from conduit_nb.core.transcript import Segment, Transcript


def test_a_line_a_segment_with_its_speaker() -> None:
    """Where there is one."""
    segments = (
        Segment(text="Hello.", start=0.0, end=1.0, speaker="Ann"),
        Segment(text="Yes.", start=1.0, end=2.0),
    )
    assert plain.write(Transcript(segments=segments, duration=2.0)) == "Ann: Hello.\nYes."


def test_lines_are_read_as_segments_without_times() -> None:
    """Blank lines and surrounding space are none."""
    transcript = plain.read("  Hello.\n\nYes.\r\n")
    assert [(s.text, s.start, s.end) for s in transcript.segments] == [
        ("Hello.", 0.0, 0.0),
        ("Yes.", 0.0, 0.0),
    ]
    assert plain.read("").segments == ()
