"""Audio files made to order: sound ones, and every way of being broken."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ = 16_000
#: One file format a line: name, libsndfile's format, libsndfile's encoding.
FORMATS = {
    "a.wav": ("WAV", "PCM_16"),
    "float.wav": ("WAV", "FLOAT"),
    "ulaw.wav": ("WAV", "ULAW"),
    "a.flac": ("FLAC", "PCM_16"),
    "a.mp3": ("MP3", "MPEG_LAYER_III"),
    "a.opus": ("OGG", "OPUS"),
    "a.oga": ("OGG", "VORBIS"),
}


def wave(seconds: float, channels: int = 1, rate_hz: int = RATE_HZ) -> NDArray[np.float32]:
    """Returns a tone in a little noise, which no codec compresses to nothing."""
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    hiss = np.random.default_rng(0).standard_normal(len(times))
    mono = 0.3 * np.sin(2 * np.pi * 440 * times) + 0.05 * hiss
    return np.repeat(mono[:, None], channels, axis=1).astype(np.float32)


def encoded(name: str, seconds: float = 10.0, *, samples: Any = None, rate_hz: int = 0) -> bytes:
    """Returns a whole file of the named format, written by libsndfile itself."""
    major, subtype = FORMATS[name]
    sink = io.BytesIO()
    data = wave(seconds) if samples is None else samples
    soundfile.write(sink, data, rate_hz or RATE_HZ, format=major, subtype=subtype)
    return sink.getvalue()


def with_sizes(wav: bytes, *, riff: int, data: int) -> bytes:
    """Returns a WAV file whose header claims other sizes."""
    at = wav.index(b"data")
    return b"".join(
        (wav[:4], struct.pack("<I", riff), wav[8 : at + 4], struct.pack("<I", data), wav[at + 8 :])
    )


def flac_claiming(flac: bytes, frames: int) -> bytes:
    """Returns a FLAC file whose STREAMINFO claims `frames` sample frames; 0 leaves it open."""
    head = bytearray(flac[:42])
    head[21] = (head[21] & 0xF0) | (frames >> 32)
    head[22:26] = struct.pack(">I", frames & 0xFFFFFFFF)
    return bytes(head) + flac[42:]


def mutated(data: bytes, seed: int) -> bytes:
    """Returns the file with bytes changed, taken out or repeated, differently for each seed."""
    generator = np.random.default_rng(seed)
    result = bytearray(data)
    # Half of the changes hit the first bytes, where the headers are.
    for _ in range(int(generator.integers(1, 12))):
        limit = len(result) if generator.random() < 0.5 else min(len(result), 200)
        at = int(generator.integers(limit))
        length = int(generator.integers(1, 9))
        kind = generator.integers(4)
        if kind == 0:
            result[at : at + length] = generator.bytes(length)
        elif kind == 1:
            del result[at : at + length * 50]
        elif kind == 2:
            result[at:at] = result[at : at + length * 20]
        else:
            result[at : at + length] = b"\xff" * length
    return bytes(result)
