"""Encoded audio to samples: what a file is (`probe`), and its samples block by block (`decode`).

libsndfile decodes everything but MP3 and what only FFmpeg knows. MP3 goes through miniaudio: the
decoder inside libsndfile writes its complaints about damaged files straight to the process's
standard error, which a notebook shows in the cell.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

import numpy as np

from conduit_nb.audio import av_files
from conduit_nb.audio.codecs import encoding_name
from conduit_nb.audio.headers import HEAD_BYTES, has_ogg_end, sniff, wav_claim
from conduit_nb.core.audio import (
    MAX_CHANNELS,
    MAX_FLOAT_SAMPLE,
    MAX_SAMPLE_RATE_HZ,
    AudioFormat,
)
from conduit_nb.core.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import soundfile

    from conduit_nb.core.audio import FloatArray

__all__ = ["Given", "Layout", "RawFormat", "decode", "probe"]

Given: TypeAlias = Path | bytes
RawFormat: TypeAlias = tuple[str, int]

_MP3_CODEC = 0x55
_LIE = 1000
_COUNT_FRAMES = 65_536
# Blocks stay small whatever a header says of channels and rates.
_MAX_BLOCK_SAMPLES = 4_000_000
# The most sample frames that a byte can hold, by format; a header that claims more lies. FLAC packs
# 65,535 equal samples into some 10 bytes, Opus 120 ms of silence into 2, MP3 runs at 8 kbit/s.
_FRAMES_PER_BYTE = {"flac": 6_600, "ogg": 8_000, "mp3": 100}
# Lengths that are told in whole codec frames, or rounded; the last ones are partly padding.
_SLACK_FRAMES = {"mp3": 3 * 1152, "mp4": 8192, "webm": 8192}
_CONVERT = "Convert it to WAV or FLAC with another program."


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a file is, found when it is opened.

    Attributes:
        format: How the audio is stored.
        frames: Sample frames to expect.
        claimed: Sample frames that the header tells; more than `frames` when the end is missing.
        raw: Encoding and rate of a file without a header, else None.
        unended: The end mark of a format that has one is missing.
        notes: What was found wrong but bearable, one sentence each.
    """

    format: AudioFormat
    frames: int
    claimed: int
    raw: RawFormat | None = None
    unended: bool = False
    notes: tuple[str, ...] = ()


def probe(given: Given, name: str, raw: RawFormat | None = None) -> Layout:
    """Returns what the audio is, from its header and, where that is silent, from its frames.

    Args:
        given: A file's path, or the bytes of one.
        name: What to call it in messages.
        raw: Encoding and rate, for a file without a header.

    Raises:
        AudioError: If it is empty, no audio, or its header cannot be true.
    """
    size = len(given) if isinstance(given, bytes) else given.stat().st_size
    if size == 0:
        raise AudioError(f"{name} is empty (0 bytes).", hint="Record or copy it again.")
    if raw is not None:
        audio_format = AudioFormat(container="raw", encoding=raw[0], sample_rate_hz=raw[1])
        return Layout(format=audio_format, frames=size, claimed=size, raw=raw)
    with _opened(given) as handle:
        container = sniff(handle.read(HEAD_BYTES))
        notes, lost = _look_at_header(handle, size, container, name)
        unended = container == "ogg" and not has_ogg_end(handle, size)
    if container is None:
        raise AudioError(f"{name} is not audio in a known format.", hint=_not_audio(given))
    if container in av_files.CONTAINERS:
        found = av_files.probe(given, name, container)
        layout = Layout(format=found[0], frames=found[1], claimed=found[1])
    elif container == "mp3":
        layout = _probe_mp3(given, name)
    else:
        layout = _probe_sndfile(given, name, container, notes, lost)
    _check_plausible(layout, size, name)
    return replace(layout, unended=unended)


