"""Recordings that must be refused, each made in a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from tests.audio.broken import encoded, with_sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["BAD_FILES"]


def _directory(path: Path) -> None:
    path.mkdir()


def _nan(path: Path) -> None:
    samples = np.zeros(1600, dtype=np.float32)
    samples[800] = np.nan
    soundfile.write(str(path), samples, 16_000, subtype="FLOAT")


def _without_permission(path: Path) -> None:
    path.write_bytes(encoded("a.wav", 0.1))
    path.chmod(0)


def _lying(path: Path) -> None:
    wav = encoded("a.wav", 0.1)
    path.write_bytes(with_sizes(wav, riff=len(wav) - 8, data=4_000_000_000))


# What to call it -> makes it; an absent file is made by making nothing.
BAD_FILES: Mapping[str, Callable[[Path], object]] = {
    "missing.wav": lambda _: None,
    "directory.wav": _directory,
    "empty.wav": lambda path: path.write_bytes(b""),
    "text.wav": lambda path: path.write_text("this is no audio\n" * 20),
    "lying.wav": _lying,
    "no_samples.wav": lambda path: path.write_bytes(encoded("a.wav", samples=np.zeros((0, 1)))),
    "nan.wav": _nan,
    # The superuser may read everything, so this one shows nothing there.
    **({"forbidden.wav": _without_permission} if os.geteuid() != 0 else {}),
}
