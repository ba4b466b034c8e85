"""The default voice: any Piper voice (VITS as ONNX), driven without GPL code."""

from __future__ import annotations

from conduit_nb.engines.piper.engine import Piper

__all__ = ["Piper"]
