"""Fakes of what a call passes through: the clock, the ledger, the engines and their registry."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conduit_nb.core.capabilities import Capabilities
from conduit_nb.core.protocols import AudioChunk, Partial, Recognition
from conduit_nb.core.speech import Voice
from conduit_nb.core.transcript import Segment
from conduit_nb.router.registry import EngineOptions, Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from conduit_nb.core.calls import CallIntent, CallOutcome
    from conduit_nb.core.requests import SpeakRequest, TranscribeRequest

__all__ = ["FakeClock", "FakeRegistry", "MemoryRecorder", "ScriptedRecogniser", "ScriptedVoice"]

RATE_HZ = 16_000


class FakeClock:
    """Tells a time that moves only when it is told to."""

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._start = start
        self.seconds = 0.0

    def advance(self, seconds: float) -> None:
        """Moves both clocks on."""
        self.seconds += seconds

    def monotonic(self) -> float:
        """Returns the seconds since the start."""
        return self.seconds

    def now(self) -> datetime:
        """Returns the date and time."""
        return self._start + timedelta(seconds=self.seconds)


@dataclass
class MemoryRecorder:
    """A ledger in a list; `fail_reserve` and `fail_settle` make it refuse."""

    intents: list[CallIntent] = field(default_factory=list)
    outcomes: list[CallOutcome] = field(default_factory=list)
    fail_reserve: Exception | None = None
    fail_settle: Exception | None = None

    def reserve(self, intent: CallIntent) -> Future[None]:
        """Records what is about to happen."""
        return self._keep(self.intents, intent, self.fail_reserve)

    def settle(self, outcome: CallOutcome) -> Future[None]:
        """Records what happened."""
        return self._keep(self.outcomes, outcome, self.fail_settle)

    @staticmethod
    def _keep(entries: list[Any], entry: Any, failure: Exception | None) -> Future[None]:
        future: Future[None] = Future()
        if failure is not None:
            future.set_exception(failure)
        else:
            entries.append(entry)
            future.set_result(None)
        return future


class ScriptedRecogniser:
    """A recogniser that hears what it was told to, a segment a second.

    Args:
        texts: What it hears.
        model: The full model name it goes by.
        failure: Raised after the first segment, if given.
        before_item: Called before each segment, for instance to advance a clock.
        able: Further capabilities.
    """

    def __init__(
        self,
        texts: Sequence[str] = ("hello",),
        *,
        model: str = "local/scripted",
        failure: Exception | None = None,
        before_item: Callable[[], None] = lambda: None,
        **able: Any,
    ) -> None:
        fields: dict[str, Any] = {"operations": frozenset({"transcribe"}), "local": True, **able}
        self.capabilities = Capabilities(model=model, **fields)
        self.runs = 0
        self.closed = 0
        self._texts = tuple(texts)
        self._failure = failure
        self._before_item = before_item

    def load(self) -> None:
        """Loads nothing."""

    def weights_note(self) -> str:
        """Returns that there are none."""
        return "scripted"

    def transcribe(self, request: TranscribeRequest) -> Generator[Partial, None, Recognition]:
        """Yields a segment a second."""
        self.runs += 1
        segments: list[Segment] = []
        try:
            for index, text in enumerate(self._texts):
                self._before_item()
                segment = Segment(text=text, start=float(index), end=index + 1.0)
                segments.append(segment)
                yield Partial(index=index, segment=segment, final=True, position=index + 1.0)
                if self._failure is not None:
                    raise self._failure
        finally:
            self.closed += 1
        return Recognition(segments=tuple(segments), audio_seconds=request.audio.duration)


class ScriptedVoice:
    """A voice that makes 10 ms of a quiet constant for each character."""

    def __init__(self, *, model: str = "local/scripted-voice", refuse: Exception | None = None):
        self.capabilities = Capabilities(model=model, operations=frozenset({"speak"}), local=True)
        self.runs = 0
        self._refuse = refuse

    def load(self) -> None:
        """Loads nothing."""

    def weights_note(self) -> str:
        """Returns that there are none."""
        return "scripted"

    def voices(self) -> tuple[Voice, ...]:
        """Returns the one voice."""
        voice = Voice(
            id="scripted",
            name="Scripted",
            model=self.capabilities.model,
            language="en",
            sample_rate_hz=RATE_HZ,
            licence="none needed",
        )
        return (voice,)

    def check(self, request: SpeakRequest) -> None:
        """Raises what it was told to."""
        if self._refuse is not None:
            raise self._refuse

    def synthesize(self, request: SpeakRequest) -> Iterator[AudioChunk]:
        """Yields a chunk a word."""
        import numpy as np

        self.runs += 1
        spoken = 0
        for word in request.text.split():
            spoken += len(word)
            pcm = np.full(len(word) * RATE_HZ // 100, 1000, dtype=np.int16)
            yield AudioChunk(pcm=pcm, sample_rate_hz=RATE_HZ, characters=spoken)


class FakeRegistry(Registry):
    """A registry over engines that are already there; `absent` names those that cannot run."""

    def __init__(self, *engines: Any, absent: Sequence[str] = ()) -> None:
        by_name = {engine.capabilities.model: engine for engine in engines}
        super().__init__(EngineOptions(models_dir=Path()), dict.fromkeys(by_name, ""))
        self._engines = by_name
        self._absent = frozenset(absent)

    def missing(self, model: str) -> str | None:
        """Returns a reason for the models that were said to be absent."""
        return "it is not installed" if model in self._absent else None

    def _class(self, model: str) -> Any:
        return self._engines[model]
