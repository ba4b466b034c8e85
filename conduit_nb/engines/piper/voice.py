"""One Piper voice: its configuration and its network."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import EngineError
from conduit_nb.engines.piper.noise import NOISE_INPUT, noise_from_input

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from conduit_nb.core.audio import FloatArray

__all__ = ["LoadedVoice", "Manner", "VoiceConfig", "read_config"]

_THREADS = 2
# The numbers drawn for 192 channels and 86 frames a second: enough for two minutes in one piece.
_NOISE_BANK = 1 << 21
_NOISE_OFFSETS = 1 << 16
# Numbers further out make single sounds very short or long, and words run together: without the
# limit sentences came back with 5.9% of the words wrong, with it 5.2% (means over three seeds).
_NOISE_LIMIT = 1.5
_PAD, _BEGIN, _END = "_", "^", "$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a piece is spoken.

    Attributes:
        noise_scale: Liveliness of the sound, 0 to 2.
        noise_w: Liveliness of the rhythm, 0 to 2.
        length_scale: How long sounds last, 1 as trained.
        seed: Which noise is used; the same seed and text give the same audio.
        speaker: Which of the voice's speakers.
    """

    noise_scale: float
    noise_w: float
    length_scale: float
    seed: int = 0
    speaker: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceConfig:
    """What a voice's JSON says of it.

    Attributes:
        name: What the voice is called, from its file's name.
        language: The language of its phonemes, such as ``en-us``.
        sample_rate_hz: Sample frames per second.
        ids: The numbers of each phoneme.
        noise_scale: Liveliness of the sound it was published with.
        noise_w: Liveliness of the rhythm it was published with.
        length_scale: Length of sounds it was published with.
        speakers: How many speakers it has.
        letters: True when it was trained on letters and not on phonemes.
    """

    name: str
    language: str
    sample_rate_hz: int
    ids: Mapping[str, tuple[int, ...]] = field(repr=False)
    noise_scale: float
    noise_w: float
    length_scale: float
    speakers: int
    letters: bool


def read_config(model: Path) -> VoiceConfig:
    """Returns the configuration that lies beside a voice's .onnx file.

    Raises:
        EngineError: If it is missing or is not a Piper voice's.
    """
    path = model.with_name(model.name + ".json")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        inference = data.get("inference", {})
        return VoiceConfig(
            name=model.stem,
            language=str(data["espeak"]["voice"]).lower().replace("_", "-"),
            sample_rate_hz=int(data["audio"]["sample_rate"]),
            ids={key: tuple(map(int, ids)) for key, ids in data["phoneme_id_map"].items()},
            noise_scale=float(inference.get("noise_scale", 0.667)),
            noise_w=float(inference.get("noise_w", 0.8)),
            length_scale=float(inference.get("length_scale", 1.0)),
            speakers=int(data.get("num_speakers", 1)),
            letters=data.get("phoneme_type") == "text",
        )
    except OSError as error:
        raise EngineError(
            f"{path} cannot be read ({error.strerror}); a Piper voice is two files.",
            hint="Put NAME.onnx and NAME.onnx.json in one folder.",
        ) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EngineError(
            f"{path} is not the configuration of a Piper voice ({type(error).__name__}: {error}).",
            hint="Take the .onnx.json that was published with the voice.",
        ) from error


class LoadedVoice:
    """A voice in memory.

    Args:
        model: Its .onnx file, with the .onnx.json beside it.

    Raises:
        EngineError: If a file is missing or damaged, or the runtime is not installed.
    """

    def __init__(self, model: Path) -> None:
        self.config = read_config(model)
        self._session = _open(model)
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._bank: tuple[int, FloatArray] | None = None

    def speak(self, symbols: str, manner: Manner) -> FloatArray:
        """Returns the audio for phonemes, shape (n,), full scale 1.

        Raises:
            EngineError: If the network fails.
        """
        import numpy as np

        ids = np.array([self._ids(symbols)], np.int64)
        feed: dict[str, NDArray[Any]] = {
            "input": ids,
            "input_lengths": np.array([ids.shape[1]], np.int64),
            "scales": np.array(
                [manner.noise_scale, manner.length_scale, manner.noise_w], np.float32
            ),
        }
        if "sid" in self._inputs:
            feed["sid"] = np.array([manner.speaker], np.int64)
        if NOISE_INPUT in self._inputs:
            feed[NOISE_INPUT] = self._noise(manner.seed, symbols)
        try:
            audio: FloatArray = self._session.run(None, feed)[0].reshape(-1)
        except Exception as error:  # The runtime's errors share no base but Exception.
            raise EngineError(
                f"The voice {self.config.name} failed ({error}).",
                hint="Use another voice, or shorter sentences.",
            ) from error
        return audio

    def knows(self, symbol: str) -> bool:
        """Returns whether the voice has a number for a phoneme."""
        return symbol in self.config.ids

    def _ids(self, symbols: str) -> list[int]:
        ids, pad = self.config.ids, self.config.ids[_PAD]
        numbers = [*ids[_BEGIN], *pad]
        for symbol in symbols:
            if symbol in ids:
                numbers += [*ids[symbol], *pad]
        return [*numbers, *ids[_END]]

    def _noise(self, seed: int, symbols: str) -> FloatArray:
        """Returns random numbers that depend on the seed and what is said, on nothing else."""
        import numpy as np

        if self._bank is None or self._bank[0] != seed:
            random = np.random.default_rng(seed)
            size = _NOISE_BANK + _NOISE_OFFSETS
            drawn = random.standard_normal(size, np.float32)
            self._bank = seed, np.clip(drawn, -_NOISE_LIMIT, _NOISE_LIMIT)
        offset = zlib.crc32(symbols.encode()) % _NOISE_OFFSETS
        return self._bank[1][offset : offset + _NOISE_BANK]


def _open(model: Path) -> Any:
    """Returns the runtime's session for a voice, its noise an input where that can be done."""
    try:
        import onnxruntime
    except (ImportError, OSError) as error:
        raise EngineError(
            f"onnxruntime cannot be loaded ({error}).",
            hint='Run pip install "conduit-nb[local]".',
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # Errors only: its warnings would stand in the notebook.
    try:
        data = model.read_bytes()
        return onnxruntime.InferenceSession(
            noise_from_input(data) or data, options, providers=["CPUExecutionProvider"]
        )
    except OSError as error:
        raise EngineError(
            f"The voice {model} cannot be read ({error.strerror}).",
            hint="Give the path of a Piper voice's .onnx file.",
        ) from error
    except Exception as error:  # The runtime's errors share no base but Exception.
        raise EngineError(
            f"{model} is not a voice that can be loaded ({error}).",
            hint="Check that the file is whole, and that it is a Piper voice.",
        ) from error
