"""``conduit-nb doctor``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from conduit_nb.cli.output import add_json, print_json, print_table

if TYPE_CHECKING:
    import argparse

HELP = "check what works here and say what to do about the rest"
configure = add_json


def run(arguments: argparse.Namespace) -> int:
    """Prints a row a check; fails when a check failed."""
    from conduit_nb.session import sync

    checks = sync.conduit().doctor()
    if arguments.json:
        print_json([dataclasses.asdict(check) for check in checks])
    else:
        print_table(
            ["", "what", "found", "what to do"],
            [[c.state, c.name, c.detail, c.fix or ""] for c in checks],
        )
    return 1 if any(check.state == "fail" for check in checks) else 0
