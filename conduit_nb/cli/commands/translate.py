"""``conduit-nb translate FILE...``."""

from __future__ import annotations

import argparse

from conduit_nb.cli import recognise

HELP = "turn recordings in any language into English text"
configure = recognise.configure


def run(arguments: argparse.Namespace) -> int:
    """Translates each file."""
    return recognise.run(arguments, "translate")
