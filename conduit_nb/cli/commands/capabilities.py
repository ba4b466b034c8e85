"""``conduit-nb capabilities [MODEL]``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from conduit_nb.cli.output import add_json, print_json, print_table

if TYPE_CHECKING:
    import argparse

HELP = "show what each model can and cannot do"
_FLAGS = ("streaming", "word_times", "diarization", "prompt", "keyterms", "local")


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the flags."""
    parser.add_argument("model", nargs="?", help="one model only")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prints a row a model."""
    from conduit_nb.session import sync

    table = sync.capabilities(arguments.model)
    if arguments.json:
        rows = [dataclasses.asdict(able) for able in table]
        print_json([{**row, "operations": sorted(row["operations"])} for row in rows])
        return 0
    columns = ["model", "does", *(flag.replace("_", " ") for flag in _FLAGS), "options"]
    print_table(
        columns,
        [
            [
                able.model,
                ", ".join(sorted(able.operations)),
                *("yes" if getattr(able, flag) else "·" for flag in _FLAGS),
                ", ".join(able.options),
            ]
            for able in table
        ],
    )
    return 0
