"""Plain HTML: every text escaped, no script, well formed."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.html import clip_html, speech_html, timestamp, transcript_html
from conduit_nb.core.speech import Speech
from conduit_nb.core.transcript import Segment, Transcript

ALLOWED = {"section", "p", "b", "em", "ol", "li", "time", "blockquote", "small"}
HOSTILE = st.text() | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</section>", "&amp;", "<!--"]
)


class Checker(HTMLParser):
    """Collects tags and text, and notices what is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only plain tags without attributes are expected."""
        assert tag in ALLOWED
        assert attrs == []
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """In order."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keeps the text."""
        self.words.append(data)


def text_of(markup: str) -> str:
    """Returns the text of HTML that is checked to be plain and well formed."""
    checker = Checker()
    checker.feed(markup)
    checker.close()
    assert checker.open == []
    return "".join(checker.words)


@given(HOSTILE, HOSTILE)
def test_no_text_becomes_markup(text: str, speaker: str) -> None:
    """The standard library's parser sees our tags only, and the text as it was."""
    segment = Segment(text=text, start=0.0, end=1.0, speaker=speaker or None)
    transcript = Transcript(segments=(segment,), duration=1.0)
    markup = transcript_html(transcript)
    assert html.escape(text) in markup
    text_of(markup)


@given(HOSTILE)
def test_names_and_voices_are_escaped_too(text: str) -> None:
    """Whatever a file or a voice is called."""
    clip = AudioClip.from_samples([0.0], 16_000, name=text)
    text_of(clip_html(clip))
    text_of(speech_html(Speech(audio=clip, text=text, voice=text)))


def test_an_empty_transcript_says_so() -> None:
    """Instead of an empty list."""
    assert "No speech was found." in text_of(transcript_html(Transcript(segments=(), duration=1.0)))


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.0, "0:00"), (59.9, "0:59"), (61.0, "1:01"), (3_599.0, "59:59"), (3_661.0, "1:01:01")],
)
def test_times_read_like_a_clock(seconds: float, shown: str) -> None:
    """Hours only where there are any."""
    assert timestamp(seconds) == shown
