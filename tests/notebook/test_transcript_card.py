"""The transcript as an output: one contract with the renderer, and nothing hostile gets out."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conduit_nb.core.transcript import Segment, Transcript, Word
from conduit_nb.core.usage import Cost, CostBasis, Usage
from conduit_nb.notebook.transcript_card import MIME_TYPE, transcript_bundle, transcript_text
from conduit_nb.testing.audio import speech_like, tone
from conduit_nb.testing.session import make_call

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]>",
    "\u2028\u2029",
    "</style>",
    "&lt;b&gt;",
    "\x1b[2J",
]


def transcript(text: str = "Hello there.", speaker: str | None = None) -> Transcript:
    """Returns a transcript with one segment and its audio."""
    words = (Word(text="Hello", start=0.1, end=0.4, confidence=0.9),)
    segment = Segment(text=text, start=0.1, end=0.9, speaker=speaker, words=words)
    cost = Cost(usd=Decimal("0.006"), basis=CostBasis.PRICED)
    return Transcript(
        segments=(segment,),
        duration=1.0,
        language="en",
        audio=tone(1.0),
        warnings=("Two channels were mixed.",),
        call=make_call("transcribe", Usage(audio_seconds=1.0), cost),
    )


class Page(HTMLParser):
    """Reads HTML as a browser does: its elements, and the data of each kind of script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.scripts: dict[str, str] = {}
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the element."""
        self.tags.append(tag)
        if tag == "script":
            self._script = dict(attrs).get("type") or ""

    def handle_endtag(self, tag: str) -> None:
        """Leaves the script."""
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        """Keeps what a script holds."""
        if self._script is not None:
            self.scripts[self._script] = self.scripts.get(self._script, "") + data


def read(html: str) -> Page:
    """Returns the page that a browser sees."""
    page = Page()
    page.feed(html)
    page.close()
    return page


def test_the_data_is_what_the_renderer_expects() -> None:
    """Every field of the contract, with its unit."""
    data = transcript_bundle(transcript(speaker="A"))[MIME_TYPE]
    audio, peaks = data.pop("audio"), data.pop("peaks")
    assert audio["mime"] == "audio/ogg; codecs=opus"
    assert audio["data"].startswith("T2dnU")
    assert max(peaks) == 100
    assert data == {
        "version": 1,
        "title": "tone",
        "language": "en",
        "duration": 1.0,
        "segments": [
            {
                "start": 0.1,
                "end": 0.9,
                "speaker": "A",
                "text": "Hello there.",
                "words": [{"start": 0.1, "end": 0.4, "text": "Hello", "confidence": 0.9}],
            }
        ],
        "footer": {"model": "fake/hears", "cost": "$0.006 (priced)", "elapsed": "0.25 s"},
        "warnings": ["Two channels were mixed."],
        "note": None,
    }
    assert json.loads(json.dumps(data)) == data


def test_a_transcript_from_a_file_has_no_player_and_no_cost() -> None:
    """Nothing is made up."""
    bare = Transcript(segments=(Segment(text="Hi", start=0.0, end=1.0),), duration=1.0)
    data = transcript_bundle(bare)[MIME_TYPE]
    assert (data["audio"], data["peaks"], data["footer"]) == (None, None, {})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """In the page it makes no element, and the data holds it unchanged."""
    bundle = transcript_bundle(transcript(text, speaker=text))
    page = read(bundle["text/html"])
    harmless = read(transcript_bundle(transcript("x", speaker="x"))["text/html"])
    assert page.tags == harmless.tags
    assert json.loads(page.scripts[MIME_TYPE]) == bundle[MIME_TYPE]
    assert bundle[MIME_TYPE]["segments"][0]["text"] == text


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(text=st.text())
def test_any_text_stays_text(text: str) -> None:
    """Whatever was said."""
    segment = Segment(text=text, start=0.0, end=1.0, speaker=text)
    bundle = transcript_bundle(Transcript(segments=(segment,), duration=1.0))
    page = read(bundle["text/html"])
    assert json.loads(page.scripts[MIME_TYPE])["segments"][0]["speaker"] == text


def test_the_page_needs_nothing_else() -> None:
    """The text is there without a script; script and style come along; no address is asked."""
    html = transcript_bundle(transcript())["text/html"]
    page = read(html)
    assert html.index("Hello there.") < html.index("<script")
    assert len(page.scripts[""]) > 5_000
    assert "style" in page.tags
    addresses = set(re.findall(r"""(?:src|href)=["']?(\w+:)""", html))
    assert addresses <= {"data:"}


def test_a_minute_makes_a_small_output() -> None:
    """All three forms together stay under 250 kB."""
    segments = tuple(Segment(text="word " * 12, start=5.0 * n, end=5.0 * n + 5) for n in range(12))
    long = Transcript(segments=segments, duration=60.0, audio=speech_like(60.0))
    bundle: dict[str, Any] = transcript_bundle(long)
    assert len(json.dumps(bundle).encode()) < 250_000


def test_a_terminal_shows_times_and_speakers() -> None:
    """One line a segment, what to know, and what it cost."""
    assert transcript_text(transcript(speaker="A")).splitlines() == [
        "tone · 0:01 · en",
        "0:00  A: Hello there.",
        "Note: Two channels were mixed.",
        "fake/hears · 1.0 s of audio · took 0.25 s · $0.006 (priced)",
    ]


def test_a_terminal_cannot_be_steered() -> None:
    """Control characters are spaces."""
    text = transcript_text(transcript("\x1b[2J\rgone", speaker="\x07"))
    assert not {"\x1b", "\r", "\x07"} & set(text)


def test_silence_is_said() -> None:
    """An empty transcript is a result."""
    assert "No speech was found." in transcript_text(Transcript(segments=(), duration=2.0))
