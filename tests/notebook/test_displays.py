"""Displays: what a notebook shows for each value, and what a terminal does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.usage import Usage
from conduit_nb.notebook import displays, embedding
from conduit_nb.notebook.transcript_card import MIME_TYPE
from conduit_nb.testing.audio import tone

if TYPE_CHECKING:
    from conduit_nb.testing.session import FakeSession


def shown(shell: Any, value: object) -> dict[str, Any]:
    """Returns how the shell shows a value."""
    data: dict[str, Any] = shell.display_formatter.format(value)[0]
    return data


def test_every_value_has_html_and_text(shell: Any, session: FakeSession) -> None:
    """And the transcript has data for the renderer besides."""
    values = {
        "AudioClip": tone(0.1),
        "Capabilities": session.capabilities()[0],
        "Speech": session.speak("Hello"),
        "Transcript": session.transcribe(tone(0.1)),
        "Usage": Usage(audio_seconds=1_234.5, characters=3),
        "Voice": session.voices()[0],
    }
    assert set(values) == {name for _, name in displays.SHOWN}
    for value in values.values():
        data = shown(shell, value)
        assert data["text/html"].lstrip().startswith("<")
        assert data["text/plain"]
    assert MIME_TYPE in shown(shell, values["Transcript"])
    assert "1,234.5 s" in shown(shell, values["Usage"])["text/plain"]
    assert "CC0" in shown(shell, values["Voice"])["text/html"]


def test_the_names_are_those_of_real_classes() -> None:
    """They are registered as text, which no import would check."""
    import importlib

    for module, name in displays.SHOWN:
        assert isinstance(getattr(importlib.import_module(module), name), type)


def test_a_terminal_encodes_no_audio(
    shell: Any, session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows text only, and that costs nothing."""
    monkeypatch.setattr(shell.display_formatter, "active_types", ["text/plain"])
    monkeypatch.setattr(embedding, "_make", lambda clip: pytest.fail("audio was encoded"))
    data = shown(shell, session.transcribe(tone(0.1)))
    assert "text/html" not in data or "audio" not in data["text/html"]
    assert data["text/plain"].startswith("tone · 0:00 · en")
    assert shown(shell, session.speak("Hello"))["text/plain"].startswith("Speech")
    assert shown(shell, tone(0.1))["text/plain"].startswith("Audio")


def test_nothing_used_is_said(shell: Any) -> None:
    """Instead of an empty table."""
    assert "was used" in shown(shell, Usage())["text/plain"]
