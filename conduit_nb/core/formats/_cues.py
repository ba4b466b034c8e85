"""What SubRip and WebVTT share: cue times and cue text."""

from __future__ import annotations

import re

from conduit_nb.core.errors import UserError

__all__ = ["clock", "seconds"]

_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})")


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
    return hours * 3600 + minutes * 60 + whole + milliseconds / 1000
