"""Ogg pages: a fixed serial number makes equal audio equal bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from conduit_nb.audio.ogg import with_serial
from conduit_nb.core.errors import AudioError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLES = (0.5 * np.sin(np.arange(16_000) / 10)).astype(np.float32)


def _encoded(samples: NDArray[np.float32]) -> bytes:
    sink = io.BytesIO()
    soundfile.write(sink, samples, 16_000, format="OGG", subtype="OPUS")
    return sink.getvalue()


def test_two_encodings_of_the_same_audio_become_the_same_bytes() -> None:
    """What the encoder drew at random is gone."""
    assert with_serial(_encoded(SAMPLES)) == with_serial(_encoded(SAMPLES))


def test_the_audio_is_untouched() -> None:
    """Checked by libogg page by page, it decodes to the same samples as before."""
    before = _encoded(SAMPLES)
    expected, _ = soundfile.read(io.BytesIO(before))
    actual, _ = soundfile.read(io.BytesIO(with_serial(before, serial=7)))
    assert len(expected) == len(SAMPLES)
    assert np.array_equal(expected, actual)


def test_the_encoders_own_checksums_are_reproduced() -> None:
    """With the serial number it had, a file comes out as it was: libogg is the oracle."""
    before = _encoded(SAMPLES)
    serial = int.from_bytes(before[14:18], "little")
    assert with_serial(before, serial) == before


@pytest.mark.parametrize(
    "damaged",
    [b"RIFF", _encoded(SAMPLES)[:-3], b"OggS" + bytes(10)],
    ids=["no page", "cut page", "empty page"],
)
def test_what_is_no_ogg_file_is_refused(damaged: bytes) -> None:
    """A message names the byte; nothing is guessed."""
    with pytest.raises(AudioError, match="no whole page begins at byte"):
        with_serial(damaged)
