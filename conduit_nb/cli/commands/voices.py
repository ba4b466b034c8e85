"""``conduit-nb voices``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from conduit_nb.cli.output import add_json, print_json, print_table

if TYPE_CHECKING:
    import argparse

HELP = "list the voices with their licences"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the flags."""
    parser.add_argument("-m", "--model", help="the voices of one model only")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prints a row a voice."""
    from conduit_nb.session import sync

    voices = sync.voices(arguments.model)
    if arguments.json:
        print_json([dataclasses.asdict(voice) for voice in voices])
        return 0
    print_table(
        ["voice", "model", "language", "rate", "licence", "note"],
        [
            [v.id, v.model, v.language, f"{v.sample_rate_hz} Hz", v.licence, v.note or ""]
            for v in voices
        ],
    )
    return 0
