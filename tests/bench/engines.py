"""What the engines cost and how well they hear and speak, beside their own libraries."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

import numpy as np

from conduit_nb.config.settings import Settings
from conduit_nb.engines.moonshine import MoonshineTiny
from conduit_nb.engines.piper import Piper
from conduit_nb.engines.silero import SileroDetector
from conduit_nb.engines.whisper import WhisperTinyEn
from conduit_nb.session.conduit import Conduit
from tests.bench.rows import Row
from tests.engines.harvard import LIST_1, LIST_2, round_trip
from tests.engines.recordings import (
    RATE_HZ,
    Recording,
    from_moonshine,
    heard,
    librivox,
    rate,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from conduit_nb.core.protocols import SpeechToText

__all__ = ["rows", "soak_rows"]

SHORT = "The test is done."
# Fifteen words, with clause marks.
LONG = "After the meeting, the committee agreed, with some doubts, to share the new results today."
_TIMES = 5


def rows() -> list[Row]:
    """Returns the figures of the engines; takes some minutes."""
    moonshine, whisper, piper = MoonshineTiny(), WhisperTinyEn(detector=SileroDetector), Piper()
    for engine in (moonshine, whisper, piper):
        engine.load()
    with tempfile.TemporaryDirectory() as home:
        conduit = Conduit(Settings(home=Path(home), project=Path(home)))
        whole = [
            _speed(conduit, _moonshine_alone()),
            _first_audio(conduit, SHORT, 250),
            _first_audio(conduit, LONG, 350),
        ]
        conduit.close()
    return [
        *whole,
        # Afresh each time: the package's detector remembers its last recording, to its harm.
        _accuracy(moonshine, _moonshine_alone(), "moonshine-voice"),
        _accuracy(whisper, _whisper_alone(whisper), "faster-whisper"),
        _round_trip(piper, moonshine),
        _round_trip(piper, whisper),
    ]


def soak_rows() -> list[Row]:
    """Returns what 100,000 characters take with the real voice; a quarter of an hour or so."""
    sentences = [*LIST_1, *LIST_2]
    text = " ".join(sentences * (100_000 // len(" ".join(sentences)) + 1))[:100_000]
    seen: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        conduit = Conduit(Settings(home=Path(home), project=Path(home)))
        speech = conduit.run(
            lambda: conduit.speak(text, on_progress=lambda progress: seen.append(progress.done))
        )
        conduit.close()
    assert speech.call is not None
    ratio = speech.call.latency / speech.duration
    return [
        Row(
            what="100,000 characters spoken, with progress",
            ours=f"{speech.call.latency:.0f} s, {len(seen):,} steps",
            yardstick=f"{speech.duration:.0f} s of audio",
            ratio=ratio,
            target="<= 1, progress to the end",
            ok=ratio <= 1 and seen == sorted(seen) and seen[-1] >= len(text) - 1,
        )
    ]


def _speed(conduit: Conduit, alone: Callable[[Recording], str]) -> Row:
    """Compares the time for a minute of speech, the two by turns, so that both suffer alike."""
    reading = from_moonshine()[0]
    samples = np.concatenate([reading.samples, reading.samples])[: 60 * RATE_HZ]
    minute = Recording(name="minute", samples=samples, reference="")

    def through_conduit() -> None:
        conduit.run(
            lambda: conduit.transcribe(minute.clip, model="local/moonshine-tiny", use_cache=False)
        )

    through_conduit()  # Loads the model and opens the ledger.
    ours, theirs = [], []
    for _ in range(_TIMES):
        ours.append(_seconds(through_conduit))
        theirs.append(_seconds(lambda: alone(minute)))
    ratio = median(ours) / median(theirs)
    return Row(
        what="transcribe 60 s through conduit, local/moonshine-tiny",
        ours=f"{median(ours):.2f} s",
        yardstick=f"{median(theirs):.2f} s, moonshine-voice itself",
        ratio=ratio,
        target="<= 1.03",
        ok=ratio <= 1.03,
    )


def _accuracy(engine: SpeechToText, alone: Callable[[Recording], str], name: str) -> Row:
    recordings = [*librivox(), *from_moonshine()]
    ours = rate([(one.reference, heard(engine, one.clip)) for one in recordings])
    theirs = rate([(one.reference, alone(one)) for one in recordings])
    return Row(
        what=f"WER of {engine.capabilities.model} on human speech",
        ours=f"{ours:.1%}",
        yardstick=f"{theirs:.1%}, {name} itself",
        ratio=ours / theirs if theirs else None,
        target="<= itself",
        ok=ours <= theirs,
    )


def _round_trip(voice: Piper, engine: SpeechToText) -> Row:
    """Says and hears the sentences with three seeds: one draw is two words more or less."""
    rates = [round_trip(voice, engine, [*LIST_1, *LIST_2], seed=str(seed)) for seed in range(3)]
    figure = fmean(rates)
    return Row(
        what=f"round trip, Harvard lists 1 and 2, heard by {engine.capabilities.model}",
        ours=f"{figure:.1%}",
        yardstick="seeds 0, 1, 2: " + ", ".join(f"{one:.1%}" for one in rates),
        ratio=None,
        target="WER <= 6%",
        ok=figure <= 0.06,
    )


def _first_audio(conduit: Conduit, text: str, limit_ms: int) -> Row:
    """Times the first piece from the start of the call, its ledger entry included."""

    def first() -> float:
        speech = conduit.run(lambda: conduit.speak(text, use_cache=False))
        assert speech.call is not None
        assert speech.call.first_result is not None
        return speech.call.first_result * 1000

    first()
    took = median(first() for _ in range(_TIMES))
    words = len(text.split())
    return Row(
        what=f"first audio of speak, warm, {words} words",
        ours=f"{took:.0f} ms",
        yardstick="",
        ratio=None,
        target=f"<= {limit_ms} ms",
        ok=took <= limit_ms,
    )


def _moonshine_alone() -> Callable[[Recording], str]:
    """Returns the package's own call, on a transcriber of its own."""
    from moonshine_voice import ModelArch, get_model_path
    from moonshine_voice.transcriber import Transcriber

    transcriber = Transcriber(get_model_path("tiny-en"), ModelArch.TINY)

    def hear(recording: Recording) -> str:
        found = transcriber.transcribe_without_streaming(recording.samples.tolist(), RATE_HZ)
        return " ".join(line.text for line in found.lines)

    return hear


def _whisper_alone(engine: WhisperTinyEn) -> Callable[[Recording], str]:
    """Returns faster-whisper's own call with its own settings, on our engine's weights."""
    import ctranslate2

    model: Any = engine._model

    def hear(recording: Recording) -> str:
        ctranslate2.set_random_seed(0)
        found, _ = model.transcribe(recording.samples, language="en")
        return " ".join(segment.text.strip() for segment in found)

    return hear


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
