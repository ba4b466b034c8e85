"""``conduit-nb transcribe FILE...``."""

from __future__ import annotations

import argparse

from conduit_nb.cli import recognise

HELP = "turn recordings into text"
configure = recognise.configure


def run(arguments: argparse.Namespace) -> int:
    """Transcribes each file."""
    return recognise.run(arguments, "transcribe")
