"""The sub-commands of ``%conduit``: one file each, one line each in this catalog."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface

__all__ = ["CATALOG", "Command", "command"]

CATALOG = {
    "models": "the models, and whether they can run here",
    "voices": "the voices, with their licences: voices [MODEL]",
    "capabilities": "what models can and cannot do: capabilities [MODEL]",
    "use": "answer with this model from now on: use MODEL",
    "keys": "where keys were found; keys set NAME keeps one in the system keyring",
    "cost": "what was used and what it cost: cost [--by GROUP] [--since DAY]",
    "status": "what is set and where things are",
    "doctor": "check what works here, and say what to do about the rest",
}


class Command(Protocol):
    """What each module of this package offers."""

    def run(self, surface: Surface, line: str) -> object:
        """Returns what is to be shown; `line` is what stands after the command's name."""
        ...


def command(name: str) -> Command:
    """Returns the command of the catalog with that name."""
    return cast("Command", importlib.import_module(f"{__name__}.{name}"))
