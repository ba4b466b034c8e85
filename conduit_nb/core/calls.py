"""A call's record: what the result carries, and what the ledger keeps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from conduit_nb.core.route import Plan
    from conduit_nb.core.usage import Cost, Usage

__all__ = ["Call", "CallIntent", "CallOutcome", "Origin", "Status"]


class Status(StrEnum):
    """How a recorded attempt stands; ``open`` means that no outcome was recorded (yet)."""

    OPEN = "open"
    OK = "ok"
    FAILED = "failed"
    CANCELLED = "cancelled"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a call came from, for attribution; None where it is not known.

    Attributes:
        project: The folder that holds `conduit.toml` or the notebook.
        notebook: The notebook's path or name.
        cell: The number of the execution in its kernel.
        label: What the user called it.
        surface: ``python``, ``magic`` or ``cli``.
    """

    project: str | None = None
    notebook: str | None = None
    cell: int | None = None
    label: str | None = None
    surface: str = "python"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallIntent:
    """What is written, durably, before an attempt is made.

    Attributes:
        call_id: The call's id: 32 hexadecimal digits; the attempts of one call share it.
        attempt: 0 for the call's first attempt, then 1, 2 ...
        at: When it was about to start, in UTC.
        operation: ``transcribe``, ``translate`` or ``speak``.
        provider: Who is asked.
        model: The full model name.
        input_name: What the input is called, usually a file's name.
        audio_seconds: Seconds of audio in, where there is audio.
        characters: Characters of text in, where there is text.
        reserved_nano_usd: The most the attempt can cost; None when unknown.
        origin: Where the call came from.
    """

    call_id: str
    attempt: int
    at: datetime
    operation: str
    provider: str
    model: str
    input_name: str | None
    audio_seconds: float | None
    characters: int | None
    reserved_nano_usd: int | None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOutcome:
    """What is written, durably, before an attempt's result is shown.

    Attributes:
        call_id: The call's id.
        attempt: The attempt's number.
        at: When it ended, in UTC.
        status: How it ended.
        usage: What it used.
        cost: What it cost.
        latency: Seconds from start to end.
        first_result: Seconds from start to the first partial text or audio, if there was one.
        error: The type's name and the one-line message of a failure.
        request_id: The provider's id of the request, if it gave one.
    """

    call_id: str
    attempt: int
    at: datetime
    status: Status
    usage: Usage
    cost: Cost
    latency: float
    first_result: float | None = None
    error: str | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a result tells of the call that made it.

    Attributes:
        id: The call's id, the key of its ledger row.
        operation: ``transcribe``, ``translate`` or ``speak``.
        provider: Who answered.
        model: The full name of the model that answered.
        plan: Which models were considered, and why.
        usage: What it used.
        cost: What it cost.
        latency: Seconds from start to end.
        first_result: Seconds to the first partial text or audio, if there was one.
    """

    id: str
    operation: str
    provider: str
    model: str
    plan: Plan
    usage: Usage
    cost: Cost
    latency: float
    first_result: float | None = None

    def summary(self) -> str:
        """Returns the cost line: model, seconds or characters, elapsed time and cost."""
        parts = [self.model]
        if self.usage.audio_seconds is not None:
            parts.append(f"{self.usage.audio_seconds:.1f} s of audio")
        if self.usage.characters is not None:
            parts.append(f"{self.usage.characters:,} characters")
        parts.append(f"took {self.latency:.2f} s")
        parts.append(str(self.cost))
        return " · ".join(parts)
