"""``conduit-nb transcribe FILE...``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.cli import recognise

if TYPE_CHECKING:
    import argparse

HELP = "turn recordings into text"
configure = recognise.configure


def run(arguments: argparse.Namespace) -> int:
    """Transcribes each file."""
    return recognise.run(arguments, "transcribe")
