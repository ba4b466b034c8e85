"""The default recogniser: Moonshine tiny, English, through the moonshine-voice package.

It hears windows cut at pauses, each in one go: that gives the same words as the package's streaming
in a fifth of the time, and none is lost at the end.
"""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Any

from conduit_nb.audio.stream import mono_blocks
from conduit_nb.audio.windows import Window, Windower, WindowRules
from conduit_nb.core.capabilities import Capabilities
from conduit_nb.core.checks import check_range
from conduit_nb.core.errors import EngineError, UserError
from conduit_nb.core.protocols import Partial, Recognition
from conduit_nb.core.repetition import cut_loops, loop_warnings
from conduit_nb.core.transcript import Segment
from conduit_nb.engines._weights import Package, Source, Weights, resolve

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from conduit_nb.core.audio import FloatArray
    from conduit_nb.core.requests import TranscribeRequest

__all__ = ["MoonshineTiny"]

_RATE_HZ = 16_000
_BLOCK_SECONDS = 1.0
# Less than this makes the model say "You", whatever was said.
_SHORTEST_SECONDS = 0.2
_FILE_RULES = WindowRules()
_LIVE_RULES = WindowRules(shortest=4.0, longest=12.0)

_SOURCE = Source(
    model="local/moonshine-tiny",
    files={
        "encoder_model.ort": "94e90a4654fc45cdfedb77c4c08e1739f48862998e58fada384b25118134f221",
        "decoder_model_merged.ort": (
            "cf524c4862d36e9e5ab032eddc73637efd822d70e868ac575cf1a46e1e4708a0"
        ),
        "tokenizer.bin": "6884b35fd6377d4c4d32336a0bc152f36b64d1e45b6503683cdc238250a8472d",
    },
    packages=(Package(module="moonshine_voice", folder="assets/tiny-en"),),
)


class MoonshineTiny:
    """Speech to text for English, on the machine, sentence by sentence.

    Args:
        weights: A folder with other weights of the same shape.
        models_dir: Not needed, the weights come with the package.
        download: Not needed either.
    """

    capabilities = Capabilities(
        model="local/moonshine-tiny",
        operations=frozenset({"transcribe"}),
        languages=("en",),
        streaming=True,
        local=True,
        options=("partials",),
        licence="MIT",
        requires=("moonshine_voice",),
        extra="local",
        note=(
            "English only; partials=SECONDS shows sentences while they are spoken; there is no"
            " build for macOS, where local/whisper-tiny.en stands in."
        ),
    )

    def __init__(
        self,
        *,
        weights: Path | None = None,
        models_dir: Path | None = None,
        download: bool = False,
    ) -> None:
        self._explicit = weights
        self._models_dir = models_dir
        self._download = download
        self._lock = threading.Lock()
        self._transcriber: Any = None

    def weights_note(self) -> str:
        """Returns where the weights are and how they were checked.

        Raises:
            EngineError: If they are missing or damaged.
        """
        return self._resolve().note

    def load(self) -> None:
        """Loads the model; the second call does nothing.

        Raises:
            EngineError: If the package or its weights are missing or damaged.
        """
        with self._lock:
            if self._transcriber is None:
                self._transcriber = _load(self._resolve())

    def transcribe(self, request: TranscribeRequest) -> Generator[Partial, None, Recognition]:
        """Yields each sentence as it is done, sooner with the option ``partials``.

        Raises:
            AudioError: If the audio cannot be decoded.
            EngineError: If the model cannot be loaded or fails.
            UserError: If an option is out of range.
        """
        every = _partials_option(request)
        self.load()
        windower = Windower(_RATE_HZ, _LIVE_RULES if every else _FILE_RULES)
        segments: list[Segment] = []
        loops = 0
        for window, final in _windows(request, windower, every):
            heard, cut = self._hear(window)
            for offset, segment in enumerate(_in_order(heard, segments)):
                yield Partial(
                    index=len(segments) + (0 if final else offset),
                    segment=segment,
                    final=final,
                    position=windower.heard,
                )
                if final:
                    segments.append(segment)
            loops += cut if final else 0
        return Recognition(
            segments=tuple(segments),
            audio_seconds=windower.heard,
            language="en",
            warnings=loop_warnings(loops),
        )

    def _hear(self, window: Window) -> tuple[list[Segment], int]:
        """Returns what is said in a window, and how many loops were cut."""
        if len(window.samples) < _SHORTEST_SECONDS * _RATE_HZ:
            return [], 0
        segments = []
        loops = 0
        for line in self._lines(window):
            text, cut = cut_loops(line.text.strip())
            loops += cut
            if text:
                start = window.start + max(0.0, line.start_time)
                segments.append(
                    Segment(text=text, start=start, end=start + max(0.0, line.duration))
                )
        return segments, loops

    def _lines(self, window: Window) -> list[Any]:
        from moonshine_voice.errors import MoonshineError

        try:
            heard = _hear_at_once(self._transcriber, window.samples)
        except MoonshineError as error:
            raise EngineError(
                f"Moonshine failed at {window.start:.1f} s ({error}).",
                hint="Try -m local/whisper-tiny.en.",
                model=self.capabilities.model,
            ) from error
        return heard

    def _resolve(self) -> Weights:
        return resolve(
            _SOURCE,
            explicit=self._explicit,
            models_dir=self._models_dir,
            download=self._download,
        )


