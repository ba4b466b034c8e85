"""A transcript: segments of text with their times, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conduit_nb.core.checks import check_range
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from conduit_nb.core.audio import AudioClip
    from conduit_nb.core.calls import Call
    from conduit_nb.core.route import Plan
    from conduit_nb.core.usage import Cost, Usage

__all__ = ["Segment", "Transcript", "Word"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and when it was said.

    Attributes:
        text: The word as written, without surrounding space.
        start: Seconds from the start of the audio.
        end: Seconds from the start of the audio, not before `start`.
        confidence: The model's own estimate in [0, 1], or None.
        speaker: Who said it, where speakers were told apart.
    """

    text: str
    start: float
    end: float
    confidence: float | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        _check_text(self.text)
        _check_span(self.start, self.end)
        if self.confidence is not None:
            check_range("confidence", self.confidence, low=0.0, high=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of speech: a sentence, a line or a turn.

    Attributes:
        text: What was said.
        start: Seconds from the start of the audio.
        end: Seconds from the start of the audio, not before `start`.
        speaker: Who said it, where speakers were told apart.
        words: Word times, where the model gives them and they were asked for.
        confidence: The model's own estimate in [0, 1], or None.
    """

    text: str
    start: float
    end: float
    speaker: str | None = None
    words: tuple[Word, ...] = ()
    confidence: float | None = None

    def __post_init__(self) -> None:
        _check_text(self.text)
        _check_span(self.start, self.end)
        if self.confidence is not None:
            check_range("confidence", self.confidence, low=0.0, high=1.0)

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start


def _check_text(text: object) -> None:
    if not isinstance(text, str):
        raise UserError(f"text is a {type(text).__name__}; it must be a string.")


def _check_span(start: float, end: float) -> None:
    check_range("start", start, low=0.0, unit="s")
    check_range("end", end, low=start, unit="s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What was said in a recording.

    Attributes:
        segments: The stretches of speech in the order of their start.
        duration: Length of the audio in seconds.
        language: BCP 47 code of the language, or None when it is not known.
        audio: The recording, kept for playback.
        warnings: What a reader should know, one sentence each.
        call: How it was made and what it cost; None for a transcript read from a file.
    """

    segments: tuple[Segment, ...]
    duration: float
    language: str | None = None
    audio: AudioClip | None = field(default=None, repr=False, compare=False)
    warnings: tuple[str, ...] = ()
    call: Call | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_range("duration", self.duration, low=0.0, unit="s")
        starts = [segment.start for segment in self.segments]
        if starts != sorted(starts):
            raise UserError("segments are not in order; sort them by their start.")

    @property
    def text(self) -> str:
        """The whole text, segments joined by a space."""
        return " ".join(segment.text for segment in self.segments if segment.text)

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of all segments."""
        return tuple(word for segment in self.segments for word in segment.words)

    @property
    def name(self) -> str:
        """What the recording is called."""
        return self.audio.name if self.audio else "transcript"

    @property
    def model(self) -> str | None:
        """Full name of the model that made it."""
        return self.call.model if self.call else None

    @property
    def cost(self) -> Cost | None:
        """What it cost."""
        return self.call.cost if self.call else None

    @property
    def usage(self) -> Usage | None:
        """What it used."""
        return self.call.usage if self.call else None

    @property
    def route(self) -> Plan | None:
        """Which models were considered, and why; `route.explain()` tells."""
        return self.call.plan if self.call else None

    def to_text(self) -> str:
        """Returns one line a segment, speakers first where they are known."""
        return self.to_format("text")

    def to_srt(self) -> str:
        """Returns SubRip subtitles."""
        return self.to_format("srt")

    def to_vtt(self) -> str:
        """Returns WebVTT subtitles."""
        return self.to_format("vtt")

    def to_json(self) -> str:
        """Returns JSON with segments, words and how it was made."""
        return self.to_format("json")

    def to_format(self, name: str) -> str:
        """Returns the transcript in the named format (see `conduit_nb.core.formats`).

        Raises:
            UserError: If there is no such format; the message names the known ones.
        """
        from conduit_nb.core import formats

        return formats.write(self, name)

    def to_frame(self, *, words: bool = False) -> pd.DataFrame:
        """Returns a pandas DataFrame, one row a segment (or a word), times in seconds."""
        from conduit_nb.core.frames import transcript_frame

        return transcript_frame(self, words=words)

    def save(self, path: str | Path) -> Path:
        """Writes the transcript in the format that the file's ending names, and returns the path.

        The file is written whole or not at all.

        Raises:
            UserError: If the ending names no known format.
        """
        from conduit_nb.core.formats import save

        return save(self, path)

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        from conduit_nb.core.html import transcript_html

        return transcript_html(self)
