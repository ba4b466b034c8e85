"""The audio makers make what they say, the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from conduit_nb.audio.waveform import rms_db
from conduit_nb.testing.audio import chirp, noise, silence, speech_like, tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from conduit_nb.core.audio import AudioClip

MAKERS: list[Callable[..., AudioClip]] = [silence, tone, chirp, noise, speech_like]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("rate_hz", [8_000, 44_100])
def test_length_rate_and_range_are_as_asked(make: Callable[..., AudioClip], rate_hz: int) -> None:
    """Whatever is made."""
    clip = make(1.5, sample_rate_hz=rate_hz)
    assert (clip.duration, clip.format.sample_rate_hz) == (1.5, rate_hz)
    assert float(np.abs(clip.samples()).max()) <= 1.0


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_call_makes_the_same_audio(make: Callable[..., AudioClip]) -> None:
    """So that a digest can be compared."""
    assert make(0.5).source.digest() == make(0.5).source.digest()


@pytest.mark.parametrize("make", [noise, speech_like])
def test_another_seed_makes_other_audio(make: Callable[..., AudioClip]) -> None:
    """Two that differ are at hand."""
    assert make(0.5, seed=1).source.digest() != make(0.5, seed=2).source.digest()


def test_a_tone_has_its_pitch_and_level() -> None:
    """Its spectrum has one line."""
    samples = tone(1.0, 1_234.0, level=0.25).samples()[:, 0]
    spectrum = np.abs(np.fft.rfft(samples))
    assert int(spectrum.argmax()) == 1_234
    assert float(samples.max()) == pytest.approx(0.25, abs=1e-3)


def test_noise_has_its_level_on_each_channel() -> None:
    """And the channels are independent."""
    samples = noise(2.0, level=0.1, channels=2).samples()
    assert rms_db(samples[:, 1].copy()) == pytest.approx(-20.0, abs=0.2)
    left, right = samples[:, 0], samples[:, 1]
    assert abs(float(np.mean(left * right))) < 0.05 * 0.1**2


def test_a_chirp_rises_from_low_to_high() -> None:
    """A tenth at its start and one at its end have the pitch of that time."""
    samples = chirp(1.0, 100.0, 4_000.0).samples()[:, 0]
    pitches = [int(np.abs(np.fft.rfft(part)).argmax()) * 10 for part in np.split(samples, 10)]
    assert pitches == sorted(pitches)
    assert pitches[0] < 500
    assert pitches[-1] > 3_500


def test_speech_like_audio_swells_and_pauses() -> None:
    """Its loudness changes as speech's does, which a tone's does not."""
    frames = np.split(speech_like(6.0).samples()[:, 0], 300)
    levels = np.sort([float(np.sqrt(np.mean(frame**2))) for frame in frames])
    assert levels[15] < 0.05 * levels[-15]


def test_silence_is_digital() -> None:
    """All zeros, as many channels as asked."""
    samples = silence(0.1, channels=3).samples()
    assert samples.shape == (1_600, 3)
    assert not samples.any()
