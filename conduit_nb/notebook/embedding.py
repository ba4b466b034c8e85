"""A recording inside an output: small, encoded once, and the same bytes each time."""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conduit_nb.core.errors import AudioError

if TYPE_CHECKING:
    from conduit_nb.core.audio import AudioClip

__all__ = ["LONGEST_SECONDS", "Embedded", "embed", "spoken_length"]

LONGEST_SECONDS = 600.0
# Opus needs half the bytes at equal quality, but six times the time; up to this length the bytes
# count, beyond it a person would wait for the encoder.
OPUS_SECONDS = 90.0
OPUS_BITRATE = 10_000
MP3_BITRATE = 16_000
SPEECH_RATE_HZ = 16_000
PEAKS = 400
KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A recording as an output carries it.

    Attributes:
        mime: The media type of `data`.
        data: The encoded audio in base64; None when it is not embedded.
        peaks: Its outline, integers from 0 to 100; None when it is not embedded.
        note: Why it is not embedded.
    """

    mime: str | None = None
    data: str | None = None
    peaks: tuple[int, ...] | None = None
    note: str | None = None

    @property
    def url(self) -> str:
        """The audio as a data URL."""
        return f"data:{self.mime};base64,{self.data}"


# The clip is kept with its result: while it is here, no other object has its id.
_kept: OrderedDict[int, tuple[AudioClip, Embedded]] = OrderedDict()
_lock = threading.Lock()


def embed(clip: AudioClip) -> Embedded:
    """Returns the clip for an output; long audio, and audio that is gone, is left out and said.

    The last few results are kept, so that showing a value again costs nothing.
    """
    with _lock:
        if id(clip) in _kept:
            _kept.move_to_end(id(clip))
            return _kept[id(clip)][1]
    made = _make(clip)
    with _lock:
        _kept[id(clip)] = (clip, made)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _make(clip: AudioClip) -> Embedded:
    if clip.duration > LONGEST_SECONDS:
        return Embedded(note=f"The audio of {spoken_length(clip.duration)} is not embedded.")
    from conduit_nb.audio.waveform import peaks

    try:
        outline = tuple(peaks(clip, PEAKS))
        if clip.duration <= OPUS_SECONDS:
            from conduit_nb.audio.ogg import with_serial

            mime = "audio/ogg; codecs=opus"
            data = with_serial(_encoded(clip, "ogg", "opus", OPUS_BITRATE))
        else:
            mime, data = "audio/mpeg", _encoded(clip, "mp3", "mp3", MP3_BITRATE)
    except AudioError as error:  # the file may be gone by now; the text is still worth showing
        return Embedded(note=f"The audio is not embedded: {error.message}")
    return Embedded(mime=mime, data=base64.b64encode(data).decode("ascii"), peaks=outline)


def _encoded(clip: AudioClip, container: str, encoding: str, bitrate: int) -> bytes:
    from conduit_nb.audio.writing import encode

    return encode(
        clip,
        container,
        encoding,
        bitrate=bitrate,
        sample_rate_hz=SPEECH_RATE_HZ,
        channels=1,
    )


def spoken_length(seconds: float) -> str:
    """Returns a length as ``1 h 2 min``, ``12 min`` or ``3.4 s``."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
