"""`%conduit capabilities`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.magics.commands import capabilities

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface


def test_without_a_model_there_is_a_row_for_each(surface: Surface) -> None:
    """To compare them."""
    table = capabilities.run(surface, "")
    assert [row[0] for row in table.rows] == ["fake/hears", "fake/speaks"]


def test_one_model_has_a_sheet(surface: Surface) -> None:
    """With all that is known of it."""
    table = capabilities.run(surface, "fake/speaks")
    assert table.caption == "fake/speaks"
    assert ("licence", "MIT") in table.rows
