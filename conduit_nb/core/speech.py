"""Speech made from text, and the voices that make it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conduit_nb.core.audio import check_sample_rate
from conduit_nb.core.checks import check_text

if TYPE_CHECKING:
    from conduit_nb.core.audio import AudioClip
    from conduit_nb.core.calls import Call
    from conduit_nb.core.route import Plan
    from conduit_nb.core.usage import Cost, Usage

__all__ = ["Speech", "Voice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice that can be asked for by its id.

    Attributes:
        id: What to write after ``--voice``.
        name: What people call it.
        model: Full name of the model that speaks with it.
        language: BCP 47 code of the language it speaks.
        sample_rate_hz: Sample frames per second of what it makes.
        licence: Terms of the voice, in a few words.
        note: What a user should know, for instance of the voice's history.
    """

    id: str
    name: str
    model: str
    language: str
    sample_rate_hz: int
    licence: str
    note: str | None = None

    def __post_init__(self) -> None:
        check_text("id", self.id)
        check_sample_rate("sample_rate_hz", self.sample_rate_hz)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Spoken text.

    Attributes:
        audio: What was said, as audio.
        text: What was to be said.
        voice: Id of the voice.
        warnings: What a listener should know, for instance characters that were skipped.
        call: How it was made and what it cost.
    """

    audio: AudioClip
    text: str
    voice: str
    warnings: tuple[str, ...] = ()
    call: Call | None = field(default=None, repr=False, compare=False)

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.audio.duration

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

    def _repr_html_(self) -> str:
        from conduit_nb.core.html import speech_html

        return speech_html(self)
