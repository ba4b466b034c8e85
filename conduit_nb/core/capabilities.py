"""What a model can do, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Capabilities", "Operation"]

Operation = Literal["transcribe", "translate", "speak"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a model can do; the router and the capability table read this and nothing else.

    Attributes:
        model: The full model name, ``provider/model``.
        operations: What can be asked of it.
        languages: BCP 47 codes it knows; empty means any.
        streaming: It gives partial results.
        word_times: It can tell when each word was said.
        diarization: It can tell speakers apart.
        prompt: It takes a text that primes the recognition.
        keyterms: It takes a list of terms to listen for.
        local: Nothing leaves the machine.
        max_seconds: Longest audio it takes at once; None for no limit.
        max_characters: Longest text it takes at once; None for no limit.
        options: Names of the options it takes through ``-O NAME=VALUE``.
        licence: Terms of the model, in a few words.
        requires: Python modules that must be importable for it to run.
        extra: Name of the pip extra that brings it, or None when it is always there.
        note: What a user should know, in one sentence.
    """

    model: str
    operations: frozenset[Operation]
    languages: tuple[str, ...] = ()
    streaming: bool = False
    word_times: bool = False
    diarization: bool = False
    prompt: bool = False
    keyterms: bool = False
    local: bool = False
    max_seconds: float | None = None
    max_characters: int | None = None
    options: tuple[str, ...] = ()
    licence: str | None = None
    requires: tuple[str, ...] = ()
    extra: str | None = None
    note: str | None = None

    @property
    def provider(self) -> str:
        """The part of the model's name before the slash."""
        return self.model.partition("/")[0]

    def speaks_language(self, language: str) -> bool:
        """Returns whether `language` (a BCP 47 code such as ``en-US``) is among the known ones."""
        wanted = language.lower().partition("-")[0]
        return not self.languages or wanted in {
            known.lower().partition("-")[0] for known in self.languages
        }
