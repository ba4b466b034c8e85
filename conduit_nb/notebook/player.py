"""Speech and audio as outputs: a player with the waveform above it, and plain text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import one_line
from conduit_nb.core.html import timestamp
from conduit_nb.notebook.embedding import Embedded, embed
from conduit_nb.notebook.style import ACCENT, STYLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conduit_nb.core.audio import AudioClip
    from conduit_nb.core.speech import Speech

__all__ = ["clip_bundle", "clip_text", "speech_bundle", "speech_text"]

TEXT_SHOWN = 1_000  # characters of a spoken text that an output repeats
OUTLINE_HEIGHT = 40


def speech_bundle(speech: Speech) -> dict[str, Any]:
    """Returns spoken text with its player."""
    voice = f"voice {speech.voice}"
    footer = [voice, *([speech.call.summary()] if speech.call else [])]
    body = (
        f'<blockquote class="cnb-said">{escape(_shortened(speech.text))}</blockquote>'
        f"{_player(speech.audio, f'Speech, {voice}')}"
        f"{_warnings(speech.warnings)}"
        f'<p class="cnb-quiet">{escape(" · ".join(footer))}</p>'
    )
    return {"text/html": _box(body, "Speech"), "text/plain": speech_text(speech)}


def speech_text(speech: Speech) -> str:
    """Returns what was said, by whom and for how long, for terminals."""
    lines = [
        f"Speech · {timestamp(speech.duration)} ({speech.duration:.1f} s) · "
        f"voice {one_line(speech.voice)}",
        one_line(_shortened(speech.text)),
        *(f"Note: {one_line(warning)}" for warning in speech.warnings),
    ]
    if speech.audio.path is not None:
        lines.append(one_line(str(speech.audio.path)))
    if speech.call is not None:
        lines.append(speech.call.summary())
    return "\n".join(lines)


def clip_bundle(clip: AudioClip) -> dict[str, Any]:
    """Returns a clip with its player."""
    facts = f"{timestamp(clip.duration)} · {clip.format}"
    body = (
        f'<p class="cnb-name">{escape(clip.name)}</p>'
        f"{_player(clip, clip.name)}"
        f"{_warnings(clip.source.warnings())}"
        f'<p class="cnb-quiet">{escape(facts)}</p>'
    )
    return {"text/html": _box(body, "Audio"), "text/plain": clip_text(clip)}


def clip_text(clip: AudioClip) -> str:
    """Returns the clip's name or path, its length and its format, for terminals."""
    name = one_line(str(clip.path or clip.name))
    return f"Audio · {name} · {timestamp(clip.duration)} ({clip.duration:.1f} s) · {clip.format}"


def _player(clip: AudioClip, label: str) -> str:
    sound = embed(clip)
    if sound.data is None:
        return f'<p class="cnb-quiet">{escape(sound.note or "")}</p>'
    return (
        f"{outline(sound.peaks or ())}"
        f'<audio controls preload="metadata" aria-label="{escape(label)}" src="{_url(sound)}">'
        "This page cannot play audio.</audio>"
    )


def outline(peaks: Sequence[int]) -> str:
    """Returns a waveform as inline SVG: a bar a peak, drawn around the middle."""
    middle = OUTLINE_HEIGHT / 2
    bars = "".join(
        f"M{at} {middle - reach:g}V{middle + reach:g}"
        for at, reach in enumerate(max(0.5, peak / 100 * middle) for peak in peaks)
    )
    return (
        f'<svg class="cnb-outline" viewBox="0 0 {max(len(peaks), 1)} {OUTLINE_HEIGHT}" '
        'preserveAspectRatio="none" role="img" aria-label="Waveform">'
        f'<path d="{bars}" stroke="var(--jp-brand-color1,{ACCENT})" stroke-width="0.8" '
        'fill="none" transform="translate(.5 0)"/></svg>'
    )


def _url(sound: Embedded) -> str:
    return escape(sound.url)


def _warnings(warnings: Sequence[str]) -> str:
    if not warnings:
        return ""
    items = "".join(f"<li>{escape(warning)}</li>" for warning in warnings)
    return f'<ul class="cnb-quiet cnb-list">{items}</ul>'


def _box(body: str, label: str) -> str:
    return f'{STYLE}<section class="cnb cnb-box" aria-label="{label}">{body}</section>'


def _shortened(text: str) -> str:
    left_out = len(text) - TEXT_SHOWN
    return text if left_out <= 0 else f"{text[:TEXT_SHOWN]}… ({left_out:,} more characters)"
