"""WebVTT subtitles (https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError
from conduit_nb.core.formats._cues import blocks, clock, cue_text, in_order, seconds, split_cue
from conduit_nb.core.transcript import Segment

if TYPE_CHECKING:
    from conduit_nb.core.transcript import Transcript

__all__ = ["read", "write"]

_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"<[^>]*>")


def write(transcript: Transcript) -> str:
    """Returns WebVTT, one cue a segment that has text, speakers as voice spans, text escaped."""
    cues = ["WEBVTT\n"]
    for segment in transcript.segments:
        text = html.escape(cue_text(segment.text), quote=False)
        if not text:
            continue
        speaker = html.escape(" ".join((segment.speaker or "").split()), quote=False)
        if speaker:
            text = f"<v {speaker}>{text}"
        cues.append(f"{clock(segment.start, '.')} --> {clock(segment.end, '.')}\n{text}\n")
    return "\n".join(cues)


def read(text: str) -> Transcript:
    """Returns the transcript that WebVTT cues hold; notes, styles and regions are passed over.

    Raises:
        UserError: If the text does not begin with WEBVTT, or a cue's times are none.
    """
    parts = blocks(text)
    if not parts or not re.match(r"WEBVTT(?:[ \t\n]|$)", parts[0]):
        raise UserError("the text is not WebVTT; it must begin with the word WEBVTT.")
    cues = (split_cue(part) for part in parts[1:])
    return in_order(_segment(*cue) for cue in cues if cue is not None)


def _segment(times: str, body: str) -> Segment:
    start, _, rest = times.partition("-->")
    end, *_ = rest.split() or [""]  # settings such as align:left may follow
    voice = _VOICE.search(body)
    return Segment(
        text=html.unescape(_TAG.sub("", body)),
        start=seconds(start),
        end=seconds(end),
        speaker=(html.unescape(voice.group(1)).strip() or None) if voice else None,
    )
