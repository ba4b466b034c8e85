"""JSON: everything a transcript knows, there and back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.calls import Call
from conduit_nb.core.errors import UserError
from conduit_nb.core.formats import json_
from conduit_nb.core.route import Plan
from conduit_nb.core.transcript import Segment, Transcript, Word
from conduit_nb.core.usage import Cost, CostBasis, Usage

TIMES = st.integers(0, 3_600_000).map(lambda milliseconds: milliseconds / 1000)
MAYBE = st.none() | st.floats(0, 1)


@st.composite
def timed(draw: st.DrawFn) -> dict[str, Any]:
    """Returns the fields that words and segments share."""
    start, end = sorted((draw(TIMES), draw(TIMES)))
    return {
        "text": draw(st.text()),
        "start": start,
        "end": end,
        "confidence": draw(MAYBE),
        "speaker": draw(st.none() | st.text()),
    }


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Returns any transcript."""
    segments = [
        Segment(
            **draw(timed()), words=tuple(Word(**w) for w in draw(st.lists(timed(), max_size=3)))
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    return Transcript(
        segments=tuple(sorted(segments, key=lambda s: s.start)),
        duration=draw(TIMES),
        language=draw(st.none() | st.sampled_from(["en", "de-CH"])),
        warnings=tuple(draw(st.lists(st.text(), max_size=2))),
    )


@given(transcripts())
def test_what_is_written_is_read_back(transcript: Transcript) -> None:
    """All of it, to the millisecond."""
    assert json_.read(json_.write(transcript)) == transcript


@given(transcripts())
def test_it_is_strict_json(transcript: Transcript) -> None:
    """No NaN, no Infinity: any parser reads it."""

    def refuse(name: str) -> None:
        raise AssertionError(name)

    json.loads(json_.write(transcript), parse_constant=refuse)


def test_times_of_numpy_are_numbers() -> None:
    """Engines compute with NumPy."""
    segment = Segment(
        text="Hi",
        start=np.float32(0.1),  # type: ignore[arg-type]
        end=np.float64(1.23456),
        confidence=np.float32(0.5),  # type: ignore[arg-type]
    )
    data = json.loads(json_.write(Transcript(segments=(segment,), duration=2.0)))
    found = data["segments"][0]
    assert (found["start"], found["end"], found["confidence"]) == (0.1, 1.235, 0.5)


def test_the_call_is_told() -> None:
    """Model, usage and cost; dollars as text, so that no digit is lost."""
    call = Call(
        id="ab" * 16,
        operation="transcribe",
        provider="cloud",
        model="cloud/m",
        plan=Plan(asked="cloud/m", candidates=()),
        usage=Usage(audio_seconds=1.5),
        cost=Cost(usd=Decimal("0.0000000012"), basis=CostBasis.PRICED),
        latency=0.25,
    )
    clip = AudioClip.from_samples([0.0], 16_000, name="talk.wav")
    transcript = Transcript(segments=(), duration=1.5, call=call, audio=clip)
    data = json_.as_dict(transcript)
    assert data["name"] == "talk.wav"
    assert data["call"] == {
        "call_id": "ab" * 16,
        "model": "cloud/m",
        "latency": 0.25,
        "audio_seconds": 1.5,
        "cost_usd": "0.0000000012",
        "cost_basis": "priced",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "3",
        '{"segments": [1], "duration": 1, "language": null, "warnings": []}',
        '{"segments": [], "duration": "1", "language": null, "warnings": []}',
        '{"segments": null, "duration": 1, "language": null, "warnings": []}',
        '{"segments": [{"text": 5, "start": 0, "end": 1, "words": []}], "duration": 1,'
        ' "language": null, "warnings": []}',
        '{"segments": [{"words": [], "colour": "red"}], "duration": 1}',
        "[" * 100_000,
    ],
)
def test_what_is_no_transcript_is_refused(text: str) -> None:
    """On one line, also when it is nested beyond reason."""
    with pytest.raises(UserError) as caught:
        json_.read(text)
    assert len(str(caught.value)) < 400
