"""`%conduit doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.magics.commands import doctor

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface


def test_each_check_tells_its_state_and_its_cure(surface: Surface) -> None:
    """In words as well as by a mark."""
    table = doctor.run(surface, "")
    assert table.rows == (
        ("✓ ok", "python", "3.11", ""),
        ("✗ fails", "voice", "missing", "install it"),
    )
    assert table.notes == ("1 of 2 fail.",)
