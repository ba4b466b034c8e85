"""Audio files: `read_audio` opens anything that holds sound, `write_audio` stores a clip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from conduit_nb.audio.codecs import RAW_ENDINGS, RAW_RATE_HZ, codec_of_path
from conduit_nb.audio.sources import BytesSource, FileSource, translated_os_errors
from conduit_nb.audio.writing import encode, write_blocks
from conduit_nb.core.audio import AudioClip
from conduit_nb.core.errors import AudioError, UserError
from conduit_nb.core.whole_file import check_writable, whole_file

if TYPE_CHECKING:
    from conduit_nb.audio.decoding import RawFormat

__all__ = ["check_target", "encode", "read_audio", "write_audio"]


def read_audio(
    source: Any, *, sample_rate_hz: int | None = None, name: str | None = None
) -> AudioClip:
    """Returns a clip over any audio; only a header is read now, samples when they are needed.

    Args:
        source: A path; the bytes of an audio file, or a binary file object of one; a clip, which
            comes back as it is; or an array of samples, see `AudioClip.from_samples`.
        sample_rate_hz: Needed for an array. A ``.ulaw`` or ``.alaw`` file has no header and is
            taken to be at 8000 Hz without it. All else tells its own rate.
        name: What to call it; without it, the file's name. For bytes, a name that ends in
            ``.ulaw`` or ``.alaw`` says that they have no header.

    Raises:
        AudioError: If the audio cannot be found, read or decoded.
        UserError: If `source` is nothing of the above, or the rate is missing or out of place.
    """
    if isinstance(source, AudioClip):
        return source
    if isinstance(source, (str, Path)):
        return _from_path(Path(source).expanduser(), sample_rate_hz, name)
    if hasattr(source, "read"):
        source, name = _read_out(source, name)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _from_bytes(bytes(source), sample_rate_hz, name or "audio")
    if not hasattr(source, "__array__") and not isinstance(source, (list, tuple)):
        raise UserError(
            f"audio is a {type(source).__name__}, which holds none.",
            hint="Give a path, bytes, a binary file, an array with sample_rate_hz, or a clip.",
        )
    if sample_rate_hz is None:
        raise UserError(
            "sample_rate_hz is missing; an array does not tell its rate.",
            hint="Write for instance read_audio(samples, sample_rate_hz=16000).",
        )
    return AudioClip.from_samples(source, sample_rate_hz, name=name or "array")


def _from_path(path: Path, sample_rate_hz: int | None, name: str | None) -> AudioClip:
    if "://" in str(path) or str(path).startswith(("http:/", "https:/")):
        raise UserError(f"{path} is an address, not a file.", hint="Download it first.")
    if path == Path():
        raise UserError("The path is empty.", hint="Name a recording.")
    with translated_os_errors(path):
        if path.is_dir():
            raise AudioError(f"{path} is a folder.", hint="Name a file in it, or use a pattern.")
        path.stat()
        if not path.is_file():
            raise AudioError(f"{path} is no regular file.", hint="Copy the audio to a file.")
    label = name or path.name
    # The folder may be another one by the time the samples are read.
    found = FileSource(path.absolute(), label, _raw(path, label, sample_rate_hz))
    return _clip(found, label, path)


def _from_bytes(data: bytes, sample_rate_hz: int | None, name: str) -> AudioClip:
    return _clip(BytesSource(data, name, _raw(Path(name), name, sample_rate_hz)), name, None)


def _read_out(handle: Any, name: str | None) -> tuple[bytes, str | None]:
    try:
        data = handle.read()
    except OSError as error:
        raise AudioError(f"the file object cannot be read: {error}.") from error
    if not isinstance(data, bytes):
        raise UserError(
            f"the file object gives {type(data).__name__}, not bytes.",
            hint='Open it in binary mode: open(path, "rb").',
        )
    own = getattr(handle, "name", None)
    return data, name or (Path(own).name if isinstance(own, str) else None)


def _raw(path: Path, name: str, sample_rate_hz: int | None) -> RawFormat | None:
    encoding = RAW_ENDINGS.get(path.suffix.lower())
    if encoding is not None:
        return encoding, sample_rate_hz or RAW_RATE_HZ
    if sample_rate_hz is not None:
        raise UserError(
            f"sample_rate_hz is {sample_rate_hz}, but {name} tells its own rate.",
            hint="Leave it out; it is for arrays and for .ulaw and .alaw files.",
        )
    return None


def _clip(source: FileSource | BytesSource, name: str, path: Path | None) -> AudioClip:
    layout = source.layout
    clip = AudioClip(
        source=source, format=layout.format, frames=layout.frames, name=name, path=path
    )
    if layout.format.encoding.startswith("pcm_f"):
        next(clip.blocks(), None)  # NaN is told when the file is named, not minutes into its use.
    return clip


def write_audio(
    clip: AudioClip,
    path: str | Path,
    *,
    encoding: str | None = None,
    bitrate: int | None = None,
    sample_rate_hz: int | None = None,
    channels: int | None = None,
) -> Path:
    """Writes the clip, whole or not at all, in the format that the ending names; returns the path.

    ``.wav`` is 16-bit PCM, ``.flac`` FLAC, ``.mp3`` MP3, ``.opus`` and ``.ogg`` Opus, ``.oga``
    Vorbis, ``.ulaw`` and ``.alaw`` headerless mu-law and A-law (one channel at 8000 Hz). Where a
    codec does not know the clip's rate, the next higher one it knows is used.

    Args:
        clip: The audio; it is read and written block by block.
        path: Where to; the folder must exist.
        encoding: Another encoding that the file can hold: ``pcm_s24le``, ``pcm_f32le``, ``mulaw``
            or ``alaw`` in ``.wav``, ``vorbis`` or ``opus`` in any Ogg.
        bitrate: Bits per second wished for (MP3 and Opus).
        sample_rate_hz: The rate wished for; without it, the clip's own.
        channels: 1 mixes all channels down to one; None keeps them.

    Raises:
        AudioError: If the clip cannot be decoded or encoded.
        UserError: If the ending is not known, or the file cannot be written.
    """
    target = Path(path).expanduser()
    codec = codec_of_path(target, encoding)
    with whole_file(target) as temporary:
        write_blocks(
            clip,
            temporary,
            codec,
            bitrate=bitrate,
            sample_rate_hz=sample_rate_hz,
            channels=channels,
        )
    return target


def check_target(path: str | Path, *, encoding: str | None = None) -> Path:
    """Returns where `write_audio` would write, after finding out that it could.

    Asked before audio is made, so that no call is paid for a result that cannot be stored.

    Raises:
        UserError: If the ending is not known, or the file cannot be written.
    """
    target = Path(path).expanduser()
    codec_of_path(target, encoding)
    check_writable(target)
    return target
