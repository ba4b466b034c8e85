"""Transcripts: what can be built, what they tell, how they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.errors import UserError
from conduit_nb.core.transcript import Segment, Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

HELLO = Segment(text="Hello there.", start=0.5, end=1.25, speaker="A")
YES = Segment(text="Yes.", start=2.0, end=2.5)
TRANSCRIPT = Transcript(segments=(HELLO, YES), duration=3.0)


@pytest.mark.parametrize("kind", [Word, Segment])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"start": -0.1}, "start is -0.1; it must be at least 0.0 s"),
        ({"start": 2.0}, "end is 1.0; it must be at least 2.0 s"),
        ({"end": float("nan")}, "end is nan; it must be a finite number"),
        ({"end": None}, "end is None; it must be a finite number"),
        ({"confidence": 1.5}, "confidence is 1.5; it must be between 0.0 and 1.0"),
        ({"text": None}, "text is a NoneType; it must be a string"),
    ],
)
def test_impossible_words_and_segments_are_refused(
    kind: type[Word] | type[Segment], wrong: dict[str, Any], words: str
) -> None:
    """The message names the field, the value and the bound."""
    values: dict[str, Any] = {"text": "Hi", "start": 0.0, "end": 1.0, **wrong}
    with pytest.raises(UserError, match=words):
        kind(**values)


def test_a_moment_may_have_no_length() -> None:
    """Some models give a word one time only."""
    assert Segment(text="Hi", start=1.0, end=1.0).duration == 0.0


def test_segments_are_in_order() -> None:
    """Of their start; they may overlap, as people do."""
    with pytest.raises(UserError, match="segments are not in order; sort them by their start"):
        Transcript(segments=(YES, HELLO), duration=3.0)
    overlap = Segment(text="No.", start=1.0, end=1.5)
    assert Transcript(segments=(HELLO, overlap), duration=3.0).segments[1] is overlap


def test_a_negative_duration_is_refused() -> None:
    """The message names the bound."""
    with pytest.raises(UserError, match=r"duration is -1; it must be at least 0.0 s"):
        Transcript(segments=(), duration=-1)


def test_the_text_is_all_segments() -> None:
    """Joined by spaces, empty ones left out; `str` and `print` show it."""
    empty = Segment(text="", start=1.5, end=1.5)
    transcript = Transcript(segments=(HELLO, empty, YES), duration=3.0)
    assert transcript.text == str(transcript) == "Hello there. Yes."
    assert Transcript(segments=(), duration=0.0).text == ""


def test_words_are_those_of_all_segments() -> None:
    """In order."""
    words = tuple(Word(text=text, start=0.0, end=0.1) for text in "ab")
    segments = tuple(Segment(text=word.text, start=0.0, end=0.1, words=(word,)) for word in words)
    assert Transcript(segments=segments, duration=1.0).words == words


def test_the_name_is_the_recordings() -> None:
    """Or a plain word."""
    clip = AudioClip.from_samples([0.0], 16_000, name="talk.wav")
    assert Transcript(segments=(), duration=0.0, audio=clip).name == "talk.wav"
    assert TRANSCRIPT.name == "transcript"


def test_equality_is_of_what_was_said() -> None:
    """Not of the recording or the call: the same words twice are the same transcript."""
    clip = AudioClip.from_samples([0.0], 16_000)
    assert Transcript(segments=(HELLO, YES), duration=3.0, audio=clip) == TRANSCRIPT


def test_without_a_call_nothing_is_known_of_the_cost() -> None:
    """It was read from a file."""
    found = (TRANSCRIPT.model, TRANSCRIPT.cost, TRANSCRIPT.usage, TRANSCRIPT.route)
    assert found == (None,) * 4


@pytest.mark.parametrize(
    ("method", "name"),
    [("to_text", "text"), ("to_srt", "srt"), ("to_vtt", "vtt"), ("to_json", "json")],
)
def test_each_format_has_its_method(method: str, name: str) -> None:
    """The same as by name."""
    assert getattr(TRANSCRIPT, method)() == TRANSCRIPT.to_format(name)


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    """On one line."""
    with pytest.raises(UserError, match="format is 'docx'; choose one of text, json, srt, vtt"):
        TRANSCRIPT.to_format("docx")


def test_it_is_saved_under_its_ending(tmp_path: Path) -> None:
    """And the path comes back."""
    path = TRANSCRIPT.save(tmp_path / "talk.srt")
    assert path.read_text(encoding="utf-8") == TRANSCRIPT.to_srt()


def test_a_table_is_at_hand() -> None:
    """A row a segment."""
    assert TRANSCRIPT.to_frame()["text"].tolist() == ["Hello there.", "Yes."]


def test_html_shows_segments_with_times_and_speakers() -> None:
    """Where no richer display is."""
    shown = TRANSCRIPT._repr_html_()
    assert "<time>0:02</time> Yes." in shown
    assert "<b>A</b> Hello there." in shown
