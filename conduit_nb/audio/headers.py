"""What the first and last bytes of an audio file tell, read without a codec.

Codec libraries trust a header's claims or quietly bend them; these few checks tell the difference
between a stream of unknown length, a file that was cut off, and a header that lies.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HEAD_BYTES", "WavClaim", "has_ogg_end", "sniff", "wav_claim"]

HEAD_BYTES = 64
_MAX_CHUNKS = 1000
_STREAMED_SIZES = frozenset({0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0x7FFFF000, 0xFFFFF000})
_MAGIC = (
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (0, b".snd", "au"),
    (0, b"caff", "caf"),
    (0, b"NIST_1A", "nist"),
    (0, b"riff\x2e\x91\xcf\x11", "w64"),
    (0, b"\x1a\x45\xdf\xa3", "webm"),
    (4, b"ftyp", "mp4"),
)


def sniff(head: bytes) -> str | None:
    """Returns the container that a file's first bytes show, or None when they show no audio.

    Args:
        head: The first 64 bytes or more.
    """
    if head[:4] in {b"RIFF", b"RIFX", b"RF64"} and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        return "aiff"
    for at, magic, container in _MAGIC:
        if head[at : at + len(magic)] == magic:
            return container
    if head[:3] == b"ID3":
        return "mp3"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        # Eleven set bits start an MPEG audio frame; layer 0 there means AAC in ADTS.
        layer = head[1] >> 1 & 3
        return {0: "aac", 1: "mp3", 2: "mp2", 3: "mp1"}[layer]
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class WavClaim:
    """What a WAV header says of its samples.

    Attributes:
        codec: The format tag: 1 is PCM, 3 float, 6 A-law, 7 mu-law, 0x55 MP3 ...
        frame_bytes: Bytes of one sample frame, at least 1.
        data_bytes: Bytes of audio that the header claims; None when it was left open.
        present_bytes: Bytes that follow the header in the file.
    """

    codec: int
    frame_bytes: int
    data_bytes: int | None
    present_bytes: int


def wav_claim(handle: BinaryIO, size: int) -> WavClaim | None:
    """Returns what a WAV header claims, or None when it has no audio chunk.

    Args:
        handle: The file, read from its start.
        size: Its length in bytes.
    """
    handle.seek(0)
    head = handle.read(12)
    order = ">" if head[:4] == b"RIFX" else "<"
    riff_bytes = struct.unpack(f"{order}I", head[4:8])[0]
    codec, frame_bytes, long_data = 0, 1, None
    for name, length, body in _chunks(handle, size, order):
        if name == b"ds64" and len(body) >= 16:
            long_data = struct.unpack("<Q", body[8:16])[0]
        elif name == b"fmt " and len(body) >= 16:
            codec, _, _, _, frame_bytes, _ = struct.unpack(f"{order}HHIIHH", body[:16])
            if codec == 0xFFFE and len(body) >= 26:
                codec = struct.unpack(f"{order}H", body[24:26])[0]
        elif name == b"data":
            start = handle.tell()
            declared: int | None = length
            if head[:4] == b"RF64" and length == 0xFFFFFFFF:
                declared = long_data
            elif _left_open(riff_bytes, length):
                declared = None
            return WavClaim(
                codec=codec,
                frame_bytes=max(1, frame_bytes),
                data_bytes=declared,
                present_bytes=max(0, size - start),
            )
    return None


def _left_open(riff_bytes: int, data_bytes: int) -> bool:
    """Returns whether a writer that could not seek back left both sizes open.

    ffmpeg writes 0xFFFFFFFF twice, SoX and arecord a number just under 2 or 4 GiB. One such size
    alone is no placeholder but a wrong header.
    """
    return data_bytes in _STREAMED_SIZES and (
        riff_bytes in _STREAMED_SIZES or 0 < riff_bytes - data_bytes <= 1024
    )


def _chunks(handle: BinaryIO, size: int, order: str) -> Iterator[tuple[bytes, int, bytes]]:
    """Yields (name, claimed length, first 64 bytes) of RIFF chunks; at `data` it stays there."""
    for _ in range(_MAX_CHUNKS):
        head = handle.read(8)
        if len(head) < 8:
            return
        length = struct.unpack(f"{order}I", head[4:])[0]
        start = handle.tell()
        if head[:4] == b"data":
            yield head[:4], length, b""
            return
        yield head[:4], length, handle.read(min(length, HEAD_BYTES))
        if start + length >= size:
            return
        handle.seek(start + length + length % 2)


def has_ogg_end(handle: BinaryIO, size: int) -> bool:
    """Returns whether an Ogg file ends with a whole page that carries the end-of-stream mark."""
    handle.seek(max(0, size - 65_536))
    tail = handle.read(65_536)
    at = tail.rfind(b"OggS")
    if at < 0 or len(tail) < at + 27:
        return False
    lacing = tail[at + 27 : at + 27 + tail[at + 26]]
    whole = len(lacing) == tail[at + 26] and at + 27 + len(lacing) + sum(lacing) <= len(tail)
    return whole and bool(tail[at + 5] & 4)
