"""What first and last bytes tell."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.audio.headers import has_ogg_end, sniff, wav_claim
from tests.audio.broken import encoded, with_sizes

WAV = encoded("a.wav", 1.0)


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (WAV, "wav"),
        (b"RIFX\0\0\0\0WAVE", "wav"),
        (b"RF64\xff\xff\xff\xffWAVE", "wav"),
        (encoded("a.flac", 0.1), "flac"),
        (encoded("a.mp3", 0.1), "mp3"),
        (b"ID3\x04\0\0\0\0\0\0", "mp3"),
        (encoded("a.opus", 0.1), "ogg"),
        (b"FORM\0\0\0\0AIFF", "aiff"),
        (b"FORM\0\0\0\0AIFC", "aiff"),
        (b".snd\0\0\0\x18", "au"),
        (b"\0\0\0\x20ftypM4A ", "mp4"),
        (b"\x1a\x45\xdf\xa3\x9f", "webm"),
        (b"\xff\xf1\x50\x80", "aac"),
        (b"\xff\xfd\x80\x04", "mp2"),
        (b"RIFF\0\0\0\0AVI ", None),
        (b"%PDF-1.7", None),
        (b"\xff\xd8\xff\xe0", None),
        (b"", None),
        (b"\xff", None),
    ],
    ids=lambda value: value[:12].hex() if isinstance(value, bytes) else str(value),
)
def test_containers_are_known_by_their_first_bytes(head: bytes, container: str | None) -> None:
    """Not by the file's name: a JPEG called .mp3 is no audio."""
    assert sniff(head[:64]) == container


@given(st.binary(max_size=64))
def test_any_bytes_can_be_looked_at(head: bytes) -> None:
    """No length and no content makes it fail."""
    assert sniff(head) is None or isinstance(sniff(head), str)
    wav_claim(io.BytesIO(head), len(head)) if len(head) >= 12 else None
    has_ogg_end(io.BytesIO(head), len(head))


def test_a_true_header_claims_what_is_there() -> None:
    """16,000 samples of 2 bytes."""
    claim = wav_claim(io.BytesIO(WAV), len(WAV))
    assert claim is not None
    assert (claim.codec, claim.frame_bytes) == (1, 2)
    assert claim.data_bytes == claim.present_bytes == 32_000


def test_chunks_before_the_audio_are_passed_over() -> None:
    """Recorders put notes, odd-sized ones too, before the samples."""
    note = b"LIST" + struct.pack("<I", 5) + b"hello\0"
    data = WAV[:12] + note + WAV[12:]
    claim = wav_claim(io.BytesIO(data), len(data))
    assert claim is not None
    assert claim.data_bytes == 32_000


def test_a_header_without_audio_claims_nothing() -> None:
    """There is no `data` chunk."""
    assert wav_claim(io.BytesIO(WAV[:36]), 36) is None


@pytest.mark.parametrize(
    ("riff", "size", "expected"),
    [
        (0xFFFFFFFF, 0xFFFFFFFF, None),
        (0x7FFFF024, 0x7FFFF000, None),
        (32_036, 0xFFFFFFFF, 0xFFFFFFFF),
        (4_000_000_036, 4_000_000_000, 4_000_000_000),
        (36, 0, 0),
    ],
)
def test_open_sizes_are_told_from_wrong_ones(riff: int, size: int, expected: int | None) -> None:
    """A placeholder stands in both places; one big number alone is a lie."""
    data = with_sizes(WAV, riff=riff, data=size)
    claim = wav_claim(io.BytesIO(data), len(data))
    assert claim is not None
    assert claim.data_bytes == expected


def test_rf64_tells_its_size_in_64_bits() -> None:
    """As a recording of more than 4 GB does (EBU Tech 3306)."""
    ds64 = b"ds64" + struct.pack("<IQQQI", 28, 5_000_000_060, 5_000_000_000, 2_500_000_000, 0)
    body = with_sizes(WAV, riff=0xFFFFFFFF, data=0xFFFFFFFF)[12:]
    data = b"RF64\xff\xff\xff\xffWAVE" + ds64 + body
    claim = wav_claim(io.BytesIO(data), len(data))
    assert claim is not None
    assert claim.data_bytes == 5_000_000_000


@pytest.mark.parametrize("name", ["a.opus", "a.oga"])
def test_only_a_whole_ogg_has_its_end(name: str) -> None:
    """A byte less, and the last page is no page any more."""
    data = encoded(name, 3.0)
    assert has_ogg_end(io.BytesIO(data), len(data))
    for length in (len(data) - 1, len(data) // 2, 30, 0):
        assert not has_ogg_end(io.BytesIO(data[:length]), length)
