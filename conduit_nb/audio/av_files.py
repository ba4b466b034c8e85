"""M4A, MP4, AAC and WebM, through the optional package PyAV (FFmpeg's libraries)."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from conduit_nb.core.audio import MAX_SAMPLE_RATE_HZ, AudioFormat
from conduit_nb.core.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conduit_nb.core.audio import FloatArray

__all__ = ["CONTAINERS", "blocks", "probe"]

#: Containers that only FFmpeg reads, as `headers.sniff` names them.
CONTAINERS = frozenset({"aac", "mp1", "mp2", "mp4", "webm"})
MAX_SECONDS = 1e7


def probe(given: Path | bytes, name: str, container: str) -> tuple[AudioFormat, int]:
    """Returns the audio's format and its length in sample frames, as the header tells it.

    Where the header tells no length, as in a WebM from a browser's recorder, the sound is decoded
    once and counted.

    Args:
        given: A file's path, or the bytes of one.
        name: What to call it in messages.
        container: What `headers.sniff` found.

    Raises:
        AudioError: If PyAV is not installed, or the file holds no sound that decodes.
    """
    import_av(name)
    with _opened(given, name) as file:
        stream = file.streams.audio[0]
        context = stream.codec_context
        if not (1 <= context.sample_rate <= MAX_SAMPLE_RATE_HZ):
            raise _damaged(name)
        audio_format = AudioFormat(
            container=container,
            encoding=context.codec.canonical_name,
            sample_rate_hz=context.sample_rate,
            channels=context.channels,
        )
        seconds = 0.0
        if stream.duration and stream.time_base:
            seconds = float(stream.duration * stream.time_base)
        elif file.duration:
            seconds = file.duration / 1e6  # FFmpeg counts a container's length in microseconds.
    if 0 < seconds < MAX_SECONDS and container in {"mp4", "webm"}:
        return audio_format, max(1, round(seconds * audio_format.sample_rate_hz))
    return audio_format, sum(len(block) for block in blocks(given, audio_format, name, 65_536))


def blocks(
    given: Path | bytes, audio_format: AudioFormat, name: str, frames: int
) -> Iterator[FloatArray]:
    """Yields float32 blocks of shape (n, channels), n <= frames; ends where decoding fails.

    Raises:
        AudioError: If PyAV is not installed or the file cannot be opened.
    """
    av = import_av(name)
    with _opened(given, name) as file:
        stream = file.streams.audio[0]
        resampler = av.AudioResampler(
            format="flt", layout=stream.codec_context.layout, rate=audio_format.sample_rate_hz
        )
        try:
            for packet in file.demux(stream):
                for decoded in packet.decode():
                    for piece in resampler.resample(decoded):
                        yield from _cut(piece.to_ndarray(), audio_format.channels, frames)
            for piece in resampler.resample(None):
                yield from _cut(piece.to_ndarray(), audio_format.channels, frames)
        except (av.FFmpegError, ValueError):
            return  # Damaged from here on; what was decoded counts.


def _cut(packed: FloatArray, channels: int, frames: int) -> Iterator[FloatArray]:
    block = packed.reshape(-1, channels)
    for start in range(0, len(block), frames):
        yield np.array(block[start : start + frames])


def import_av(name: str) -> Any:
    """Returns the module PyAV.

    Raises:
        AudioError: If it is not installed; the message names the extra that brings it.
    """
    try:
        import av
    except ImportError as error:
        raise AudioError(
            f"{name} needs codecs that are an optional part.",
            hint='Install them with: pip install "conduit-nb[av]"',
        ) from error
    av.logging.set_level(None)  # FFmpeg would write to the process's standard error.
    return av


@contextmanager
def _opened(given: Path | bytes, name: str) -> Iterator[Any]:
    av = import_av(name)
    source = io.BytesIO(given) if isinstance(given, bytes) else str(given)
    try:
        file = av.open(source)
    except (av.FFmpegError, ValueError) as error:
        raise _damaged(name) from error
    with file:
        if not file.streams.audio:
            raise AudioError(f"{name} holds no sound.", hint="Name a file that does.")
        yield file


def _damaged(name: str) -> AudioError:
    return AudioError(
        f"{name} is damaged: its sound cannot be decoded.", hint="Copy or record it again."
    )
