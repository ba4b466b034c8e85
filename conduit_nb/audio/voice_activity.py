"""From probabilities of speech to spans of speech: the state machine behind any detector.

A detector gives one probability a frame. Speech begins at a frame of at least `threshold`; it ends
when the probability has stayed below `release` for `min_silence`. Speech shorter than `min_speech`
is noise. A span longer than `max_speech` is cut at its least speech-like frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conduit_nb.audio.waveform import rms_db
from conduit_nb.core.audio import check_sample_rate
from conduit_nb.core.checks import check_range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conduit_nb.core.audio import FloatArray

__all__ = [
    "SpeechEvent",
    "SpeechEventKind",
    "SpeechSpan",
    "VoiceActivity",
    "VoiceActivitySettings",
    "is_silent",
    "spans",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceActivitySettings:
    """How probabilities become spans.

    Attributes:
        threshold: Probability from which a frame is speech, 0 to 1.
        release: Probability below which speech may end, 0 to `threshold`.
        min_speech: Shortest speech that counts, in seconds.
        min_silence: Silence that ends a span, in seconds.
        padding: Seconds added at both ends of a span, as far as there is room.
        max_speech: Longest span in seconds, padding included, at least 1 and 4 times `padding`;
            None for no limit.
        frame_samples: Samples that one probability stands for, at most a quarter second.
        sample_rate_hz: Samples per second.
    """

    threshold: float = 0.5
    release: float = 0.35
    min_speech: float = 0.25
    min_silence: float = 0.1
    padding: float = 0.03
    max_speech: float | None = None
    frame_samples: int = 512
    sample_rate_hz: int = 16_000

    def __post_init__(self) -> None:
        check_range("threshold", self.threshold, low=0.0, high=1.0)
        check_range("release", self.release, low=0.0, high=self.threshold)
        check_range("min_speech", self.min_speech, low=0.0, unit="s")
        check_range("min_silence", self.min_silence, low=0.0, unit="s")
        check_range("padding", self.padding, low=0.0, unit="s")
        check_sample_rate("sample_rate_hz", self.sample_rate_hz)
        quarter = self.sample_rate_hz // 4
        check_range("frame_samples", self.frame_samples, low=1, high=quarter, whole=True)
        if self.max_speech is not None:
            check_range("max_speech", self.max_speech, low=max(1.0, 4 * self.padding), unit="s")

    def samples(self, seconds: float) -> int:
        """Returns how many samples `seconds` are."""
        return round(seconds * self.sample_rate_hz)


@dataclass(frozen=True, slots=True)
class SpeechSpan:
    """A stretch of speech: samples from `start` up to, not including, `end`."""

    start: int
    end: int


class SpeechEventKind(StrEnum):
    """What happened."""

    STARTED = "started"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SpeechEvent:
    """Speech started or ended at a sample, padding included; the two kinds take turns."""

    kind: SpeechEventKind
    sample: int


class VoiceActivity:
    """Turns probabilities into events as they come; no event is ever taken back.

    A start is told once the speech is long enough to count, an end once it is certain that its
    padding meets no other span.
    """

    def __init__(self, settings: VoiceActivitySettings | None = None) -> None:
        self.settings = settings or VoiceActivitySettings()
        self._min_speech = self.settings.samples(self.settings.min_speech)
        self._min_silence = self.settings.samples(self.settings.min_silence)
        self._padding = self.settings.samples(self.settings.padding)
        self._longest: int | None = None
        if self.settings.max_speech is not None:
            self._longest = self.settings.samples(self.settings.max_speech) - 2 * self._padding
        self.reset()

    def reset(self) -> None:
        """Forgets what was heard, before another recording."""
        self._position = 0  # Sample at which the next frame begins.
        self._running = False  # Whether there is speech, long enough to count or not yet.
        self._start = 0  # Where the running speech began.
        self._told = False  # Whether its start was told.
        self._quiet: int | None = None  # Where the running speech perhaps ended.
        self._ended: int | None = None  # End of the last span, not told yet.
        self._heard: list[float] = []  # Probabilities of the running speech, if it can be cut.

    def push(self, probability: float) -> list[SpeechEvent]:
        """Returns what the next frame brings to light, often nothing."""
        now = self._position
        self._position += self.settings.frame_samples
        events: list[SpeechEvent] = []
        if probability >= self.settings.threshold:
            self._quiet = None
            if not self._running:
                self._running, self._start, self._told, self._heard = True, now, False, []
        if self._running:
            self._run(now, probability, events)
        self._settle(now, events)
        return events

    def flush(self, total_samples: int | None = None) -> list[SpeechEvent]:
        """Returns the last events, and forgets all.

        Args:
            total_samples: Where the recording ended, inside the last frame; without it, at the
                frame's end.
        """
        total = self._position if total_samples is None else total_samples
        events: list[SpeechEvent] = []
        if self._running:
            self._end(total, events)
        if self._ended is not None:
            end = min(total, self._ended + self._padding)
            events.append(SpeechEvent(SpeechEventKind.ENDED, end))
        self.reset()
        return events

    def _run(self, now: int, probability: float, events: list[SpeechEvent]) -> None:
        """Carries the running speech on by a frame that begins at `now`."""
        if probability < self.settings.release:
            if self._quiet is None:
                self._quiet = now
            if now - self._quiet >= self._min_silence:
                self._end(self._quiet, events)
                return
        elif self._quiet is None and now - self._start > self._min_speech:
            self._tell_start(events)
        if self._longest is None:
            return
        self._heard.append(probability)
        if self._position - self._start > self._longest:
            if self._quiet is None:
                self._cut(events)
            else:
                self._end(self._quiet, events)

    def _end(self, at: int, events: list[SpeechEvent]) -> None:
        """Ends the running speech; one that was too short never happened."""
        if self._told or at - self._start > self._min_speech:
            self._tell_start(events)
            self._ended = at
        self._running, self._quiet = False, None

    def _cut(self, events: list[SpeechEvent]) -> None:
        """Ends the running speech at its least speech-like frame; the next span begins there.

        The first half is left alone, so that a pause early on does not make a crumb of a span.
        """
        half = len(self._heard) // 2
        at = min(range(half, len(self._heard)), key=self._heard.__getitem__)
        self._tell_start(events)
        self._start += at * self.settings.frame_samples
        self._heard = self._heard[at:]
        events.append(SpeechEvent(SpeechEventKind.ENDED, self._start))
        events.append(SpeechEvent(SpeechEventKind.STARTED, self._start))

    def _tell_start(self, events: list[SpeechEvent]) -> None:
        """Tells the running speech's start, after the end of the span before it."""
        if self._told:
            return
        self._told = True
        before = min(self._padding, self._start)
        if self._ended is not None:
            # Two spans closer than both their paddings share the silence between them.
            silence = self._start - self._ended
            after = before = min(self._padding, silence // 2)
            events.append(SpeechEvent(SpeechEventKind.ENDED, self._ended + after))
            self._ended = None
        events.append(SpeechEvent(SpeechEventKind.STARTED, self._start - before))

    def _settle(self, now: int, events: list[SpeechEvent]) -> None:
        """Tells the last end once no later speech can want a part of its padding."""
        if self._ended is None:
            return
        next_start = self._start if self._running else now
        if next_start - self._ended >= 2 * self._padding:
            events.append(SpeechEvent(SpeechEventKind.ENDED, self._ended + self._padding))
            self._ended = None


def spans(
    probabilities: Iterable[float],
    settings: VoiceActivitySettings | None = None,
    total_samples: int | None = None,
) -> list[SpeechSpan]:
    """Returns the spans of speech, in order, apart from each other, within the recording.

    Args:
        probabilities: One a frame.
        settings: How they become spans.
        total_samples: Length of the recording; without it, of all frames together.
    """
    machine = VoiceActivity(settings)
    events = [event for probability in probabilities for event in machine.push(probability)]
    events += machine.flush(total_samples)
    marks = [event.sample for event in events]
    return [SpeechSpan(start, end) for start, end in zip(marks[::2], marks[1::2], strict=True)]


def is_silent(block: FloatArray, threshold_db: float = -60.0) -> bool:
    """Returns whether a block's level is below `threshold_db` (dB of full scale, RMS).

    Asked before a model is run, it makes hours of digital silence cost next to nothing.
    """
    return rms_db(block) < threshold_db
