"""Ogg pages (RFC 3533): giving a stream a fixed serial number, so that equal audio is equal bytes.

Encoders draw the serial number at random. It only matters where streams are multiplexed; in a
notebook's output it would make each run differ from the last.
"""

from __future__ import annotations

import functools

from conduit_nb.core.errors import AudioError

__all__ = ["with_serial"]

_CAPTURE = b"OggS"
_HEADER_BYTES = 27
_POLYNOMIAL = 0x04C11DB7


def with_serial(data: bytes, serial: int = 1) -> bytes:
    """Returns an Ogg file of one stream with another serial number and right checksums.

    Raises:
        AudioError: If `data` is not made of whole Ogg pages.
    """
    result, at = bytearray(data), 0
    while at < len(result):
        end = _page_end(result, at)
        result[at + 14 : at + 18] = serial.to_bytes(4, "little")
        result[at + 22 : at + 26] = bytes(4)  # the checksum counts as 0 while it is computed
        result[at + 22 : at + 26] = _checksum(result[at:end]).to_bytes(4, "little")
        at = end
    return bytes(result)


def _page_end(data: bytearray, at: int) -> int:
    header_end = at + _HEADER_BYTES
    if data[at : at + 4] == _CAPTURE and header_end <= len(data):
        segments = data[header_end : header_end + data[header_end - 1]]
        end = header_end + len(segments) + sum(segments)
        if len(segments) == data[header_end - 1] and end <= len(data):
            return end
    raise AudioError(f"The data is no Ogg file: no whole page begins at byte {at}.")


def _checksum(page: bytearray) -> int:
    state, table = 0, _table()
    for byte in page:
        state = ((state << 8) & 0xFFFFFFFF) ^ table[(state >> 24) ^ byte]
    return state


@functools.cache
def _table() -> tuple[int, ...]:
    return tuple(_entry(byte) for byte in range(256))


def _entry(byte: int) -> int:
    state = byte << 24
    for _ in range(8):
        state = ((state << 1) ^ (_POLYNOMIAL if state >> 31 else 0)) & 0xFFFFFFFF
    return state
