"""``conduit-nb translate FILE...``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.cli import recognise

if TYPE_CHECKING:
    import argparse

HELP = "turn recordings in any language into English text"
configure = recognise.configure


def run(arguments: argparse.Namespace) -> int:
    """Translates each file."""
    return recognise.run(arguments, "translate")
