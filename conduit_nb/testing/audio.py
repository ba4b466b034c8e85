"""Audio made on the spot, the same every time: for tests, examples and benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conduit_nb.core.audio import AudioClip

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["chirp", "noise", "silence", "speech_like", "tone"]

_VOWELS_HZ = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480))


def silence(seconds: float = 1.0, *, sample_rate_hz: int = 16_000, channels: int = 1) -> AudioClip:
    """Returns digital silence, 16-bit."""
    frames = round(seconds * sample_rate_hz)
    return AudioClip.from_samples(
        np.zeros((frames, channels), np.int16), sample_rate_hz, name="silence"
    )


def tone(
    seconds: float = 1.0,
    hertz: float = 440.0,
    *,
    level: float = 0.5,
    sample_rate_hz: int = 16_000,
    channels: int = 1,
) -> AudioClip:
    """Returns a sine of peak `level`, the same on all channels."""
    wave = level * np.sin(2 * np.pi * hertz * _times(seconds, sample_rate_hz))
    return _clip(wave, sample_rate_hz, channels, "tone")


def chirp(
    seconds: float = 1.0,
    low_hertz: float = 100.0,
    high_hertz: float = 4_000.0,
    *,
    level: float = 0.5,
    sample_rate_hz: int = 16_000,
    channels: int = 1,
) -> AudioClip:
    """Returns a sine whose pitch rises evenly, so that every moment of it is different."""
    times = _times(seconds, sample_rate_hz)
    rise = (high_hertz - low_hertz) / (2 * seconds)
    wave = level * np.sin(2 * np.pi * (low_hertz + rise * times) * times)
    return _clip(wave, sample_rate_hz, channels, "chirp")


def noise(
    seconds: float = 1.0,
    *,
    level: float = 0.1,
    seed: int = 0,
    sample_rate_hz: int = 16_000,
    channels: int = 1,
) -> AudioClip:
    """Returns white noise of root mean square `level`, independent on each channel."""
    generator = np.random.default_rng(seed)
    frames = round(seconds * sample_rate_hz)
    wave = np.clip(level * generator.standard_normal((frames, channels)), -1.0, 1.0)
    return AudioClip.from_samples(wave.astype(np.float32), sample_rate_hz, name="noise")


def speech_like(
    seconds: float = 3.0, *, level: float = 0.5, seed: int = 0, sample_rate_hz: int = 16_000
) -> AudioClip:
    """Returns a voiced buzz with vowels' formants, in syllables of 120 to 300 ms and short pauses.

    It has speech's spectrum and rhythm; no word is in it.
    """
    generator = np.random.default_rng(seed)
    wave = np.zeros(round(seconds * sample_rate_hz))
    at = 0
    while at < len(wave):
        length = round(generator.uniform(0.12, 0.3) * sample_rate_hz)
        pitch = generator.uniform(95, 140)
        formants = _VOWELS_HZ[generator.integers(len(_VOWELS_HZ))]
        syllable = _syllable(length, pitch, formants, sample_rate_hz)[: len(wave) - at]
        wave[at : at + len(syllable)] = syllable
        pause = 0.3 if generator.random() < 0.15 else generator.uniform(0.0, 0.05)
        at += length + round(pause * sample_rate_hz)
    peak = float(np.abs(wave).max())
    return _clip(wave * (level / peak if peak else 0.0), sample_rate_hz, 1, "speech-like")


def _syllable(
    length: int, pitch: float, formants: tuple[int, ...], sample_rate_hz: int
) -> NDArray[np.float64]:
    """Returns harmonics of `pitch`, strong near the formants, swelling and fading."""
    times = np.arange(length) / sample_rate_hz
    wave = np.zeros(length)
    for harmonic in range(1, int(min(4_000, sample_rate_hz / 2) // pitch)):
        hertz = harmonic * pitch
        gain = sum(1 / (1 + ((hertz - formant) / 90) ** 2) for formant in formants)
        wave += gain * np.sin(2 * np.pi * hertz * times)
    return wave * np.hanning(length)


def _times(seconds: float, sample_rate_hz: int) -> NDArray[np.float64]:
    return np.arange(round(seconds * sample_rate_hz)) / sample_rate_hz


def _clip(wave: NDArray[np.float64], sample_rate_hz: int, channels: int, name: str) -> AudioClip:
    samples = np.repeat(wave[:, None].astype(np.float32), channels, axis=1)
    return AudioClip.from_samples(samples, sample_rate_hz, name=name)
