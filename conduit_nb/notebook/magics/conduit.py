"""``%conduit``: everything that is no call, by sub-command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.core.checks import nearest
from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics.commands import CATALOG, command
from conduit_nb.notebook.values import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from conduit_nb.notebook.surface import Surface

__all__ = ["make", "overview"]

_HELP_WORDS = frozenset({"", "-h", "--help", "help"})


def overview() -> str:
    """Returns the list of sub-commands."""
    width = max(map(len, CATALOG))
    lines = [f"  %conduit {name:<{width}}  {summary}" for name, summary in CATALOG.items()]
    more = "%transcribe --help and %speak --help tell how to make calls."
    return "\n".join(["Speech AI for notebooks.", "", *lines, "", more])


def make(surface: Surface) -> Callable[[str], object]:
    """Returns the magic, bound to its shell."""

    def conduit(line: str) -> object:
        name, _, rest = line.strip().partition(" ")
        if name in _HELP_WORDS:
            return Text(overview())
        if name not in CATALOG:
            near = nearest(name, CATALOG, limit=1)
            offer = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(CATALOG)}."
            raise UserError(f"%conduit has no command {name!r}.", hint=offer)
        return command(name).run(surface, rest)

    conduit.__doc__ = overview()
    return conduit
