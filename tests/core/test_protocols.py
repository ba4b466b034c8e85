"""The seams: small values, and protocols that a plain class fulfils."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_type_hints

import pytest

from conduit_nb.core import protocols
from conduit_nb.core.protocols import Partial, Progress, Recognition
from conduit_nb.core.transcript import Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from conduit_nb.core.audio import FloatArray
    from conduit_nb.core.protocols import VoiceActivityDetector

SEGMENT = Segment(text="Hello.", start=0.0, end=1.0)


class LoudnessDetector:
    """Calls whatever is loud speech."""

    frame_samples = 512
    sample_rate_hz = 16_000

    def probability(self, frame: FloatArray) -> float:
        """Returns the loudest sample's size."""
        return float(abs(frame).max())

    def reset(self) -> None:
        """Nothing was kept."""


def test_a_plain_class_fulfils_a_protocol() -> None:
    """No base class is needed: mypy checks this assignment."""
    detector: VoiceActivityDetector = LoudnessDetector()
    assert detector.frame_samples == 512


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("final", lambda: Partial(index=0, segment=SEGMENT, final=True, position=1.0)),
        ("segments", lambda: Recognition(segments=(SEGMENT,), audio_seconds=1.0)),
        ("done", lambda: Progress(done=1.0, total=2.0, unit="s")),
    ],
)
def test_values_are_frozen_and_equal_by_content(field: str, make: Callable[[], object]) -> None:
    """They cross threads."""
    assert make() == make()
    with pytest.raises(AttributeError):
        setattr(make(), field, None)


def test_every_public_name_has_a_docstring() -> None:
    """A seam is read more often than called."""
    for name in protocols.__all__:
        value = getattr(protocols, name)
        if isinstance(value, type):
            assert value.__doc__, name
    assert get_type_hints(Progress, vars(protocols) | {"AudioChunk": object})["done"] is float
