"""What can be asked of a model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conduit_nb.core.checks import check_choice, check_range, check_text
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conduit_nb.core.audio import AudioClip
    from conduit_nb.core.capabilities import Operation

__all__ = ["SpeakRequest", "TranscribeRequest"]

MAX_SPEAKERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscribeRequest:
    """Speech to text.

    Attributes:
        audio: The recording.
        language: BCP 47 code of the language spoken, or None to let the model find out.
        task: ``transcribe``, or ``translate`` to get English text.
        words: Also tell when each word was said.
        diarize: Also tell who spoke.
        speakers: How many people speak, 1 to 64, where it is known.
        prompt: A text that primes the recognition.
        keyterms: Terms to listen for.
        options: Options of the model by name, as given.
    """

    audio: AudioClip
    language: str | None = None
    task: str = "transcribe"
    words: bool = False
    diarize: bool = False
    speakers: int | None = None
    prompt: str | None = None
    keyterms: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choice("task", self.task, ("transcribe", "translate"))
        _check_language(self.language)
        if self.speakers is not None:
            check_range("speakers", self.speakers, low=1, high=MAX_SPEAKERS, whole=True)
        for term in self.keyterms:
            check_text("keyterm", term)

    @property
    def operation(self) -> Operation:
        """Which verb this is."""
        return "translate" if self.task == "translate" else "transcribe"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakRequest:
    """Text to speech.

    Attributes:
        text: What to say, at least one character that is not white space.
        voice: Id of the voice, or None for the model's default.
        language: BCP 47 code of the text's language, or None for the voice's own.
        speed: Rate of speech, 0.25 to 4; 1 is the voice's own.
        options: Options of the model by name, as given.
    """

    text: str
    voice: str | None = None
    language: str | None = None
    speed: float = 1.0
    options: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_text("text", self.text)
        check_range("speed", self.speed, low=0.25, high=4.0)
        _check_language(self.language)

    @property
    def operation(self) -> Operation:
        """Which verb this is."""
        return "speak"


def _check_language(language: str | None) -> None:
    if language is None:
        return
    primary = language.partition("-")[0]
    if not (primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3):
        raise UserError(
            f"language is {language!r}; it must be a BCP 47 code such as en, en-GB or de."
        )
