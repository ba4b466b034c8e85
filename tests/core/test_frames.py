"""Tables: documented columns with their types."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd

from conduit_nb.core.frames import transcript_frame
from conduit_nb.core.transcript import Segment, Transcript, Word

TRANSCRIPT = Transcript(
    segments=(
        Segment(
            text="Hello there.",
            start=0.5,
            end=1.25,
            speaker="A",
            words=(
                Word(text="Hello", start=0.5, end=0.75, confidence=0.5),
                Word(text="there.", start=0.75, end=1.25, speaker="B"),
            ),
        ),
        Segment(text="Yes.", start=2.0, end=2.5, confidence=0.25),
    ),
    duration=3.0,
)


def test_a_row_a_segment() -> None:
    """Times in seconds, as floats."""
    frame = transcript_frame(TRANSCRIPT)
    assert list(frame) == ["start", "end", "duration", "speaker", "text", "confidence"]
    assert frame["duration"].tolist() == [0.75, 0.5]
    assert frame["text"].tolist() == ["Hello there.", "Yes."]
    assert frame["speaker"].tolist()[0] == "A"
    assert frame["confidence"].isna().tolist() == [True, False]


def test_a_row_a_word() -> None:
    """With its segment's number, and its segment's speaker where it has none of its own."""
    frame = transcript_frame(TRANSCRIPT, words=True)
    assert list(frame) == ["segment", "start", "end", "duration", "speaker", "text", "confidence"]
    assert frame["speaker"].tolist() == ["A", "B"]
    assert frame["segment"].tolist() == [0, 0]


def test_an_empty_transcript_has_the_same_columns() -> None:
    """And the same types, so that tables can be joined."""
    empty = Transcript(segments=(), duration=0.0)
    for words in (False, True):
        full = transcript_frame(TRANSCRIPT, words=words)
        none = transcript_frame(empty, words=words)
        assert len(none) == 0
        assert list(none) == list(full)
        assert none.dtypes[["start", "end", "duration"]].eq("float64").all()


def test_frames_of_many_files_are_joined() -> None:
    """As a corpus needs."""
    joined = pd.concat([transcript_frame(TRANSCRIPT)] * 2, ignore_index=True)
    assert len(joined) == 4


def test_pandas_is_imported_late() -> None:
    """Only the one who asks for a table pays for it."""
    code = "import sys, conduit_nb.core.frames; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
