"""Speech and audio as outputs: a player, a waveform, and nothing hostile."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from conduit_nb.audio.files import read_audio, write_audio
from conduit_nb.core.speech import Speech
from conduit_nb.core.usage import Usage
from conduit_nb.notebook.player import clip_bundle, clip_text, outline, speech_bundle, speech_text
from conduit_nb.testing.audio import silence, tone
from conduit_nb.testing.session import make_call

HOSTILE = '<script>alert(1)</script>\x1b[2J" onload="x'


def speech(text: str = "Good morning.") -> Speech:
    """Returns a second of speech."""
    call = make_call("speak", Usage(audio_seconds=1.0, characters=len(text)))
    return Speech(audio=tone(1.0), text=text, voice="one", warnings=("A <note>.",), call=call)


def test_speech_has_a_player_a_waveform_and_its_text() -> None:
    """And says what to know and what it cost."""
    html = speech_bundle(speech())["text/html"]
    assert '<audio controls preload="metadata" aria-label="Speech, voice one"' in html
    assert 'src="data:audio/ogg; codecs=opus;base64,' in html
    assert 'role="img" aria-label="Waveform"' in html
    assert '<blockquote class="cnb-said">Good morning.</blockquote>' in html
    assert "A &lt;note&gt;." in html
    assert "voice one · fake/speaks · 1.0 s of audio · 13 characters" in html
    assert "autoplay" not in html


def test_hostile_text_stays_text() -> None:
    """In HTML it is escaped, in a terminal it cannot steer."""
    bundle = speech_bundle(speech(HOSTILE))
    assert "<script" not in bundle["text/html"]
    assert '" onload="' not in bundle["text/html"]
    assert "\x1b" not in bundle["text/plain"]


def test_a_long_text_is_shortened() -> None:
    """The output does not repeat a book."""
    bundle = speech_bundle(speech("x" * 100_000))
    assert "(99,000 more characters)" in bundle["text/html"]
    assert len(bundle["text/html"]) < 60_000


def test_a_terminal_shows_speech_in_lines() -> None:
    """Length, voice, text, notes and cost."""
    assert speech_text(speech()).splitlines() == [
        "Speech · 0:01 (1.0 s) · voice one",
        "Good morning.",
        "Note: A <note>.",
        "fake/speaks · 1.0 s of audio · 13 characters · took 0.25 s · $0.00 (local)",
    ]


def test_a_clip_has_a_player_and_its_facts() -> None:
    """Name, length and format."""
    bundle = clip_bundle(tone(1.0))
    assert "<audio controls" in bundle["text/html"]
    assert "16000 Hz, mono" in bundle["text/html"]
    assert bundle["text/plain"] == clip_text(tone(1.0))


def test_a_terminal_shows_where_a_clip_is(tmp_path: object) -> None:
    """Its path, its length and its format."""
    from pathlib import Path

    path = write_audio(tone(1.0), Path(str(tmp_path)) / "a.wav")
    assert clip_text(read_audio(path)).startswith(f"Audio · {path} · 0:01 (1.0 s) · wav/")


def test_audio_that_is_not_embedded_is_said() -> None:
    """No player that plays nothing."""
    html = clip_bundle(silence(700.0, sample_rate_hz=8_000))["text/html"]
    assert "<audio" not in html
    assert "The audio of 12 min is not embedded." in html


@pytest.mark.parametrize("peaks", [[], [0], [0, 50, 100] * 100])
def test_a_waveform_is_a_drawing(peaks: list[int]) -> None:
    """Well-formed SVG, silence a thin line, the loudest the whole height."""
    root = ET.fromstring(outline(peaks))  # noqa: S314  (we drew it)
    path = root[0].attrib["d"]
    assert path.count("M") == len(peaks)
    assert ("M2 0V40" in path) == (len(peaks) > 2)
