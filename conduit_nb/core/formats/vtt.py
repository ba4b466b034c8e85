"""WebVTT subtitles (https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

import html
import re

from conduit_nb.core.errors import UserError
from conduit_nb.core.formats._cues import clock, seconds
from conduit_nb.core.transcript import Segment, Transcript

__all__ = ["read", "write"]

_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"<[^>]*>")


def write(transcript: Transcript) -> str:
    """Returns WebVTT, one cue a segment, speakers as voice spans, text escaped."""
    cues = ["WEBVTT\n"]
    for segment in transcript.segments:
        if not segment.text.strip():
            continue
        text = html.escape(re.sub(r"\n\s*\n", "\n", segment.text.strip()), quote=False)
        if segment.speaker:
            speaker = html.escape(" ".join(segment.speaker.split()), quote=False)
            text = f"<v {speaker}>{text}"
        cues.append(f"{clock(segment.start, '.')} --> {clock(segment.end, '.')}\n{text}\n")
    return "\n".join(cues)


def read(text: str) -> Transcript:
    """Returns the transcript that WebVTT cues hold; notes, styles and regions are passed over.

    Raises:
        UserError: If the text does not begin with WEBVTT.
    """
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").lstrip("\ufeff").strip())
    if not blocks[0].startswith("WEBVTT"):
        raise UserError("the text is not WebVTT; it must begin with the word WEBVTT.")
    segments = [_cue(block) for block in blocks if "-->" in block]
    return Transcript(segments=tuple(segments), duration=max((s.end for s in segments), default=0))


def _cue(block: str) -> Segment:
    lines = block.split("\n")
    at = next(index for index, line in enumerate(lines) if "-->" in line)
    start, _, rest = lines[at].partition("-->")
    body = "\n".join(lines[at + 1 :])
    voice = _VOICE.search(body)
    return Segment(
        text=html.unescape(_TAG.sub("", body)),
        start=seconds(start),
        end=seconds(rest.split()[0]),
        speaker=html.unescape(voice.group(1)).strip() if voice else None,
    )
