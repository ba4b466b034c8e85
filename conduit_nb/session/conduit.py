"""`Conduit`, the facade: every verb, asynchronous, over the one call path."""

from __future__ import annotations

import asyncio
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.calls import Origin
from conduit_nb.core.errors import UserError
from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
from conduit_nb.core.route import Estimate
from conduit_nb.router.plan import AUTO_NAMES
from conduit_nb.session.jobs import SpeakJob, TranscribeJob
from conduit_nb.session.pipeline import CallOptions
from conduit_nb.session.wiring import House, build

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from conduit_nb.config.settings import Settings
    from conduit_nb.core.capabilities import Capabilities
    from conduit_nb.core.protocols import ProgressReporter
    from conduit_nb.core.speech import Speech, Voice
    from conduit_nb.core.transcript import Transcript
    from conduit_nb.router.registry import Registry
    from conduit_nb.session.doctor import Check

__all__ = ["AudioInput", "Conduit"]

# A path, encoded bytes, a clip, or (samples, sample_rate_hz).
AudioInput: TypeAlias = str | Path | bytes | AudioClip | tuple[Any, int]

T = TypeVar("T")

_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


class Conduit:
    """Speech AI with one ledger: transcribe, translate, speak, and know what it costs.

    Its methods may be awaited on any event loop; the work runs on one loop in the background.
    The functions of the package (`conduit_nb.transcribe` ...) are the same verbs, synchronous.

    Args:
        settings: What was configured; read from `conduit.toml` and the environment when None.
        registry: The models; those of the catalog when None.
    """

    def __init__(
        self, settings: Settings | None = None, *, registry: Registry | None = None
    ) -> None:
        self._house: House = build(settings, registry)
        self._defaults: dict[str, str] = {
            operation: model
            for operation, model in (
                ("transcribe", self.settings.default_transcribe_model),
                ("speak", self.settings.default_speak_model),
            )
            if model
        }

    @property
    def settings(self) -> Settings:
        """What was configured."""
        return self._house.settings

    @property
    def defaults(self) -> Mapping[str, str]:
        """The model that answers when none is named, by operation; ``auto`` where none is set."""
        return MappingProxyType(self._defaults)

    async def transcribe(
        self,
        audio: AudioInput,
        *,
        model: str | None = None,
        language: str | None = None,
        task: str = "transcribe",
        words: bool = False,
        diarize: bool = False,
        speakers: int | None = None,
        prompt: str | None = None,
        keyterms: Sequence[str] = (),
        options: Mapping[str, str] = _NO_OPTIONS,
        max_cost: Decimal | float | str | None = None,
        use_cache: bool = True,
        origin: Origin | None = None,
        on_progress: ProgressReporter | None = None,
    ) -> Transcript:
        """Returns what is said in a recording.

        Args:
            audio: A path, the bytes of an audio file, a clip, or ``(samples, sample_rate_hz)``.
            model: A model's name, ``auto``, or None for the default.
            language: BCP 47 code of the language spoken; None lets the model find out.
            task: ``transcribe``, or ``translate`` for English text.
            words: Also tell when each word was said.
            diarize: Also tell who spoke.
            speakers: How many people speak.
            prompt: A text that primes the recognition.
            keyterms: Terms to listen for.
            options: Options of the model by name.
            max_cost: The most it may cost, in US dollars.
            use_cache: Whether an earlier answer of this process may be given again.
            origin: Where the call comes from, for the ledger.
            on_progress: Called from a worker thread as the work goes on.

        Raises:
            AudioError: If the recording cannot be read.
            UserError: If the request cannot be served as written.
            BudgetExceeded: If it could cost more than `max_cost`.
        """

        async def work() -> Transcript:
            request = TranscribeRequest(
                audio=await asyncio.to_thread(open_clip, audio),
                language=language,
                task=task,
                words=words,
                diarize=diarize,
                speakers=speakers,
                prompt=prompt,
                keyterms=tuple(keyterms),
                options=dict(options),
            )
            how = self._how(
                "transcribe",
                model,
                max_cost,
                use_cache=use_cache,
                origin=origin,
                on_progress=on_progress,
            )
            return await self._house.pipeline.run(TranscribeJob(request), how)

        return await self._house.portal.bridge(work)

    async def translate(self, /, audio: AudioInput, **options: Any) -> Transcript:
        """Returns in English what is said in a recording; takes what `transcribe` takes."""
        return await self.transcribe(audio, **{**options, "task": "translate"})

    async def speak(
        self,
        text: str,
        *,
        model: str | None = None,
        voice: str | None = None,
        language: str | None = None,
        speed: float = 1.0,
        options: Mapping[str, str] = _NO_OPTIONS,
        max_cost: Decimal | float | str | None = None,
        use_cache: bool = True,
        origin: Origin | None = None,
        on_progress: ProgressReporter | None = None,
    ) -> Speech:
        """Returns `text` spoken.

        Args:
            text: What to say.
            model: A model's name, ``auto``, or None for the default.
            voice: Id of a voice (see `voices`), or the path of one; None for the default.
            language: BCP 47 code of the text's language; None for the voice's own.
            speed: Rate of speech, 0.25 to 4; 1 is the voice's own.
            options: Options of the model by name.
            max_cost: The most it may cost, in US dollars.
            use_cache: Whether an earlier answer of this process may be given again.
            origin: Where the call comes from, for the ledger.
            on_progress: Called from a worker thread as the work goes on.

        Raises:
            UserError: If the request cannot be served as written.
            BudgetExceeded: If it could cost more than `max_cost`.
        """

        async def work() -> Speech:
            request = SpeakRequest(
                text=text, voice=voice, language=language, speed=speed, options=dict(options)
            )
            how = self._how(
                "speak",
                model,
                max_cost,
                use_cache=use_cache,
                origin=origin,
                on_progress=on_progress,
            )
            return await self._house.pipeline.run(SpeakJob(request), how)

        return await self._house.portal.bridge(work)

    async def estimate(
        self,
        /,
        subject: AudioInput,
        *,
        operation: str = "transcribe",
        model: str | None = None,
        **options: Any,
    ) -> Estimate:
        """Returns what a call would use and cost, without making it.

        Args:
            subject: The recording, or the text when `operation` is ``speak``.
            operation: ``transcribe``, ``translate`` or ``speak``.
            model: A model's name, ``auto``, or None for the default.
            **options: What the request holds: ``language``, ``words``, ``voice`` ...

        Raises:
            UserError: If the request cannot be served as written.
        """

        async def work() -> Estimate:
            job: TranscribeJob | SpeakJob
            if operation == "speak":
                job = SpeakJob(SpeakRequest(text=str(subject), **options))
            else:
                clip = await asyncio.to_thread(open_clip, subject)
                fields = {"task": operation, **options}
                job = TranscribeJob(TranscribeRequest(audio=clip, **fields))
            asked = self._model(model, job.request.operation)
            call_plan = self._house.pipeline.plan(job, asked)
            return Estimate(
                operation=job.request.operation,
                input_name=job.input_name,
                usage=job.measure(),
                plan=call_plan,
            )

        return await self._house.portal.bridge(work)

    async def voices(self, model: str | None = None) -> tuple[Voice, ...]:
        """Returns the voices of one model, or of all that can speak here."""
        registry = self._house.registry
        models = registry.models if model is None else (registry.canonical(model),)
        return tuple(voice for name in models for voice in registry.voices(name))

    async def capabilities(self, model: str | None = None) -> tuple[Capabilities, ...]:
        """Returns what one model, or every model, can do."""
        registry = self._house.registry
        models = registry.models if model is None else (registry.canonical(model),)
        return tuple(registry.capabilities(name) for name in models)

    def use(self, model: str) -> tuple[str, ...]:
        """Makes `model` the default for what it can do, and returns which operations those are.

        Raises:
            UserError: If there is no such model.
        """
        if model in AUTO_NAMES:
            self._defaults.clear()
            return ("transcribe", "speak")
        name = self._house.registry.canonical(model)
        able = self._house.registry.capabilities(name).operations
        chosen = tuple(operation for operation in ("transcribe", "speak") if operation in able)
        self._defaults.update(dict.fromkeys(chosen, name))
        return chosen

    def model_names(self) -> tuple[str, ...]:
        """Returns every name that can be written for a model."""
        return (*AUTO_NAMES, *self._house.registry.models)

    def knows_model(self, word: str) -> bool:
        """Returns whether `word` begins as a model's name does: a provider, or ``auto``."""
        if word == "auto" or word.startswith("auto:"):
            return True
        provider, mark, rest = word.replace(":", "/", 1).partition("/")
        return bool(mark and rest) and provider in self._house.registry.providers

    def missing(self, model: str) -> str | None:
        """Returns what must be installed before `model` can run here, or None."""
        return self._house.registry.missing(self._house.registry.canonical(model))

    def status(self) -> list[tuple[str, str]]:
        """Returns what is set and where things are, as pairs of name and value."""
        from conduit_nb.session.doctor import status

        return status(self._house, self._defaults)

    def doctor(self) -> list[Check]:
        """Returns what works here, what does not, and what to do about it."""
        from conduit_nb.session.doctor import examine

        return examine(self._house)

    def run(self, function: Callable[[], Awaitable[T]]) -> T:
        """Runs a coroutine of this object to its end for a synchronous caller."""
        return self._house.portal.call(function)

    def close(self) -> None:
        """Stops what runs in the background; the next call starts it again."""
        self._house.close()

    def _how(
        self,
        operation: str,
        model: str | None,
        max_cost: Decimal | float | str | None,
        *,
        use_cache: bool,
        origin: Origin | None,
        on_progress: ProgressReporter | None,
    ) -> CallOptions:
        return CallOptions(
            model=self._model(model, operation),
            max_cost_usd=_dollars(max_cost),
            use_cache=use_cache,
            origin=origin or Origin(project=str(self.settings.project)),
            on_progress=on_progress,
        )

    def _model(self, model: str | None, operation: str) -> str:
        fallback = "speak" if operation == "speak" else "transcribe"
        return model or self._defaults.get(fallback, "auto")


def open_clip(audio: AudioInput) -> AudioClip:
    """Returns the clip that `audio` names or holds.

    Raises:
        AudioError: If it cannot be read.
    """
    from conduit_nb.audio.files import read_audio

    if isinstance(audio, tuple):
        if len(audio) != 2:
            raise UserError(
                f"the audio is a tuple of {len(audio)}; it must be (samples, sample_rate_hz)."
            )
        return AudioClip.from_samples(audio[0], audio[1])
    return read_audio(audio)


def _dollars(value: Decimal | float | str | None) -> Decimal | None:
    if value is None:
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("nan")
    if not amount.is_finite() or amount < 0:
        raise UserError(f"max_cost is {value}; it must be US dollars, at least 0, such as 0.50.")
    return amount
