"""What the engines cost and how well they hear and speak, beside their own libraries."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
from conduit_nb.engines.moonshine import MoonshineTiny
from conduit_nb.engines.piper import Piper
from conduit_nb.engines.whisper import WhisperTinyEn
from tests.bench.rows import Row
from tests.engines.harvard import LIST_1, LIST_2, round_trip
from tests.engines.recordings import (
    RATE_HZ,
    Recording,
    from_moonshine,
    heard,
    librivox,
    rate,
    recognise,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from conduit_nb.core.protocols import SpeechToText

__all__ = ["rows"]

SHORT = "The test is done."
# Fifteen words, with clause marks.
LONG = "After the meeting, the committee agreed, with some doubts, to share the new results today."
_TIMES = 5


def rows() -> list[Row]:
    """Returns the figures of the engines; takes some minutes."""
    moonshine, whisper, piper = MoonshineTiny(), WhisperTinyEn(), Piper()
    for engine in (moonshine, whisper, piper):
        engine.load()
    alone = _moonshine_alone()
    return [
        _speed(moonshine, alone),
        # Afresh each time: the package's detector remembers its last recording, to its harm.
        _accuracy(moonshine, _moonshine_alone(), "moonshine-voice"),
        _accuracy(whisper, _whisper_alone(whisper), "faster-whisper"),
        _round_trip(piper, moonshine),
        _round_trip(piper, whisper),
        _first_audio(piper, SHORT, 250),
        _first_audio(piper, LONG, 350),
    ]


def _speed(engine: MoonshineTiny, alone: Callable[[Recording], str]) -> Row:
    """Compares the time for a minute of speech, the two by turns, so that both suffer alike."""
    reading = from_moonshine()[0]
    samples = np.concatenate([reading.samples, reading.samples])[: 60 * RATE_HZ]
    minute = Recording(name="minute", samples=samples, reference="")
    request = TranscribeRequest(audio=minute.clip)
    ours, theirs = [], []
    for _ in range(_TIMES):
        ours.append(_seconds(lambda: recognise(engine, request)))
        theirs.append(_seconds(lambda: alone(minute)))
    ratio = median(ours) / median(theirs)
    return Row(
        what="transcribe 60 s, local/moonshine-tiny",
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
    """Says and hears the sentences with three seeds; the figure is that of the default one."""
    rates = [round_trip(voice, engine, [*LIST_1, *LIST_2], seed=str(seed)) for seed in range(3)]
    return Row(
        what=f"round trip, Harvard lists 1 and 2, heard by {engine.capabilities.model}",
        ours=f"{rates[0]:.1%}",
        yardstick="with other seeds " + ", ".join(f"{other:.1%}" for other in rates[1:]),
        ratio=None,
        target="WER <= 6%",
        ok=rates[0] <= 0.06,
    )


def _first_audio(voice: Piper, text: str, limit_ms: int) -> Row:
    def first() -> None:
        chunks = voice.synthesize(SpeakRequest(text=text))
        next(iter(chunks))

    first()
    took = median(_seconds(first) for _ in range(_TIMES)) * 1000
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
