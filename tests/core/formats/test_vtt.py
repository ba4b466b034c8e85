"""WebVTT: webvtt-py and pysubs2 are the oracles, and hostile text does no harm."""

from __future__ import annotations

import io

import pysubs2
import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.core.formats import vtt
from conduit_nb.core.formats._cues import cue_text
from conduit_nb.core.transcript import Segment, Transcript

TIMES = st.integers(0, 3_600_000).map(lambda milliseconds: milliseconds / 1000)
HOSTILE = st.text() | st.sampled_from(
    ["a --> b", "<v Eve>not me", "</v>", "&lt;", "&amp;nbsp;", "NOTE", "WEBVTT", "<00:01.000>"]
)


def segment(text: str, start: float = 0.0, end: float = 1.0, speaker: str | None = None) -> Segment:
    """Returns a segment."""
    return Segment(text=text, start=start, end=end, speaker=speaker)


@given(st.lists(st.tuples(TIMES, TIMES, HOSTILE, st.none() | HOSTILE), max_size=6))
def test_what_is_written_is_read_back(cues: list[tuple[float, float, str, str | None]]) -> None:
    """Times, text as a cue can hold it, and speakers; none of it is taken for markup."""
    segments = tuple(
        segment(text, min(a, b), max(a, b), speaker)
        for a, b, text, speaker in sorted(cues, key=lambda cue: min(cue[:2]))
    )
    back = vtt.read(vtt.write(Transcript(segments=segments, duration=3_600.0)))
    expected = [
        (cue_text(s.text), s.start, s.end, " ".join((s.speaker or "").split()) or None)
        for s in segments
        if cue_text(s.text)
    ]
    assert [(s.text, s.start, s.end, s.speaker) for s in back.segments] == expected


def test_webvtt_py_reads_what_is_written() -> None:
    """Times, voices and text."""
    transcript = Transcript(
        segments=(segment("Hello\nthere.", 1.5, 2.25, "Ann"), segment("日本語 🎙", 3.0, 4.0)),
        duration=5.0,
    )
    found = webvtt.from_string(vtt.write(transcript)).captions
    assert [(cue.start, cue.end) for cue in found] == [
        ("00:00:01.500", "00:00:02.250"),
        ("00:00:03.000", "00:00:04.000"),
    ]
    assert [cue.text for cue in found] == ["Hello\nthere.", "日本語 🎙"]
    assert [cue.voice for cue in found] == ["Ann", None]


def test_pysubs2_reads_what_is_written() -> None:
    """Another reader, the same cues."""
    text = vtt.write(Transcript(segments=(segment("Hello.", 1.5, 2.25),), duration=5.0))
    (event,) = pysubs2.SSAFile.from_string(text, format_="vtt")
    assert (event.start, event.end, event.text) == (1_500, 2_250, "Hello.")


def test_what_webvtt_py_writes_is_read() -> None:
    """The other way round."""
    file = webvtt.WebVTT()
    file.captions.append(webvtt.Caption("00:00:01.000", "00:00:02.500", "Hello\nthere."))
    sink = io.StringIO()
    file.write(sink)
    (cue,) = vtt.read(sink.getvalue()).segments
    assert (cue.start, cue.end, cue.text) == (1.0, 2.5, "Hello\nthere.")


def test_markup_in_text_stays_text() -> None:
    """A player shows it and runs nothing."""
    written = vtt.write(Transcript(segments=(segment("<b>a</b> & --> b"),), duration=1.0))
    assert "&lt;b&gt;a&lt;/b&gt; &amp; --&gt; b" in written


def test_files_of_other_programs_are_read() -> None:
    """Titles, notes, styles, regions, names, settings, classes, short times, any order."""
    text = (
        "WEBVTT - A talk\r\nKind: captions\r\n\r\nNOTE\r\nnothing --&gt; here\r\n\r\n"
        "STYLE\r\n::cue { color: red }\r\n\r\nREGION\r\nid:r\r\n\r\n"
        "second\r\n01:00.000 --> 01:01.000 align:left line:0%\r\n<c.loud>Two</c> &amp; <i>three</i>"
        "\r\n\r\n00:01.000 --> 00:02.000\r\n<v.first.loud Mary Ann>One</v>\r\n"
    )
    found = [(s.start, s.text, s.speaker) for s in vtt.read(text).segments]
    assert found == [(1.0, "One", "Mary Ann"), (60.0, "Two & three", None)]


def test_an_empty_transcript_is_a_header() -> None:
    """And is read as one."""
    text = vtt.write(Transcript(segments=(), duration=0.0))
    assert text == "WEBVTT\n"
    assert vtt.read(text).segments == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must begin with the word WEBVTT"),
        ("1\n00:00:01.000 --> 00:00:02.000\nHi", "must begin with"),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nHi", "must begin with"),
        ("WEBVTT\n\n00:01.000 -->\nHi", "'' is not a cue time"),
        ("WEBVTT\n\nx --> y\nHi", "is not a cue time"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHi", "end is 1.0; it must be at least 2.0 s"),
    ],
)
def test_what_is_no_webvtt_is_refused(text: str, words: str) -> None:
    """With what is wrong."""
    with pytest.raises(UserError, match=words):
        vtt.read(text)


@given(st.text().map(lambda text: "WEBVTT\n\n" + text))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never anything but a transcript or a `UserError`."""
    try:
        vtt.read(text)
    except UserError as error:
        assert error.message  # noqa: PT017  # either outcome is right, and only these two