def decode(
    given: Given, layout: Layout, name: str, frames: int, warn: Callable[[str], None]
) -> Iterator[FloatArray]:
    """Yields float32 blocks of shape (n, channels) in [-1, 1], 1 <= n <= frames.

    What decodes is yielded; when less comes than the header claims, `warn` gets one sentence.

    Raises:
        AudioError: If nothing decodes, or the samples are NaN, infinite or no audio at all.
    """
    got = 0
    frames = max(1, min(frames, layout.frames, _MAX_BLOCK_SAMPLES // layout.format.channels))
    encoding = layout.format.encoding
    lossless = encoding.startswith(("pcm_s", "pcm_u")) or encoding in {"flac", "mulaw", "alaw"}
    for block in _raw_blocks(given, layout, name, frames):
        if not lossless:
            _limit(block, name)
        got += len(block)
        yield block
    if got == 0:
        raise AudioError(
            f"{name} is damaged: none of its audio can be decoded.", hint="Copy or record it again."
        )
    rate = layout.format.sample_rate_hz
    if layout.unended:
        warn(
            f"{name} is cut off: it has no end mark. {got / rate:.2f} s could be read; "
            "how much is missing is not known."
        )
    slack = _SLACK_FRAMES.get(layout.format.container, 0)
    if got + slack < layout.claimed:
        warn(
            f"{name} is cut off or damaged: {got / rate:.2f} s of "
            f"{layout.claimed / rate:.2f} s could be read."
        )


def _raw_blocks(given: Given, layout: Layout, name: str, frames: int) -> Iterator[FloatArray]:
    if layout.format.container in av_files.CONTAINERS:
        return av_files.blocks(given, layout.format, name, frames)
    if layout.format.container == "mp3":
        return _mp3_blocks(given, layout.format, name, frames)
    return _sndfile_blocks(given, layout, name, frames)


def _limit(block: FloatArray, name: str) -> None:
    """Clips a float block to [-1, 1] in place, or says why it is no audio."""
    loudest = float(np.abs(block).max())  # NaN wins over any number.
    if not np.isfinite(loudest):
        raise AudioError(
            f"{name} holds NaN or infinite samples.",
            hint="Find where they come from, or write it again as 16-bit PCM.",
        )
    if loudest > MAX_FLOAT_SAMPLE:
        raise AudioError(
            f"{name} has float samples up to {loudest:.0f}; floats lie in [-1, 1].",
            hint="Divide by the full scale (32768 for 16-bit values), or store integers.",
        )
    if loudest > 1.0:
        np.clip(block, -1.0, 1.0, out=block)


def _opened(given: Given) -> BinaryIO:
    return io.BytesIO(given) if isinstance(given, bytes) else given.open("rb")


def _not_audio(given: Given) -> str:
    with _opened(given) as handle:
        head = handle.read(HEAD_BYTES)
    if head.isascii() and all(byte >= 32 or byte in b"\t\r\n" for byte in head):
        return "It holds text; check that the right file was named."
    return f"Known are WAV, FLAC, MP3, Ogg, AIFF, AU, CAF, M4A, AAC and WebM. {_CONVERT}"


def _look_at_header(
    handle: BinaryIO, size: int, container: str | None, name: str
) -> tuple[tuple[str, ...], float]:
    """Returns notes, and how many times longer than the file the header claims the audio to be."""
    if container != "wav":
        return (), 1.0
    claim = wav_claim(handle, size)
    if claim is None:
        raise AudioError(f"{name} is damaged: its WAV header names no audio.", hint=_CONVERT)
    if claim.codec == _MP3_CODEC:
        raise AudioError(f"{name} is MP3 inside WAV, which cannot be read.", hint=_CONVERT)
    if claim.data_bytes is None:
        return (f"{name} was written as a stream, so its header does not tell its length.",), 1.0
    if claim.data_bytes > claim.present_bytes * _LIE:
        raise AudioError(
            f"{name} claims {claim.data_bytes:,} bytes of audio but holds {claim.present_bytes:,}.",
            hint="Its header is wrong or nearly all of it is missing; copy it again.",
        )
    return (), max(1.0, claim.data_bytes / max(1, claim.present_bytes))


def _probe_sndfile(
    given: Given, name: str, container: str, notes: tuple[str, ...], lost: float
) -> Layout:
    import soundfile

    try:
        with _stream(given) as file:
            audio_format = _format(name, container, file)
            frames = int(file.frames)
    except (soundfile.SoundFileError, ValueError) as error:
        raise _translated(error, name) from error
    layout = Layout(format=audio_format, frames=frames, claimed=round(frames * lost), notes=notes)
    if frames > 2**60:  # FLAC written as a stream leaves its length open: count.
        frames = sum(len(block) for block in _sndfile_blocks(given, layout, name, _COUNT_FRAMES))
        streamed = f"{name} was written as a stream, so its header does not tell its length."
        layout = Layout(
            format=audio_format, frames=frames, claimed=frames, notes=(*notes, streamed)
        )
    return layout


def _format(name: str, container: str, file: soundfile.SoundFile) -> AudioFormat:
    if not (1 <= file.samplerate <= MAX_SAMPLE_RATE_HZ and 1 <= file.channels <= MAX_CHANNELS):
        raise AudioError(
            f"{name} claims {file.samplerate} Hz and {file.channels} channels, which no audio has.",
            hint="Its header is damaged; copy it again.",
        )
    return AudioFormat(
        container=container,
        encoding=encoding_name(container, file.subtype),
        sample_rate_hz=file.samplerate,
        channels=file.channels,
    )


def _check_plausible(layout: Layout, size: int, name: str) -> None:
    if layout.frames < 1:
        raise AudioError(f"{name} holds no samples.", hint="Check that the recording is not empty.")
    bound = _FRAMES_PER_BYTE.get(layout.format.container)
    if bound is not None and layout.frames > size * bound:
        seconds = layout.frames / layout.format.sample_rate_hz
        raise AudioError(
            f"{name} claims {seconds:,.0f} s of audio in {size:,} bytes, which cannot be.",
            hint="Its header is wrong or nearly all of it is missing; copy it again.",
        )


def _stream(given: Given, raw: RawFormat | None = None) -> soundfile.SoundFile:
    """Returns an open libsndfile stream that only goes forward.

    By itself soundfile seeks after every read, to where it stands: slow, and impossible in a FLAC
    whose length is open.
    """
    import soundfile

    class Forward(soundfile.SoundFile):  # type: ignore[misc]  # soundfile has no type hints
        def seekable(self) -> bool:
            return False

    # As bytes: the name of a file need not be text.
    source = io.BytesIO(given) if isinstance(given, bytes) else bytes(given)
    if raw is None:
        return Forward(source)
    encoding, rate = raw
    subtype = {"mulaw": "ULAW", "alaw": "ALAW"}[encoding]
    return Forward(source, format="RAW", subtype=subtype, samplerate=rate, channels=1)


def _sndfile_blocks(given: Given, layout: Layout, name: str, frames: int) -> Iterator[FloatArray]:
    """Yields what decodes; a decoder's failure ends it after the last good sample."""
    import soundfile

    try:
        file = _stream(given, layout.raw)
    except (soundfile.SoundFileError, ValueError) as error:
        raise _translated(error, name) from error
    with file:
        damaged = False
        while not damaged:
            # NaN marks what the decoder did not reach: an error tells no count of good samples.
            block = np.full((frames, layout.format.channels), np.nan, np.float32)
            try:
                block = block[: len(file.read(out=block))]
            except soundfile.SoundFileError:
                damaged = True
                missing = np.isnan(block[:, -1])
                block = block[: int(missing.argmax()) if missing.any() else len(block)]
            if len(block) == 0:
                return
            yield block


def _probe_mp3(given: Given, name: str) -> Layout:
    import miniaudio

    try:
        if isinstance(given, bytes):
            info = miniaudio.mp3_get_info(given)
        else:
            info = miniaudio.mp3_get_file_info(str(given))
    except miniaudio.MiniaudioError as error:
        raise AudioError(
            f"{name} holds no MP3 audio that can be decoded.", hint="Copy or record it again."
        ) from error
    audio_format = AudioFormat(
        container="mp3", encoding="mp3", sample_rate_hz=info.sample_rate, channels=info.nchannels
    )
    return Layout(format=audio_format, frames=info.num_frames, claimed=info.num_frames)


def _mp3_blocks(
    given: Given, audio_format: AudioFormat, name: str, frames: int
) -> Iterator[FloatArray]:
    import miniaudio

    form = (miniaudio.SampleFormat.FLOAT32, audio_format.channels, audio_format.sample_rate_hz)
    try:
        if isinstance(given, bytes):
            chunks = miniaudio.stream_memory(given, *form, frames)
        else:
            chunks = miniaudio.stream_file(str(given), *form, frames)
    except miniaudio.MiniaudioError as error:
        raise AudioError(
            f"{name} holds no MP3 audio that can be decoded.", hint="Copy or record it again."
        ) from error
    try:
        for chunk in chunks:
            yield np.frombuffer(chunk, np.float32).reshape(-1, audio_format.channels)
    except miniaudio.MiniaudioError:
        return  # Damaged from here on; what was decoded counts.
    finally:
        chunks.close()


def _translated(error: Exception, name: str) -> AudioError:
    reason = getattr(error, "error_string", "") or str(error)
    return AudioError(
        f"{name} is damaged or of a kind that cannot be read ({reason.rstrip('. ').lower()}).",
        hint=_CONVERT,
    )
