"""SubRip subtitles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError
from conduit_nb.core.formats._cues import blocks, clock, cue_text, in_order, seconds, split_cue
from conduit_nb.core.transcript import Segment

if TYPE_CHECKING:
    from conduit_nb.core.transcript import Transcript

__all__ = ["read", "write"]


def write(transcript: Transcript) -> str:
    """Returns numbered cues, one a segment that has text; the speaker, if any, stands before it."""
    cues: list[str] = []
    for segment in transcript.segments:
        text = cue_text(segment.text)
        if not text:
            continue
        speaker = " ".join((segment.speaker or "").split())
        spoken = f"{speaker}: {text}" if speaker else text
        span = f"{clock(segment.start, ',')} --> {clock(segment.end, ',')}"
        cues.append(f"{len(cues) + 1}\n{span}\n{spoken}\n")
    return "\n".join(cues)


def read(text: str) -> Transcript:
    """Returns the transcript that SubRip cues hold; speakers stay where they are, in the text.

    Raises:
        UserError: If a cue has no times.
    """
    return in_order(_cue(block) for block in blocks(text))


def _cue(block: str) -> Segment:
    cue = split_cue(block)
    if cue is None:
        raise UserError(f"{block[:40]!r} is not a SubRip cue; a cue has a line with -->.")
    times, text = cue
    start, _, end = times.partition("-->")
    # Some writers put the place on the screen after the end: X1:100 X2:200 ...
    return Segment(text=text, start=seconds(start), end=seconds(end.partition(" X")[0]))
