"""``conduit-nb keys``: names and where they were found; a key itself is never shown."""

from __future__ import annotations

import dataclasses
import getpass
import sys
from typing import TYPE_CHECKING

from conduit_nb.cli.output import add_json, note, print_json, print_table
from conduit_nb.core.errors import UserError
from conduit_nb.core.secret import Secret

if TYPE_CHECKING:
    import argparse

HELP = "list the providers' keys, or set or delete one"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the flags."""
    parser.add_argument("action", nargs="?", choices=("list", "set", "delete"), default="list")
    parser.add_argument("name", nargs="?", help="openai, OPENAI_API_KEY ...")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Lists, sets or deletes."""
    from conduit_nb.config import keys

    if arguments.action == "list":
        rows = keys.known_keys()
        if arguments.json:
            print_json([dataclasses.asdict(row) for row in rows])
        else:
            print_table(
                ["name", "provider", "variable", "found in"],
                [[r.name, r.provider, r.variable, r.found or "not set"] for r in rows],
            )
        return 0
    if arguments.name is None:
        raise UserError(f"keys {arguments.action} needs a name, for instance openai.")
    if arguments.action == "delete":
        keys.delete_key(arguments.name)
        note(f"{arguments.name}: deleted from the keyring")
        return 0
    keys.set_key(arguments.name, Secret(_ask(arguments.name)))
    note(f"{arguments.name}: kept in the keyring")
    return 0


def _ask(name: str) -> str:
    """Returns the key, typed without echo, or read from a pipe."""
    if sys.stdin.isatty():
        return getpass.getpass(f"key for {name} (not shown): ").strip()
    return sys.stdin.readline().strip()
