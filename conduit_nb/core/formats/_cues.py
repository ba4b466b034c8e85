"""What SubRip and WebVTT share: cue times, cue text and blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError
from conduit_nb.core.transcript import Segment, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["blocks", "clock", "cue_text", "in_order", "seconds", "split_cue"]

_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})")


def blocks(text: str) -> list[str]:
    """Returns the parts that blank lines divide, whatever ends a line."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return [block.strip("\n") for block in re.split(r"\n[ \t]*\n", unified) if block.strip()]


def split_cue(block: str) -> tuple[str, str] | None:
    """Returns a cue's line of times and its text; None for a block that is no cue.

    One line may stand before the times: the cue's number or name.
    """
    lines = block.split("\n")
    for at, line in enumerate(lines[:2]):
        if "-->" in line:
            return line, "\n".join(lines[at + 1 :])
    return None


def cue_text(text: str) -> str:
    """Returns `text` as it can stand in a cue: no blank line, which would end the cue, no NUL."""
    lines = (line.strip() for line in text.replace("\0", "\ufffd").splitlines())
    return "\n".join(line for line in lines if line)


def in_order(segments: Iterable[Segment]) -> Transcript:
    """Returns a transcript of cues, which in files may stand in any order."""
    ordered = tuple(sorted(segments, key=lambda segment: segment.start))
    return Transcript(segments=ordered, duration=max((s.end for s in ordered), default=0.0))


def clock(time: float, decimal_mark: str) -> str:
    """Returns seconds as HH:MM:SS and milliseconds after `decimal_mark`."""
    milliseconds = round(time * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{decimal_mark}{rest % 1000:03}"


def seconds(text: str) -> float:
    """Returns the seconds that a cue time names.

    Raises:
        UserError: If it is not a cue time.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise UserError(f"{text.strip()!r} is not a cue time such as 00:01:02.500.")
    hours, minutes, whole, milliseconds = (int(group or 0) for group in match.groups())
    # One division at the end: the same float that the milliseconds came from.
    return ((hours * 60 + minutes) * 60_000 + whole * 1000 + milliseconds) / 1000
