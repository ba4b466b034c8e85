"""`%conduit voices`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.magics.commands import voices

if TYPE_CHECKING:
    import pytest

    from conduit_nb.notebook.surface import Surface


def test_each_voice_shows_its_licence_and_note(surface: Surface) -> None:
    """What a user must know before using it."""
    table = voices.run(surface, "")
    assert [row[0] for row in table.rows] == ["one", "two"]
    assert table.rows[0][5:] == ("CC0", "made up")


def test_the_voices_of_one_model(surface: Surface) -> None:
    """The model is asked for by name."""
    assert {row[2] for row in voices.run(surface, "fake/other").rows} == {"fake/other"}


def test_without_voices_the_way_on_is_told(
    surface: Surface, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of an empty table alone."""
    monkeypatch.setattr(surface.session, "voices", lambda model: ())
    assert "%conduit doctor says what is missing" in voices.run(surface, "").text()
