"""The seams of the house: what an engine, a store or an observer must offer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from concurrent.futures import Future

    from conduit_nb.core.audio import FloatArray
    from conduit_nb.core.calls import CallIntent, CallOutcome
    from conduit_nb.core.capabilities import Capabilities
    from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
    from conduit_nb.core.speech import Voice
    from conduit_nb.core.transcript import Segment

__all__ = [
    "AudioChunk",
    "CallRecorder",
    "Observer",
    "Partial",
    "Progress",
    "ProgressReporter",
    "Recognition",
    "SpeechToText",
    "TextToSpeech",
    "VoiceActivityDetector",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A segment as it stands; it may still change until `final`.

    Attributes:
        index: The segment's number; a later partial with the same number replaces it.
        segment: Its text and times.
        final: True when it will not change any more.
        position: Seconds of audio heard so far.
    """

    index: int
    segment: Segment
    final: bool
    position: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a speech-to-text engine returns at its end.

    Attributes:
        segments: The stretches of speech in the order of their start.
        audio_seconds: Seconds of audio that were really decoded.
        language: BCP 47 code, where it is known.
        warnings: What a reader should know, one sentence each.
    """

    segments: tuple[Segment, ...]
    audio_seconds: float
    language: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioChunk:
    """A piece of synthesised speech, ready to play.

    Attributes:
        pcm: int16 samples of one channel, shape (frames,).
        sample_rate_hz: Sample frames per second.
        characters: How many characters of the text have been spoken once this has played.
        warnings: What a listener should know of this piece.
    """

    pcm: Any
    sample_rate_hz: int
    characters: int
    warnings: tuple[str, ...] = ()


class SpeechToText(Protocol):
    """A local recogniser; blocking, called in a worker thread, one call at a time a model."""

    capabilities: Capabilities

    def load(self) -> None:
        """Finds and loads the weights; the second call does nothing.

        Raises:
            EngineError: If the weights are missing, damaged, or the runtime is not installed.
        """
        ...

    def weights_note(self) -> str:
        """Returns where the weights are and how they were checked, without loading them.

        Raises:
            EngineError: If they are missing or damaged.
        """
        ...

    def transcribe(self, request: TranscribeRequest) -> Generator[Partial, None, Recognition]:
        """Yields partials as they come and returns the whole; closing it cancels the work."""
        ...


class TextToSpeech(Protocol):
    """A local synthesiser; blocking, called in a worker thread, one call at a time a model."""

    capabilities: Capabilities

    def load(self) -> None:
        """Finds and loads the default voice; the second call does nothing.

        Raises:
            EngineError: If the voice is missing, damaged, or the runtime is not installed.
        """
        ...

    def weights_note(self) -> str:
        """Returns where the weights are and how they were checked, without loading them.

        Raises:
            EngineError: If they are missing or damaged.
        """
        ...

    def voices(self) -> tuple[Voice, ...]:
        """Returns the voices that can be asked for without a download."""
        ...

    def check(self, request: SpeakRequest) -> None:
        """Raises what is wrong with the request, before anything is recorded or synthesised.

        Raises:
            UserError: If the voice is unknown, or nothing in the text can be spoken.
        """
        ...

    def synthesize(self, request: SpeakRequest) -> Iterator[AudioChunk]:
        """Yields audio piece by piece, a sentence or a clause each; closing it cancels the work."""
        ...


class VoiceActivityDetector(Protocol):
    """Tells speech from the rest, frame by frame."""

    frame_samples: int
    sample_rate_hz: int

    def probability(self, frame: FloatArray) -> float:
        """Returns the probability in [0, 1] that the frame (shape (frame_samples,)) is speech."""
        ...

    def reset(self) -> None:
        """Forgets what was heard, before another recording."""
        ...


class CallRecorder(Protocol):
    """The ledger as the pipeline sees it; a future is done when the entry is durable."""

    def reserve(self, intent: CallIntent) -> Future[None]:
        """Records what is about to happen."""
        ...

    def settle(self, outcome: CallOutcome) -> Future[None]:
        """Records what happened."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a call is.

    Attributes:
        done: Seconds of audio or characters of text done.
        total: Seconds or characters in all.
        unit: ``s`` or ``characters``.
        partial: The newest text, where there is one.
        chunk: The newest audio, where there is one.
    """

    done: float
    total: float
    unit: str
    partial: Partial | None = None
    chunk: AudioChunk | None = None


ProgressReporter: TypeAlias = Callable[[Progress], None]
Observer: TypeAlias = Callable[["CallOutcome"], None]
