"""The fake session answers as the real one does."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from conduit_nb.session import sync
from conduit_nb.testing.audio import tone
from conduit_nb.testing.session import FakeConduit, FakeSession

if TYPE_CHECKING:
    from pathlib import Path


def test_it_has_the_verbs_of_the_real_session() -> None:
    """A verb that is renamed there must be renamed here."""
    verbs = set(sync.__all__) - {"translate"}
    assert {name for name in verbs if callable(getattr(FakeSession, name, None))} == verbs


def test_its_conduit_has_what_the_real_one_has() -> None:
    """The members that magics use exist on the real `Conduit`."""
    from conduit_nb.session.conduit import Conduit

    names = [n for n, _ in inspect.getmembers(FakeConduit) if not n.startswith("_")]
    assert [name for name in names if not hasattr(Conduit, name)] == []


def test_it_remembers_and_answers(tmp_path: Path) -> None:
    """What was asked is kept, with its options."""
    session = FakeSession(tmp_path)
    transcript = session.transcribe(tone(2.0), language="en")
    assert transcript.text == "hello from tone"
    assert session.asked[0].options == {"language": "en"}
    assert transcript.call is not None
    assert str(transcript.call.cost) == "$0.00 (local)"
