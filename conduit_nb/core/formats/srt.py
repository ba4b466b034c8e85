"""SubRip subtitles."""

from __future__ import annotations

import re

from conduit_nb.core.errors import UserError
from conduit_nb.core.formats._cues import clock, seconds
from conduit_nb.core.transcript import Segment, Transcript

__all__ = ["read", "write"]


def write(transcript: Transcript) -> str:
    """Returns numbered cues, one a segment; a blank line inside a cue would end it, so none is."""
    cues = []
    for number, segment in enumerate((s for s in transcript.segments if s.text.strip()), 1):
        text = re.sub(r"\n\s*\n", "\n", segment.text.strip())
        spoken = f"{segment.speaker}: {text}" if segment.speaker else text
        span = f"{clock(segment.start, ',')} --> {clock(segment.end, ',')}"
        cues.append(f"{number}\n{span}\n{spoken}\n")
    return "\n".join(cues)


def read(text: str) -> Transcript:
    """Returns the transcript that SubRip cues hold.

    Raises:
        UserError: If a cue has no times.
    """
    segments = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").lstrip("\ufeff").strip()):
        lines = block.split("\n")
        span = next((line for line in lines[:2] if "-->" in line), None)
        if span is None:
            raise UserError(f"{lines[0][:40]!r} is not a SubRip cue; a cue has a line with -->.")
        start, _, end = span.partition("-->")
        body = "\n".join(lines[lines.index(span) + 1 :])
        segments.append(Segment(text=body, start=seconds(start), end=seconds(end)))
    return Transcript(segments=tuple(segments), duration=max((s.end for s in segments), default=0))
