"""`%conduit use`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics.commands import use

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface


def test_it_says_what_the_model_now_does(surface: Surface) -> None:
    """And it is so."""
    assert use.run(surface, "fake/hears") == "fake/hears is now used to transcribe."
    assert surface.session.conduit().defaults == {"transcribe": "fake/hears"}


@pytest.mark.parametrize(
    ("line", "message"),
    [("", "No model is named"), ("fake/x", "no model 'fake/x'"), ("a b", "'b' is not understood")],
)
def test_what_is_no_model_is_refused(surface: Surface, line: str, message: str) -> None:
    """Nothing is changed."""
    with pytest.raises(UserError, match=message):
        use.run(surface, line)
    assert surface.session.conduit().defaults == {}
