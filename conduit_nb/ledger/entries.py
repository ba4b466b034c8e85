"""Intents and outcomes as rows of the table `entries`: plain values, exact, ready to be bound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from conduit_nb.core.calls import CallIntent, CallOutcome

__all__ = ["INTENT", "OUTCOME", "Entry", "intent_entry", "microseconds", "outcome_entry"]

INTENT = "intent"
OUTCOME = "outcome"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row to append; the writer adds its own name and number.

    Attributes:
        kind: `INTENT` or `OUTCOME`.
        values: The row's columns by name.
    """

    kind: str
    values: dict[str, object]

    def __str__(self) -> str:
        return f"{self.kind} of call {self.values['call_id']}, attempt {self.values['attempt']}"


def intent_entry(intent: CallIntent) -> Entry:
    """Returns the row that is written before an attempt is made.

    Raises:
        UserError: If its time has no time zone.
    """
    at_us = microseconds(intent.at)
    origin = intent.origin
    return Entry(
        kind=INTENT,
        values={
            "kind": INTENT,
            "at_us": at_us,
            "day": intent.at.astimezone(UTC).date().isoformat(),
            "call_id": intent.call_id,
            "attempt": intent.attempt,
            "operation": intent.operation,
            "provider": intent.provider,
            "model": intent.model,
            "input_name": _text(intent.input_name),
            "audio_seconds": intent.audio_seconds,
            "characters": intent.characters,
            "reserved_nano_usd": intent.reserved_nano_usd,
            "project": _text(origin.project),
            "notebook": _text(origin.notebook),
            "cell": origin.cell,
            "label": _text(origin.label),
            "surface": origin.surface,
        },
    )


def outcome_entry(outcome: CallOutcome) -> Entry:
    """Returns the row that is written before an attempt's result is shown.

    Raises:
        UserError: If its time has no time zone.
    """
    usage, cost = outcome.usage, outcome.cost
    return Entry(
        kind=OUTCOME,
        values={
            "kind": OUTCOME,
            "at_us": microseconds(outcome.at),
            "call_id": outcome.call_id,
            "attempt": outcome.attempt,
            "status": str(outcome.status),
            "audio_seconds": usage.audio_seconds,
            "characters": usage.characters,
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "nano_usd": cost.nano_usd,
            "cost_basis": str(cost.basis),
            "cost_reason": _text(cost.reason),
            "latency_s": outcome.latency,
            "first_result_s": outcome.first_result,
            "error": _text(outcome.error),
            "request_id": _text(outcome.request_id),
        },
    )


def microseconds(at: datetime) -> int:
    """Returns microseconds since 1970 in UTC, exactly.

    Raises:
        UserError: If `at` has no time zone.
    """
    if at.tzinfo is None:
        raise UserError(f"at is {at.isoformat()}, without a time zone; the ledger keeps UTC.")
    return (at - EPOCH) // timedelta(microseconds=1)


def _text(value: str | None) -> str | None:
    # A file name that is not UTF-8 comes with lone surrogates, which SQLite cannot hold.
    return None if value is None else value.encode("utf-8", "backslashreplace").decode("utf-8")
