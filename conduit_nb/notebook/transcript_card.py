"""A transcript as an output: data for JupyterLab's renderer, a page's card, and plain text."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import one_line
from conduit_nb.core.html import timestamp, transcript_html
from conduit_nb.notebook.embedding import Embedded, embed

if TYPE_CHECKING:
    from conduit_nb.core.transcript import Segment, Transcript

__all__ = ["MIME_TYPE", "transcript_bundle", "transcript_text"]

MIME_TYPE = "application/vnd.conduit.transcript+json"
VERSION = 1


def transcript_bundle(transcript: Transcript) -> dict[str, Any]:
    """Returns the transcript in the three forms that front ends can choose from."""
    data = transcript_data(transcript)
    return {
        MIME_TYPE: data,
        "text/html": transcript_page(transcript, data),
        "text/plain": transcript_text(transcript),
    }


def transcript_data(transcript: Transcript) -> dict[str, Any]:
    """Returns what the transcript renderer draws, as JSON values."""
    sound = embed(transcript.audio) if transcript.audio else Embedded()
    footer = {}
    if transcript.call is not None:
        footer = {
            "model": transcript.call.model,
            "cost": str(transcript.call.cost),
            "elapsed": f"{transcript.call.latency:.2f} s",
        }
    return {
        "version": VERSION,
        "title": transcript.name,
        "language": transcript.language,
        "duration": round(transcript.duration, 3),
        "segments": [_segment(segment) for segment in transcript.segments],
        "audio": None if sound.data is None else {"mime": sound.mime, "data": sound.data},
        "peaks": None if sound.peaks is None else list(sound.peaks),
        "footer": footer,
        "warnings": list(transcript.warnings),
        "note": sound.note,
    }


def transcript_page(transcript: Transcript, data: dict[str, Any]) -> str:
    """Returns the transcript as HTML that brings its own script; plain HTML where none runs."""
    # In a script element only `</` ends the data; escaped as \\u003c it is still the same JSON.
    safe = json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT)
    style, script = _assets()
    return (
        f'<div class="cnb-transcript-root">{transcript_html(transcript)}'
        f'<script type="{MIME_TYPE}">{safe}</script></div>'
        f"<style>{style}</style><script>{script}</script>"
    )


def transcript_text(transcript: Transcript) -> str:
    """Returns the transcript with its times, for terminals; nothing in it can steer one."""
    head = [transcript.name, timestamp(transcript.duration), transcript.language or ""]
    lines = [" · ".join(one_line(part) for part in head if part)]
    width = len(timestamp(transcript.duration))
    for segment in transcript.segments:
        who = f"{segment.speaker}: " if segment.speaker else ""
        lines.append(f"{timestamp(segment.start):>{width}}  {one_line(who + segment.text)}")
    if not transcript.segments:
        lines.append("No speech was found.")
    lines += [f"Note: {one_line(warning)}" for warning in transcript.warnings]
    if transcript.call is not None:
        lines.append(transcript.call.summary())
    return "\n".join(lines)


_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "start": round(segment.start, 3),
        "end": round(segment.end, 3),
        "speaker": segment.speaker,
        "text": segment.text,
        "words": [
            {
                "start": round(word.start, 3),
                "end": round(word.end, 3),
                "text": word.text,
                "confidence": word.confidence,
            }
            for word in segment.words
        ],
    }


@functools.cache
def _assets() -> tuple[str, str]:
    folder = resources.files("conduit_nb.notebook") / "widgets" / "static"
    style = (folder / "transcript.css").read_text(encoding="utf-8").strip()
    script = (folder / "transcript.js").read_text(encoding="utf-8").strip()
    # Neither asset may end its own element early.
    return style.replace("</", "<\\/"), script.replace("</script", "<\\/script")
