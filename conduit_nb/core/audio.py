"""Audio as a value: its format, where its samples come from, and the clip itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from conduit_nb.core.checks import check_range
from conduit_nb.core.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float32]

__all__ = ["ArraySource", "AudioClip", "AudioFormat", "AudioSource", "check_sample_rate"]

MAX_SAMPLE_RATE_HZ = 768_000
MAX_CHANNELS = 256
# Mixes may go over full scale; values beyond +30 dB are integers that somebody cast to float.
MAX_FLOAT_SAMPLE = 32.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFormat:
    """How audio is stored.

    Attributes:
        container: The file format: ``wav``, ``flac``, ``mp3``, ``ogg``, ``raw``, ``array`` ...
        encoding: The sample encoding or codec: ``pcm_s16le``, ``pcm_f32le``, ``mulaw``, ``alaw``,
            ``flac``, ``mp3``, ``opus``, ``vorbis`` ...
        sample_rate_hz: Sample frames per second, 1 to 768,000.
        channels: Channels per sample frame, 1 to 256.
    """

    container: str
    encoding: str
    sample_rate_hz: int
    channels: int = 1

    def __post_init__(self) -> None:
        check_sample_rate("sample_rate_hz", self.sample_rate_hz)
        check_range("channels", self.channels, low=1, high=MAX_CHANNELS, whole=True)

    def __str__(self) -> str:
        layout = {1: "mono", 2: "stereo"}.get(self.channels, f"{self.channels} channels")
        return f"{self.container}/{self.encoding}, {self.sample_rate_hz} Hz, {layout}"


def check_sample_rate(field: str, value: object) -> None:
    """Raises unless `value` is a whole number of Hz that audio can have.

    Raises:
        UserError: With the field, the value and the bounds.
    """
    check_range(field, value, low=1, high=MAX_SAMPLE_RATE_HZ, unit="Hz", whole=True)


class AudioSource(Protocol):
    """Where a clip's samples come from; it can be read from the start as often as asked."""

    def blocks(self, frames: int) -> Iterator[FloatArray]:
        """Yields float32 arrays of shape (n, channels), 1 <= n <= frames, in [-1, 1].

        Raises:
            AudioError: If nothing at all can be decoded.
        """
        ...

    def digest(self) -> str:
        """Returns the SHA-256 (hex) of the audio's bytes as they were given."""
        ...

    def warnings(self) -> tuple[str, ...]:
        """Returns what was found wrong but bearable so far, one sentence each."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class ArraySource:
    """Samples held in memory: an array of shape (frames, channels), int16 or float32."""

    samples: NDArray[Any]

    def blocks(self, frames: int) -> Iterator[FloatArray]:
        """Yields the samples as float32 in [-1, 1], at most `frames` at a time."""
        for start in range(0, len(self.samples), frames):
            yield _as_float32(self.samples[start : start + frames])

    def digest(self) -> str:
        """Returns the SHA-256 of the sample values and their type."""
        state = hashlib.sha256(f"{self.samples.dtype.str}{self.samples.shape}".encode())
        state.update(self.samples.tobytes())
        return state.hexdigest()

    def warnings(self) -> tuple[str, ...]:
        """Returns nothing: an array was checked when it came in."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioClip:
    """A piece of audio with a known format, whose samples are read when they are needed.

    Attributes:
        source: Where the samples come from.
        format: How the audio was stored.
        frames: Sample frames (samples per channel) that the audio claims to hold, at least 1.
        name: What to call it in tables and messages, usually the file's name.
        path: The file it came from, if it came from one.
    """

    source: AudioSource = field(repr=False)
    format: AudioFormat
    frames: int
    name: str = "audio"
    path: Path | None = None

    def __post_init__(self) -> None:
        if self.frames < 1:
            raise AudioError(
                f"{self.name} holds no samples (frames is {self.frames}; it must be at least 1).",
                hint="Check that the recording is not empty.",
            )

    @classmethod
    def from_samples(cls, samples: Any, sample_rate_hz: int, *, name: str = "array") -> AudioClip:
        """Returns a clip over an array of samples.

        Args:
            samples: Shape (frames,) or (frames, channels): floats in [-1, 1], or signed integers
                (int16, int32) or uint8 over their full range.
            sample_rate_hz: Sample frames per second.
            name: What to call it.

        Raises:
            AudioError: If there are no samples, or some are NaN or infinite, or the shape is wrong.
            UserError: If the rate or the number of channels is out of range.
        """
        check_sample_rate("sample_rate_hz", sample_rate_hz)
        array = _checked(samples, name)
        encoding = "pcm_s16le" if array.dtype.kind == "i" else "pcm_f32le"
        audio_format = AudioFormat(
            container="array",
            encoding=encoding,
            sample_rate_hz=int(sample_rate_hz),
            channels=array.shape[1],
        )
        return cls(source=ArraySource(array), format=audio_format, frames=len(array), name=name)

    @property
    def duration(self) -> float:
        """Length in seconds, as the header tells it."""
        return self.frames / self.format.sample_rate_hz

    def blocks(self, seconds: float = 1.0) -> Iterator[FloatArray]:
        """Yields float32 arrays of shape (n, channels) of at most `seconds` each."""
        yield from self.source.blocks(max(1, round(seconds * self.format.sample_rate_hz)))

    def samples(self) -> FloatArray:
        """Returns all samples as one float32 array of shape (frames, channels)."""
        import numpy as np

        return np.concatenate(list(self.blocks(30.0)))

    def _repr_html_(self) -> str:
        from conduit_nb.core.html import clip_html

        return clip_html(self)


def _checked(samples: Any, name: str) -> NDArray[Any]:
    """Returns a (frames, channels) array of int16 or float32, or says what is wrong."""
    import numpy as np

    array = np.asarray(samples)
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2:
        raise AudioError(
            f"{name} has {array.ndim} dimensions; audio has 1 (frames) or 2 (frames, channels)."
        )
    if array.size == 0:
        raise AudioError(f"{name} holds no samples.", hint="Check that the recording is not empty.")
    if array.shape[1] > MAX_CHANNELS:
        raise AudioError(
            f"{name} has {array.shape[1]} channels; at most {MAX_CHANNELS} are possible.",
            hint="The array's shape must be (frames, channels); transpose it if it is not.",
        )
    if array.dtype == np.int16:
        return array
    if array.dtype.kind in "iu":
        return _as_float32(array)
    if array.dtype.kind != "f":
        raise AudioError(
            f"{name} holds {array.dtype} values; audio samples are floats or integers."
        )
    if not np.isfinite(array).all():
        raise AudioError(
            f"{name} holds NaN or infinite samples.",
            hint="Find where they come from, or replace them with numpy.nan_to_num.",
        )
    loudest = float(np.abs(array).max())
    if loudest > MAX_FLOAT_SAMPLE:
        raise AudioError(
            f"{name} has float samples up to {loudest:.0f}; floats lie in [-1, 1].",
            hint="Divide by the full scale (32768 for 16-bit values), or pass an integer array.",
        )
    clipped: NDArray[Any] = np.clip(array, -1.0, 1.0).astype(np.float32)
    return clipped


def _as_float32(array: NDArray[Any]) -> FloatArray:
    """Returns integer or float samples as float32 in [-1, 1]."""
    import numpy as np

    if array.dtype == np.float32:
        return array
    if array.dtype == np.uint8:  # 8-bit PCM is unsigned with its middle at 128.
        return (array.astype(np.float32) - 128.0) / 128.0
    if array.dtype.kind == "i":
        return (array / float(-np.iinfo(array.dtype).min)).astype(np.float32)
    return array.astype(np.float32)
