"""`%conduit models`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.magics.commands import models

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface


def test_a_row_a_model_tells_whether_it_can_run(surface: Surface) -> None:
    """And under which terms."""
    table = models.run(surface, "")
    ready = {row[0]: (row[1], row[5], row[6], row[7]) for row in table.rows}
    assert ready == {
        "fake/hears": ("transcribe", "here", "yes", "not stated"),
        "fake/speaks": ("speak", "at the provider", "a voice is not installed", "MIT"),
    }


def test_the_defaults_are_told(surface: Surface) -> None:
    """What answers when no model is named."""
    assert "Without a name: auto" in models.run(surface, "").text()
    surface.session.conduit().use("fake/hears")
    assert "Without a name: fake/hears to transcribe." in models.run(surface, "").text()
