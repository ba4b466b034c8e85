"""A session in memory: it answers at once, remembers what it was asked, and fails when told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conduit_nb.config.settings import Settings
from conduit_nb.core.calls import Call
from conduit_nb.core.capabilities import Capabilities
from conduit_nb.core.errors import UserError
from conduit_nb.core.protocols import Partial, Progress
from conduit_nb.core.route import Candidate, Estimate, Plan, Route
from conduit_nb.core.speech import Speech, Voice
from conduit_nb.core.transcript import Segment, Transcript
from conduit_nb.core.usage import Cost, Usage
from conduit_nb.session.doctor import Check
from conduit_nb.testing.audio import tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from pathlib import Path

    from conduit_nb.core.audio import AudioClip

__all__ = ["Asked", "FakeConduit", "FakeSession", "RecordedPlace", "make_call"]

HEARS = "fake/hears"
SPEAKS = "fake/speaks"
LATENCY = 0.25


def make_call(operation: str, usage: Usage, cost: Cost | None = None) -> Call:
    """Returns the record of a call that took a quarter of a second."""
    model = SPEAKS if operation == "speak" else HEARS
    return Call(
        id="0" * 32,
        operation=operation,
        provider="fake",
        model=model,
        plan=make_plan(model),
        usage=usage,
        cost=cost or Cost.local(),
        latency=LATENCY,
    )


def make_plan(model: str, estimate_usd: Decimal | None = None) -> Plan:
    """Returns a plan with one route."""
    route = Route(provider="fake", model=model, local=True)
    reason = "the only one there is"
    chosen = Candidate(route=route, reason=reason, chosen=True, estimate_usd=estimate_usd)
    return Plan(asked="auto", candidates=(chosen,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call as it came in: the verb, its subject and its options."""

    verb: str
    subject: Any
    options: dict[str, Any]


@dataclass
class FakeConduit:
    """What magics ask of a `Conduit`."""

    settings: Settings
    defaults: dict[str, str] = field(default_factory=dict)

    def use(self, model: str) -> tuple[str, ...]:
        """Makes `model` the default."""
        if model not in {HEARS, SPEAKS}:
            raise UserError(f"There is no model {model!r}.", hint=f"Did you mean {HEARS}?")
        verb = "transcribe" if model == HEARS else "speak"
        self.defaults[verb] = model
        return (verb,)

    def knows_model(self, word: str) -> bool:
        """Returns whether `word` begins as a name of ours."""
        return word == "auto" or word.startswith(("auto:", "fake/"))

    def model_names(self) -> tuple[str, ...]:
        """Returns the names."""
        return ("auto", "auto:local", HEARS, SPEAKS)

    def missing(self, model: str) -> str | None:
        """Returns what is missing: nothing that hears, a voice that speaks."""
        return "a voice is not installed" if model == SPEAKS else None

    def status(self) -> list[tuple[str, str]]:
        """Returns two facts."""
        return [("home", str(self.settings.home)), ("speak with", "auto")]

    def doctor(self) -> list[Check]:
        """Returns a check of each state."""
        return [
            Check(name="python", state="ok", detail="3.11"),
            Check(name="voice", state="fail", detail="missing", fix="install it"),
        ]


@dataclass
class RecordedPlace:
    """A place for progress that keeps all that was shown, as HTML and as text."""

    shown: list[tuple[str, str]] = field(default_factory=list)
    cleared: int = 0

    def show(self, html: str, text: str) -> None:
        """Keeps what is shown."""
        self.shown.append((html, text))

    def clear(self) -> None:
        """Counts how often it was cleared."""
        self.cleared += 1


class FakeSession:
    """Answers as `conduit_nb.session.sync` does, without a model.

    Args:
        home: The folder of its settings.
    """

    def __init__(self, home: Path) -> None:
        self.asked: list[Asked] = []
        self.closed = 0
        self.text = "hello from {name}"
        self.failures: dict[str, BaseException] = {}
        self.cost = Cost.local()
        self.during: Callable[[], None] = lambda: None
        self._conduit = FakeConduit(settings=Settings(home=home, project=home))

    def conduit(self) -> FakeConduit:
        """Returns the one there is."""
        return self._conduit

    def transcribe(self, audio: AudioClip, **options: Any) -> Transcript:
        """Returns `text`, or raises what `failures` holds for the clip's name."""
        self.asked.append(Asked(verb="transcribe", subject=audio, options=options))
        report = options.get("on_progress")
        segment = Segment(
            text=self.text.format(name=audio.name), start=0.0, end=min(1.0, audio.duration)
        )
        if report is not None:
            partial = Partial(index=0, segment=segment, final=True, position=segment.end)
            done = audio.duration / 2
            report(Progress(done=done, total=audio.duration, unit="s", partial=partial))
        self.during()
        if audio.name in self.failures:
            raise self.failures[audio.name]
        usage = Usage(audio_seconds=audio.duration)
        return Transcript(
            segments=(segment,),
            duration=audio.duration,
            language="en",
            audio=audio,
            call=make_call("transcribe", usage, self.cost),
        )

    def speak(self, text: str, **options: Any) -> Speech:
        """Returns half a second of a tone."""
        self.asked.append(Asked(verb="speak", subject=text, options=options))
        report = options.get("on_progress")
        if report is not None:
            report(Progress(done=len(text) / 2, total=len(text), unit="characters"))
        self.during()
        voice = options.get("voice") or "one"
        if voice in self.failures:
            raise self.failures[voice]
        usage = Usage(audio_seconds=0.5, characters=len(text))
        call = make_call("speak", usage, self.cost)
        return Speech(audio=tone(0.5), text=text, voice=voice, call=call)

    def estimate(
        self, subject: str | AudioClip, *, operation: str, model: str | None, **options: Any
    ) -> Estimate:
        """Returns an estimate of 0."""
        self.asked.append(Asked(verb="estimate", subject=subject, options=options))
        speaks = isinstance(subject, str)
        usage = (
            Usage(characters=len(subject))
            if isinstance(subject, str)
            else Usage(audio_seconds=subject.duration)
        )
        return Estimate(
            operation=operation,
            input_name="text" if isinstance(subject, str) else subject.name,
            usage=usage,
            plan=make_plan(model or (SPEAKS if speaks else HEARS), Cost.local().usd),
        )

    def voices(self, model: str | None = None) -> tuple[Voice, ...]:
        """Returns two voices."""
        return tuple(
            Voice(
                id=voice,
                name=voice.title(),
                model=model or SPEAKS,
                language="en-GB",
                sample_rate_hz=22_050,
                licence="CC0",
                note="made up",
            )
            for voice in ("one", "two")
        )

    def capabilities(self, model: str | None = None) -> tuple[Capabilities, ...]:
        """Returns what the two models can do."""
        hears = Capabilities(
            model=HEARS, operations=frozenset({"transcribe"}), languages=("en",), local=True
        )
        speaks = Capabilities(model=SPEAKS, operations=frozenset({"speak"}), licence="MIT")
        return tuple(able for able in (hears, speaks) if model in {None, able.model})

    def close(self) -> None:
        """Counts how often it was closed."""
        self.closed += 1
