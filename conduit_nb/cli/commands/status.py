"""``conduit-nb status``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.cli.output import add_json, print_json, print_table

if TYPE_CHECKING:
    import argparse

HELP = "show what is set and where things are"
configure = add_json


def run(arguments: argparse.Namespace) -> int:
    """Prints the settings."""
    from conduit_nb.session import sync

    pairs = sync.conduit().status()
    if arguments.json:
        print_json(dict(pairs))
    else:
        print_table(["what", "value"], pairs)
    return 0
