"""``conduit-nb cost``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from conduit_nb.cli.output import add_json, print_json, print_table

if TYPE_CHECKING:
    import argparse

HELP = "show what the calls have cost"
GROUPS = ("provider", "model", "operation", "day", "notebook")


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the flags."""
    parser.add_argument("--by", choices=GROUPS, default="model", help="default: model")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prints a row a group."""
    from conduit_nb import ledger
    from conduit_nb.core.usage import format_usd

    rows = ledger.summary(by=arguments.by)
    if arguments.json:
        print_json([{**dataclasses.asdict(row), "cost_usd": row.cost_usd} for row in rows])
        return 0
    print_table(
        [arguments.by, "calls", "failed", "audio", "characters", "cost", "unpriced"],
        [
            [
                row.key or "(none)",
                f"{row.calls:,}",
                f"{row.failed:,}",
                f"{row.audio_seconds:,.1f} s",
                f"{row.characters:,}",
                "unknown" if row.cost_usd is None else f"${format_usd(row.cost_usd)}",
                f"{row.unpriced:,}",
            ]
            for row in rows
        ],
    )
    return 0