def _hear_at_once(transcriber: Any, samples: FloatArray) -> list[Any]:
    """Returns the lines of a window, heard in one go.

    A stream of its own for each window, because the package's call without a stream goes on with
    the voice detector where the last recording left it and then hears a "You" that nobody said.
    Forced and before the stream is stopped, because it gives nothing otherwise.
    """
    stream = transcriber.create_stream(update_interval=math.inf)
    try:
        stream.start()
        # A list, because the package turns each item into a C float: numpy's take twice as long.
        stream.add_audio(samples.tolist(), _RATE_HZ)
        heard = stream.update_transcription(transcriber.MOONSHINE_FLAG_FORCE_UPDATE)
    finally:
        stream.close()
    return list(heard.lines)


def _windows(
    request: TranscribeRequest, windower: Windower, every: float
) -> Iterator[tuple[Window, bool]]:
    """Yields windows, and with `every` above 0 also what is pending, not final."""
    for block in mono_blocks(request.audio, _RATE_HZ, every or _BLOCK_SECONDS):
        done = False
        for window in windower.feed(block):
            done = True
            yield window, True
        if every and not done:
            yield windower.pending, False
    for window in windower.flush():
        yield window, True


def _in_order(heard: list[Segment], before: list[Segment]) -> Iterator[Segment]:
    """Yields the segments, none beginning before the last one ended.

    Each line of the model begins a little early, inside the line before it.
    """
    ended = before[-1].end if before else 0.0
    for segment in heard:
        start = min(max(segment.start, ended), segment.end)
        yield Segment(text=segment.text, start=start, end=segment.end)
        ended = segment.end


def _partials_option(request: TranscribeRequest) -> float:
    """Returns the seconds between partial texts, 0 for none."""
    given = request.options.get("partials", "0")
    try:
        seconds = float(given)
    except ValueError as error:
        raise UserError(
            f"partials is {given!r}; it must be a number of seconds, 0.1 to 10, or 0."
        ) from error
    if seconds:
        check_range("partials", seconds, low=0.1, high=10.0, unit="s")
    return seconds


def _load(weights: Weights) -> Any:
    try:
        from moonshine_voice.errors import MoonshineError
        from moonshine_voice.moonshine_api import ModelArch
        from moonshine_voice.transcriber import Transcriber
    except (ImportError, OSError) as error:  # OSError: its library does not load on this system.
        raise EngineError(
            f"moonshine-voice cannot be loaded here ({error}).",
            hint='Run pip install "conduit-nb[whisper]" and use -m local/whisper-tiny.en.',
            model=_SOURCE.model,
        ) from error
    try:
        # The lines' own audio is not needed, and copying it costs time.
        return Transcriber(weights.path, ModelArch.TINY, options={"return_audio_data": "false"})
    except MoonshineError as error:
        raise EngineError(
            f"The weights of {_SOURCE.model} in {weights.path} cannot be loaded ({error}).",
            hint=f'Install them again, or name another folder: [weights] "{_SOURCE.model}".',
            model=_SOURCE.model,
        ) from error
