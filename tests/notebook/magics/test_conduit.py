"""`%conduit`: sub-commands, help, and what is offered for a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics.commands import CATALOG, command

if TYPE_CHECKING:
    from collections.abc import Callable

    RunCell = Callable[[str], Any]


@pytest.mark.parametrize("line", ["%conduit", "%conduit --help", "%conduit help", "%conduit -h"])
def test_alone_it_lists_what_there_is(run_cell: RunCell, line: str) -> None:
    """Every command with what it does."""
    text = run_cell(line)
    assert all(f"%conduit {name}" in text for name in CATALOG)


def test_a_mistake_offers_the_nearest(run_cell: RunCell) -> None:
    """Or all, when nothing is near."""
    with pytest.raises(UserError, match=r"no command 'docter'\. Did you mean doctor\?"):
        run_cell("%conduit docter")
    with pytest.raises(UserError, match=r"no command 'xyz'\. Known: models, voices"):
        run_cell("%conduit xyz")


@pytest.mark.parametrize("name", CATALOG)
def test_every_command_of_the_catalog_is_there(name: str) -> None:
    """With the function that runs it."""
    assert callable(command(name).run)


@pytest.mark.parametrize("name", ["models", "status", "doctor"])
def test_what_follows_a_command_is_not_ignored(run_cell: RunCell, name: str) -> None:
    """A word that is not understood is an error."""
    with pytest.raises(UserError, match=f"'more' is not understood here. Usage: %conduit {name}"):
        run_cell(f"%conduit {name} more")
