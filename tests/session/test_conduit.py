"""The facade: what it takes, what it refuses, what it remembers."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from conduit_nb.audio.files import write_audio
from conduit_nb.config.settings import Settings
from conduit_nb.core.errors import UserError
from conduit_nb.session.conduit import Conduit
from conduit_nb.testing.audio import tone
from conduit_nb.testing.calls import FakeRegistry, ScriptedRecogniser, ScriptedVoice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def conduit(tmp_path: Path) -> Iterator[Conduit]:
    """Returns a Conduit over scripted engines, with a ledger of its own."""
    registry = FakeRegistry(
        ScriptedRecogniser(["hello"], operations=frozenset({"transcribe", "translate"})),
        ScriptedRecogniser(["other"], model="local/other"),
        ScriptedVoice(),
    )
    conduit = Conduit(Settings(home=tmp_path / "home", project=tmp_path), registry=registry)
    yield conduit
    conduit.close()


def _bytes(folder: Path) -> bytes:
    return write_audio(tone(seconds=0.5), folder / "a.wav").read_bytes()


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: write_audio(tone(seconds=0.5), folder / "a.wav"),
        lambda folder: str(write_audio(tone(seconds=0.5), folder / "a.wav")),
        _bytes,
        lambda _: tone(seconds=0.5),
        lambda _: (np.zeros(8000, dtype=np.float32), 16_000),
    ],
    ids=["path", "text", "bytes", "clip", "samples and rate"],
)
def test_audio_comes_in_many_forms(conduit: Conduit, tmp_path: Path, make: Any) -> None:
    """A path, bytes, a clip, or samples with their rate."""
    assert asyncio.run(conduit.transcribe(make(tmp_path))).text == "hello"


def test_samples_without_a_rate_are_refused(conduit: Conduit) -> None:
    """The message says what the tuple must hold."""
    with pytest.raises(UserError, match="sample_rate_hz"):
        asyncio.run(conduit.transcribe((np.zeros(10), 16_000, 1)))  # type: ignore[arg-type]


def test_translate_is_transcribe_with_the_task(conduit: Conduit) -> None:
    """One verb, one path."""
    call = asyncio.run(conduit.translate(tone(seconds=0.5))).call
    assert call is not None
    assert call.operation == "translate"


def test_the_default_can_be_chosen(conduit: Conduit) -> None:
    """`use` says what it changed, and the next call obeys."""
    assert conduit.use("local/other") == ("transcribe",)
    assert asyncio.run(conduit.transcribe(tone(seconds=0.5))).text == "other"
    conduit.use("auto")
    assert asyncio.run(conduit.transcribe(tone(seconds=0.5))).text == "hello"


def test_using_an_unknown_model_is_refused(conduit: Conduit) -> None:
    """And the default stays."""
    with pytest.raises(UserError, match="Did you mean local/other"):
        conduit.use("local/othr")


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("auto", True),
        ("auto:local", True),
        ("local/other", True),
        ("local:other", True),
        ("local/", False),
        ("audio/a.wav", False),
        ("a.wav", False),
    ],
)
def test_a_path_is_no_model(conduit: Conduit, word: str, known: bool) -> None:
    """Only a known provider before the slash makes a model of a word."""
    assert conduit.knows_model(word) is known


def test_an_estimate_makes_no_call(conduit: Conduit) -> None:
    """It tells the seconds, the route and the cost; the ledger stays empty."""
    estimate = asyncio.run(conduit.estimate(tone(seconds=0.5)))
    assert estimate.usage.audio_seconds == 0.5
    assert estimate.cost_usd == Decimal(0)
    assert "local/scripted" in estimate.explain()
    assert not conduit.settings.home.exists()


def test_speech_can_be_estimated(conduit: Conduit) -> None:
    """By its characters."""
    estimate = asyncio.run(conduit.estimate("hello", operation="speak"))
    assert estimate.usage.characters == 5


@pytest.mark.parametrize("limit", ["a lot", -1, float("nan")])
def test_an_absurd_limit_is_refused(conduit: Conduit, limit: Any) -> None:
    """Dollars, at least 0."""
    with pytest.raises(UserError, match="max_cost"):
        asyncio.run(conduit.transcribe(tone(seconds=0.5), max_cost=limit))


def test_capabilities_and_voices_can_be_listed(conduit: Conduit) -> None:
    """All, or of one model."""
    everything = asyncio.run(conduit.capabilities())
    assert [able.model for able in everything][:2] == ["local/scripted", "local/other"]
    assert [v.id for v in asyncio.run(conduit.voices("local/scripted-voice"))] == ["scripted"]
    assert asyncio.run(conduit.voices("local/other")) == ()


def test_calls_from_several_loops_at_once(conduit: Conduit) -> None:
    """Each model serves one call at a time; nobody gets another's answer."""

    async def many() -> list[str]:
        clips = [tone(seconds=0.1 * n) for n in range(1, 6)]
        results = await asyncio.gather(*(conduit.transcribe(clip) for clip in clips))
        return [f"{result.duration:.1f}" for result in results]

    assert asyncio.run(many()) == ["1.0"] * 5


def test_after_closing_it_can_be_used_again(conduit: Conduit) -> None:
    """Closing frees the threads, not the object."""
    conduit.close()
    assert asyncio.run(conduit.transcribe(tone(seconds=0.5))).text == "hello"
