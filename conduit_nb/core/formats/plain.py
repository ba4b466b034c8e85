"""Plain text: a line a segment, the speaker first where there is one."""

from __future__ import annotations

from conduit_nb.core.transcript import Segment, Transcript

__all__ = ["read", "write"]


def write(transcript: Transcript) -> str:
    """Returns one line a segment."""
    return "\n".join(
        f"{segment.speaker}: {segment.text}" if segment.speaker else segment.text
        for segment in transcript.segments
    )


def read(text: str) -> Transcript:
    """Returns a transcript with a segment a line; plain text has no times, so all are 0."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    segments = tuple(Segment(text=line, start=0.0, end=0.0) for line in lines)
    return Transcript(segments=segments, duration=0.0)
