"""How the values are shown in a notebook; registered by name, so that none of them is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from IPython.core.interactiveshell import InteractiveShell

    from conduit_nb.core.audio import AudioClip
    from conduit_nb.core.capabilities import Capabilities
    from conduit_nb.core.speech import Speech, Voice
    from conduit_nb.core.transcript import Transcript
    from conduit_nb.core.usage import Usage
    from conduit_nb.notebook.tables import Table

__all__ = ["SHOWN", "register", "unregister"]


def register(shell: InteractiveShell) -> None:
    """Makes the shell show the values with players, tables and waveforms."""
    formatter = _formatter(shell)
    for (module, name), show in SHOWN.items():
        formatter.for_type_by_name(module, name, _for(shell, show))


def unregister(shell: InteractiveShell) -> None:
    """Makes the shell show the values as Python does."""
    formatter = _formatter(shell)
    for module, name in SHOWN:
        formatter.pop(f"{module}.{name}", None)


def _formatter(shell: InteractiveShell) -> Any:
    display: Any = shell.display_formatter  # None only while the shell is being made
    return display.mimebundle_formatter


def _for(shell: InteractiveShell, show: Callable[[Any, bool], dict[str, Any]]) -> Any:
    """Returns a formatter: in a terminal only text is made, so that no audio is encoded there."""

    def bundle(value: Any, **_: object) -> dict[str, Any]:
        display = shell.display_formatter
        return show(value, display is None or "text/html" in display.active_types)

    return bundle


def _transcript(value: Transcript, rich: bool) -> dict[str, Any]:
    from conduit_nb.notebook.transcript_card import transcript_bundle, transcript_text

    return transcript_bundle(value) if rich else {"text/plain": transcript_text(value)}


def _speech(value: Speech, rich: bool) -> dict[str, Any]:
    from conduit_nb.notebook.player import speech_bundle, speech_text

    return speech_bundle(value) if rich else {"text/plain": speech_text(value)}


def _clip(value: AudioClip, rich: bool) -> dict[str, Any]:
    from conduit_nb.notebook.player import clip_bundle, clip_text

    return clip_bundle(value) if rich else {"text/plain": clip_text(value)}


def _voice(value: Voice, rich: bool) -> dict[str, Any]:  # noqa: ARG001
    from conduit_nb.notebook.tables import facts

    pairs = [
        ("id", value.id),
        ("model", value.model),
        ("language", value.language),
        ("sample rate", f"{value.sample_rate_hz:,} Hz"),
        ("licence", value.licence),
        *([("note", value.note)] if value.note else []),
    ]
    return _both(facts(f"Voice {value.name}", pairs))


def _capabilities(value: Capabilities, rich: bool) -> dict[str, Any]:  # noqa: ARG001
    from conduit_nb.notebook.abilities import sheet

    return _both(sheet(value))


def _usage(value: Usage, rich: bool) -> dict[str, Any]:  # noqa: ARG001
    from conduit_nb.notebook.tables import facts

    measures = [
        ("audio", value.audio_seconds, " s"),
        ("text", value.characters, " characters"),
        ("tokens in", value.input_tokens, ""),
        ("tokens out", value.output_tokens, ""),
    ]
    pairs = [(name, f"{amount:,}{unit}") for name, amount, unit in measures if amount is not None]
    return _both(facts("Usage", pairs or [("nothing", "was used")]))


def _both(table: Table) -> dict[str, Any]:
    return {"text/html": table.html(), "text/plain": table.text()}


SHOWN: Mapping[tuple[str, str], Callable[[Any, bool], dict[str, Any]]] = {
    ("conduit_nb.core.audio", "AudioClip"): _clip,
    ("conduit_nb.core.capabilities", "Capabilities"): _capabilities,
    ("conduit_nb.core.speech", "Speech"): _speech,
    ("conduit_nb.core.speech", "Voice"): _voice,
    ("conduit_nb.core.transcript", "Transcript"): _transcript,
    ("conduit_nb.core.usage", "Usage"): _usage,
}
