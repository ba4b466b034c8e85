"""SubRip: pysubs2 is the oracle, and hostile text does no harm."""

from __future__ import annotations

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.core.formats import srt
from conduit_nb.core.formats._cues import cue_text
from conduit_nb.core.transcript import Segment, Transcript

TIMES = st.integers(0, 3_600_000).map(lambda milliseconds: milliseconds / 1000)


def transcript_of(*texts: str, speaker: str | None = None) -> Transcript:
    """Returns a transcript with a segment of a second for each text."""
    segments = tuple(
        Segment(text=text, start=float(at), end=at + 1.0, speaker=speaker)
        for at, text in enumerate(texts)
    )
    return Transcript(segments=segments, duration=float(len(texts)))


@given(st.lists(st.tuples(TIMES, TIMES, st.text()), max_size=6))
def test_what_is_written_is_read_back(cues: list[tuple[float, float, str]]) -> None:
    """Times to the millisecond and text as a cue can hold it; segments without text are none."""
    segments = tuple(
        Segment(text=text, start=min(a, b), end=max(a, b))
        for a, b, text in sorted(cues, key=lambda cue: min(cue[:2]))
    )
    back = srt.read(srt.write(Transcript(segments=segments, duration=3_600.0)))
    expected = [(cue_text(s.text), s.start, s.end) for s in segments if cue_text(s.text)]
    assert [(s.text, s.start, s.end) for s in back.segments] == expected


def test_pysubs2_reads_what_is_written() -> None:
    """Times in milliseconds, lines, and text in any script."""
    transcript = transcript_of("Hello there.", "Zwei\nZeilen", "日本語 🎙", "a --> b", "7")
    found = pysubs2.SSAFile.from_string(srt.write(transcript), format_="srt")
    assert [(event.start, event.end) for event in found] == [
        (at * 1000, at * 1000 + 1000) for at in range(5)
    ]
    assert [event.text.replace(r"\N", "\n") for event in found] == [
        segment.text for segment in transcript.segments
    ]


def test_what_pysubs2_writes_is_read() -> None:
    """The other way round."""
    subtitles = pysubs2.SSAFile()
    subtitles.append(pysubs2.SSAEvent(start=1_500, end=2_750, text=r"Hello\Nthere."))
    subtitles.append(pysubs2.SSAEvent(start=3_000, end=4_000, text="Yes."))
    back = srt.read(subtitles.to_string("srt"))
    assert [(s.start, s.end, s.text) for s in back.segments] == [
        (1.5, 2.75, "Hello\nthere."),
        (3.0, 4.0, "Yes."),
    ]


def test_the_speaker_stands_before_the_text() -> None:
    """SubRip has no other place; a name with a line break cannot break the cue."""
    assert "A B: Hi" in srt.write(transcript_of("Hi", speaker="A\n\nB"))
    assert srt.write(transcript_of("Hi", speaker=" ")).endswith("\nHi\n")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_an_empty_transcript(text: str) -> None:
    """As an empty transcript is an empty file."""
    assert srt.read(text).segments == ()
    assert srt.write(Transcript(segments=(), duration=0.0)) == ""


def test_files_of_other_programs_are_read() -> None:
    """Windows line ends, a byte order mark, no numbers, positions, points, unsorted cues."""
    text = (
        "\ufeff2\r\n00:00:05.000 --> 00:00:06,000 X1:10 X2:20\r\nSecond\r\n\r\n"
        "00:00:01,000 --> 00:00:02,000\r\nFirst\r\n"
    )
    assert [s.text for s in srt.read(text).segments] == ["First", "Second"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear diary", "'Dear diary' is not a SubRip cue"),
        ("1\n00:00:01,000 -->\nHi", "is not a cue time"),
        ("1\n00:00:02,000 --> 00:00:01,000\nHi", "end is 1.0; it must be at least 2.0 s"),
    ],
)
def test_what_is_no_subrip_is_refused(text: str, words: str) -> None:
    """With the first place that is wrong."""
    with pytest.raises(UserError, match=words):
        srt.read(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never anything but a transcript or a `UserError`."""
    try:
        srt.read(text)
    except UserError as error:
        assert error.message  # noqa: PT017  # either outcome is right, and only these two
