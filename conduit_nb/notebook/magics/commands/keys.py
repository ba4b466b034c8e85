"""``%conduit keys``: where keys were found; ``keys set NAME`` keeps one. No key is ever shown."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from conduit_nb.config.keys import delete_key, known_keys, set_key
from conduit_nb.core.checks import check_choice
from conduit_nb.core.errors import UserError
from conduit_nb.core.secret import Secret
from conduit_nb.notebook.magics.commands._words import words
from conduit_nb.notebook.tables import Column, Table
from conduit_nb.notebook.values import Text

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface

__all__ = ["run"]

USAGE = "%conduit keys, %conduit keys set NAME or %conduit keys delete NAME"


def run(surface: Surface, line: str) -> Table | Text:  # noqa: ARG001  (a command takes a surface)
    """Returns where each key was found, or what was done with one.

    Raises:
        UserError: If the line is not understood, there is no such key, or no keyring keeps it.
    """
    # The key itself must never be typed into a cell, where it would be saved with the notebook.
    match line.split():
        case []:
            return _table()
        case ["set", name]:
            return _set(name)
        case ["set", name, *_]:
            raise UserError(
                "A key is never written in a cell, where it would be saved with the notebook.",
                hint=f"Write %conduit keys set {name}; the key is asked for without echo.",
            )
        case ["delete", name]:
            there = delete_key(name)
            return Text(f"The key {name} is {'no longer' if there else 'not'} in the keyring.")
        case _:
            words(line, USAGE)
            raise UserError("The command is not complete.", hint=f"Usage: {USAGE}")


def _set(name: str) -> Text:
    rows = known_keys()
    spelled = {row.variable: row for row in rows} | {row.name: row for row in rows}
    given = name if name in spelled else name.lower()
    check_choice("The name of the key", given, spelled)
    # Looked up when it is needed: a kernel puts its own function there, which asks the browser.
    typed = getpass.getpass(f"{spelled[given].provider} key (not shown): ")
    kept = set_key(given, Secret(typed))
    return Text(f"The key for {kept.provider} is in the system keyring as {kept.variable}.")


def _table() -> Table:
    rows = tuple((row.name, row.provider, row.variable, row.found or "·") for row in known_keys())
    return Table(
        caption="Keys",
        columns=tuple(Column(title) for title in ("name", "provider", "variable", "found in")),
        rows=rows,
        notes=("The environment goes before the system keyring.",),
    )
