"""Plain HTML for values: no script, no style sheet, no dependency, every text escaped.

The notebook room shows more (a player, a waveform); this is what any other front end gets.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conduit_nb.core.audio import AudioClip
    from conduit_nb.core.calls import Call
    from conduit_nb.core.speech import Speech
    from conduit_nb.core.transcript import Transcript

__all__ = ["clip_html", "speech_html", "timestamp", "transcript_html"]


def timestamp(seconds: float) -> str:
    """Returns seconds as M:SS, or H:MM:SS from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def transcript_html(transcript: Transcript) -> str:
    """Returns the transcript as a list of segments with their times."""
    rows = "".join(
        f"<li><time>{timestamp(segment.start)}</time> "
        + (f"<b>{escape(segment.speaker)}</b> " if segment.speaker else "")
        + f"{escape(segment.text)}</li>"
        for segment in transcript.segments
    )
    body = f"<ol>{rows}</ol>" if rows else "<p><em>No speech was found.</em></p>"
    head = f"<p><b>{escape(transcript.name)}</b></p>"
    return f"<section>{head}{body}{_footer(transcript.call)}</section>"


def speech_html(speech: Speech) -> str:
    """Returns what was said, by whom and for how long."""
    head = f"<p><b>{escape(speech.voice)}</b>, {timestamp(speech.duration)}</p>"
    body = f"<blockquote>{escape(speech.text)}</blockquote>"
    return f"<section>{head}{body}{_footer(speech.call)}</section>"


def clip_html(clip: AudioClip) -> str:
    """Returns the clip's name, length and format."""
    return (
        f"<section><p><b>{escape(clip.name)}</b>, {timestamp(clip.duration)}, "
        f"{escape(str(clip.format))}</p></section>"
    )


def _footer(call: Call | None) -> str:
    return f"<p><small>{escape(call.summary())}</small></p>" if call else ""
