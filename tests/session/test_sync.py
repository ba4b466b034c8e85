"""The verbs as plain functions."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from conduit_nb.config.settings import Settings
from conduit_nb.session import sync
from conduit_nb.session.conduit import Conduit
from conduit_nb.testing.audio import tone
from conduit_nb.testing.calls import FakeRegistry, ScriptedRecogniser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Makes the shared Conduit one over a scripted engine."""
    registry = FakeRegistry(ScriptedRecogniser(["hello"]))
    conduit = Conduit(Settings(home=tmp_path, project=tmp_path), registry=registry)
    monkeypatch.setattr(sync, "_shared", [conduit])
    yield
    sync.close()


def test_a_verb_waits_for_its_result() -> None:
    """No await needed."""
    assert sync.transcribe(tone(seconds=0.2)).text == "hello"


@pytest.mark.parametrize("verb", ["transcribe", "translate", "speak", "estimate", "voices"])
def test_a_verb_carries_the_documentation_of_its_method(verb: str) -> None:
    """One docstring serves both."""
    assert inspect.getdoc(getattr(sync, verb)) == inspect.getdoc(getattr(Conduit, verb))


def test_one_conduit_is_shared() -> None:
    """One ledger, one loop, one set of models a process."""
    assert sync.conduit() is sync.conduit()
