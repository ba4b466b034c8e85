"""The table of file formats: which ending, which encoding, and what each of them can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conduit_nb.core.checks import check_choice
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from pathlib import PurePath

__all__ = ["ENDINGS", "RAW_ENDINGS", "Codec", "codec_for", "codec_of_path", "encoding_name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """One way to store audio that can be written.

    Attributes:
        container: The file format, as `AudioFormat` names it.
        encoding: The sample encoding, as `AudioFormat` names it.
        major: libsndfile's name of the format.
        subtype: libsndfile's name of the encoding.
        rates_hz: The rates it can hold, rising; empty for any.
        max_channels: The most channels it can hold.
        bits: Bits of an integer sample; 0 where floats are handed over.
    """

    container: str
    encoding: str
    major: str
    subtype: str
    rates_hz: tuple[int, ...] = ()
    max_channels: int = 256
    bits: int = 0

    def rate_for(self, sample_rate_hz: int) -> int:
        """Returns the rate to use for audio of that rate: the same, or the next higher one."""
        if not self.rates_hz:
            return sample_rate_hz
        higher = [rate for rate in self.rates_hz if rate >= sample_rate_hz]
        return higher[0] if higher else self.rates_hz[-1]


_OPUS_HZ = (8_000, 12_000, 16_000, 24_000, 48_000)
_MP3_HZ = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
_CODECS = (
    Codec(container="wav", encoding="pcm_s16le", major="WAV", subtype="PCM_16", bits=16),
    Codec(container="wav", encoding="pcm_s24le", major="WAV", subtype="PCM_24", bits=24),
    Codec(container="wav", encoding="pcm_f32le", major="WAV", subtype="FLOAT"),
    Codec(container="wav", encoding="mulaw", major="WAV", subtype="ULAW", bits=16),
    Codec(container="wav", encoding="alaw", major="WAV", subtype="ALAW", bits=16),
    Codec(
        container="flac", encoding="flac", major="FLAC", subtype="PCM_16", bits=16, max_channels=8
    ),
    Codec(
        container="mp3",
        encoding="mp3",
        major="MP3",
        subtype="MPEG_LAYER_III",
        rates_hz=_MP3_HZ,
        max_channels=2,
    ),
    Codec(container="ogg", encoding="opus", major="OGG", subtype="OPUS", rates_hz=_OPUS_HZ),
    Codec(container="ogg", encoding="vorbis", major="OGG", subtype="VORBIS"),
    Codec(container="raw", encoding="mulaw", major="RAW", subtype="ULAW", bits=16),
    Codec(container="raw", encoding="alaw", major="RAW", subtype="ALAW", bits=16),
)

#: What an ending means when a file is written: (container, encoding unless another is named).
ENDINGS = {
    ".wav": ("wav", "pcm_s16le"),
    ".flac": ("flac", "flac"),
    ".mp3": ("mp3", "mp3"),
    ".opus": ("ogg", "opus"),
    ".ogg": ("ogg", "opus"),
    ".oga": ("ogg", "vorbis"),
    ".ulaw": ("raw", "mulaw"),
    ".alaw": ("raw", "alaw"),
}
#: Files without a header: one channel at 8 kHz, as telephones have it.
RAW_ENDINGS = {".ulaw": "mulaw", ".alaw": "alaw"}
RAW_RATE_HZ = 8_000

_ENCODING_NAMES = {
    "PCM_S8": "pcm_s8",
    "PCM_U8": "pcm_u8",
    "PCM_16": "pcm_s16le",
    "PCM_24": "pcm_s24le",
    "PCM_32": "pcm_s32le",
    "FLOAT": "pcm_f32le",
    "DOUBLE": "pcm_f64le",
    "ULAW": "mulaw",
    "ALAW": "alaw",
}
_BIG_ENDIAN = frozenset({"aiff", "au"})


def encoding_name(container: str, subtype: str) -> str:
    """Returns `AudioFormat`'s name for what libsndfile calls `subtype` in a container."""
    if container == "flac":
        return "flac"
    name = _ENCODING_NAMES.get(subtype, subtype.lower())
    return name.replace("le", "be") if container in _BIG_ENDIAN else name


def codec_for(container: str, encoding: str) -> Codec:
    """Returns how to write `encoding` into `container`.

    Raises:
        UserError: If the container cannot be written, or does not hold that encoding.
    """
    check_choice("container", container, sorted({codec.container for codec in _CODECS}))
    known = {codec.encoding: codec for codec in _CODECS if codec.container == container}
    check_choice("encoding", encoding, known)
    return known[encoding]


def codec_of_path(path: PurePath, encoding: str | None) -> Codec:
    """Returns how to write the file that `path` names.

    Raises:
        UserError: If its ending is not known, or does not go with `encoding`.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError(
            f"{path.name} does not tell the audio format; use the ending {', '.join(ENDINGS)}."
        )
    container, usual = ENDINGS[ending]
    return codec_for(container, encoding or usual)
