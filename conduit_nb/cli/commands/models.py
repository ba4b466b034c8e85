"""``conduit-nb models``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.cli.output import add_json, print_json, print_table

if TYPE_CHECKING:
    import argparse

HELP = "list the models and whether they can run here"
configure = add_json


def run(arguments: argparse.Namespace) -> int:
    """Prints a row a model."""
    from conduit_nb.session import sync

    rows = []
    for able in sync.capabilities():
        missing = sync.conduit().missing(able.model)
        rows.append(
            {
                "model": able.model,
                "does": ", ".join(sorted(able.operations)),
                "languages": ", ".join(able.languages) or "many",
                "ready": "yes" if missing is None else missing,
                "licence": able.licence or "",
            }
        )
    if arguments.json:
        print_json(rows)
    else:
        print_table(list(rows[0]), [list(row.values()) for row in rows])
    return 0
