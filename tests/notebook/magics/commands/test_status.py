"""`%conduit status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.magics.commands import status

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface


def test_names_and_values(surface: Surface) -> None:
    """What the session tells."""
    assert ("speak with", "auto") in status.run(surface, "").rows
