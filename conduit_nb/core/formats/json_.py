"""JSON: everything a transcript knows; times in seconds, cost in US dollars as a string."""

from __future__ import annotations

import json
from typing import Any

from conduit_nb.core.errors import UserError
from conduit_nb.core.transcript import Segment, Transcript, Word

__all__ = ["as_dict", "read", "write"]

VERSION = 1


def write(transcript: Transcript) -> str:
    """Returns the transcript as indented JSON."""
    return json.dumps(as_dict(transcript), ensure_ascii=False, indent=2)


def as_dict(transcript: Transcript) -> dict[str, Any]:
    """Returns the transcript as plain JSON values."""
    call = transcript.call
    made = None
    if call is not None:
        usd = call.cost.usd
        made = {
            "call_id": call.id,
            "model": call.model,
            "latency": round(call.latency, 6),
            "audio_seconds": call.usage.audio_seconds,
            "cost_usd": None if usd is None else format(usd, "f"),
            "cost_basis": str(call.cost.basis),
        }
    return {
        "version": VERSION,
        "name": transcript.name,
        "text": transcript.text,
        "language": transcript.language,
        "duration": round(float(transcript.duration), 3),
        "segments": [_segment(segment) for segment in transcript.segments],
        "warnings": list(transcript.warnings),
        "call": made,
    }


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "start": round(float(segment.start), 3),
        "end": round(float(segment.end), 3),
        "speaker": segment.speaker,
        "text": segment.text,
        "confidence": _number(segment.confidence),
        "words": [
            {
                "start": round(float(word.start), 3),
                "end": round(float(word.end), 3),
                "text": word.text,
                "confidence": _number(word.confidence),
                "speaker": word.speaker,
            }
            for word in segment.words
        ],
    }


def _number(value: float | None) -> float | None:
    """Returns a plain float; engines give NumPy's, which JSON does not know."""
    return None if value is None else float(value)


def read(text: str) -> Transcript:
    """Returns the transcript that JSON of `write` holds, without the call that made it.

    Raises:
        UserError: If it is not such JSON.
    """
    try:
        data = json.loads(text)
        segments = tuple(
            Segment(**{**item, "words": tuple(Word(**word) for word in item["words"])})
            for item in data["segments"]
        )
        return Transcript(
            segments=segments,
            duration=data["duration"],
            language=data["language"],
            warnings=tuple(data["warnings"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(
            f"the text is not a transcript in JSON ({error}).",
            hint="Write one with transcript.to_json().",
        ) from error
