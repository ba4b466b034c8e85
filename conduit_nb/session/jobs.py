"""The two kinds of work that the pipeline does, behind one small interface."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.protocols import AudioChunk, Partial, Progress, Recognition
from conduit_nb.core.speech import Speech
from conduit_nb.core.transcript import Transcript
from conduit_nb.core.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Generator

    from conduit_nb.core.calls import Call
    from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
    from conduit_nb.router.registry import Registry

__all__ = ["Job", "Result", "SpeakJob", "TranscribeJob"]

R = TypeVar("R", Transcript, Speech)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Result(Generic[R]):
    """A value with what making it used, and about how many bytes it keeps in memory."""

    value: R
    usage: Usage
    size_bytes: int


class Job(Protocol[R]):
    """A request with what the pipeline must know of it."""

    @property
    def request(self) -> TranscribeRequest | SpeakRequest:
        """What was asked for."""
        ...

    @property
    def input_name(self) -> str:
        """What to call the input in the ledger."""
        ...

    def measure(self) -> Usage:
        """Returns what the call would use, from the input alone."""
        ...

    def identity(self) -> dict[str, Any]:
        """Returns all that the answer depends on besides the model; digests what is large."""
        ...

    def check(self, registry: Registry, model: str) -> None:
        """Raises what can be known to be wrong before anything is recorded or run."""
        ...

    def start(self, registry: Registry, model: str) -> Generator[Any, None, Result[R]]:
        """Runs the work, in a worker thread; yields what `progress` understands."""
        ...

    def progress(self, item: Any) -> Progress:
        """Returns how far the work is after `item`."""
        ...

    def finish(self, value: R, call: Call) -> R:
        """Returns the value with the call that made it."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class TranscribeJob:
    """Speech to text."""

    request: TranscribeRequest

    @property
    def input_name(self) -> str:
        """The recording's name."""
        return self.request.audio.name

    def measure(self) -> Usage:
        """Returns the seconds that the recording's header tells."""
        return Usage(audio_seconds=round(self.request.audio.duration, 3))

    def identity(self) -> dict[str, Any]:
        """Returns the digest of the audio and every field that changes the answer."""
        return _identity(self.request, audio=self.request.audio.source.digest())

    def check(self, registry: Registry, model: str) -> None:
        """Raises nothing: a recording was checked when it was opened."""

    def start(self, registry: Registry, model: str) -> Generator[Partial, None, Result[Transcript]]:
        """Recognises the recording, yielding partials."""
        from conduit_nb.audio.convert import mix_note

        engine = registry.speech_to_text(model)
        engine.load()
        recognition: Recognition = yield from engine.transcribe(self.request)
        clip = self.request.audio
        notes = [mix_note(clip), *clip.source.warnings(), *recognition.warnings]
        transcript = Transcript(
            segments=recognition.segments,
            duration=max(recognition.audio_seconds, _end(recognition)),
            language=recognition.language,
            audio=clip,
            warnings=tuple(dict.fromkeys(note for note in notes if note)),
        )
        usage = Usage(audio_seconds=round(recognition.audio_seconds, 3))
        return Result(value=transcript, usage=usage, size_bytes=200 * len(transcript.text) + 1000)

    def progress(self, item: Partial) -> Progress:
        """Returns how many seconds of the recording have been heard."""
        return Progress(
            done=item.position, total=self.request.audio.duration, unit="s", partial=item
        )

    def finish(self, value: Transcript, call: Call) -> Transcript:
        """Returns the transcript with its call, over the recording as it was given this time."""
        return dataclasses.replace(value, call=call, audio=self.request.audio)


@dataclasses.dataclass(frozen=True, slots=True)
class SpeakJob:
    """Text to speech."""

    request: SpeakRequest

    @property
    def input_name(self) -> str:
        """The text's beginning."""
        text = " ".join(self.request.text.split())
        return text if len(text) <= 40 else text[:39] + "…"

    def measure(self) -> Usage:
        """Returns the characters to speak."""
        return Usage(characters=len(self.request.text))

    def identity(self) -> dict[str, Any]:
        """Returns every field; all of them change the answer."""
        return _identity(self.request)

    def check(self, registry: Registry, model: str) -> None:
        """Raises if the voice is unknown or nothing in the text can be spoken."""
        registry.text_to_speech(model).check(self.request)

    def start(self, registry: Registry, model: str) -> Generator[AudioChunk, None, Result[Speech]]:
        """Synthesises the text, yielding pieces of audio."""
        import numpy as np

        engine = registry.text_to_speech(model)
        engine.load()
        pieces: list[Any] = []
        warnings: list[str] = []
        rate = 0
        for chunk in engine.synthesize(self.request):
            pieces.append(chunk.pcm)
            warnings += chunk.warnings
            rate = chunk.sample_rate_hz
            yield chunk
        clip = AudioClip.from_samples(np.concatenate(pieces), rate, name="speech")
        speech = Speech(
            audio=clip,
            text=self.request.text,
            voice=self.request.voice or registry.voices(model)[0].id,
            warnings=tuple(dict.fromkeys(warnings)),
        )
        usage = Usage(audio_seconds=round(clip.duration, 3), characters=len(self.request.text))
        return Result(value=speech, usage=usage, size_bytes=2 * clip.frames)

    def progress(self, item: AudioChunk) -> Progress:
        """Returns how many characters have been spoken."""
        total = len(self.request.text)
        return Progress(done=item.characters, total=total, unit="characters", chunk=item)

    def finish(self, value: Speech, call: Call) -> Speech:
        """Returns the speech with its call."""
        return dataclasses.replace(value, call=call)


def _identity(request: TranscribeRequest | SpeakRequest, **digests: str) -> dict[str, Any]:
    fields = {field.name: getattr(request, field.name) for field in dataclasses.fields(request)}
    fields["options"] = dict(request.options)
    return {"operation": request.operation, **fields, **digests}


def _end(recognition: Recognition) -> float:
    return max((segment.end for segment in recognition.segments), default=0.0)
