"""What works, what does not, and what to do."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

from conduit_nb.config.settings import Settings
from conduit_nb.core.errors import EngineError
from conduit_nb.session.doctor import Check, examine, status
from conduit_nb.session.wiring import House, build
from conduit_nb.testing.calls import FakeRegistry, ScriptedRecogniser

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class _Weightless(ScriptedRecogniser):
    def weights_note(self) -> str:
        raise EngineError("no weights were found.", hint="Give a path.")


def _house(folder: Path, *engines: Any, absent: tuple[str, ...] = (), **settings: Any) -> House:
    registry = FakeRegistry(*engines, absent=absent)
    return build(Settings(home=folder / "home", project=folder, **settings), registry)


def _check(house: House, name: str) -> Check:
    return next(check for check in examine(house) if check.name == name)


def test_a_model_with_weights_is_ok(tmp_path: Path) -> None:
    """And the doctor says where they are."""
    check = _check(_house(tmp_path, ScriptedRecogniser()), "local/scripted")
    assert (check.state, check.detail) == ("ok", "scripted")


def test_a_model_without_weights_says_what_to_do(tmp_path: Path) -> None:
    """The engine's own next step."""
    check = _check(_house(tmp_path, _Weightless()), "local/scripted")
    assert (check.state, check.fix) == ("note", "Give a path.")


def test_a_model_that_is_not_installed_is_a_note(tmp_path: Path) -> None:
    """Not a failure: another may serve."""
    house = _house(tmp_path, ScriptedRecogniser(extra="x"), absent=("local/scripted",))
    check = _check(house, "local/scripted")
    assert (check.state, check.fix) == ("note", 'pip install "conduit-nb[x]"')


def test_macos_is_told_of_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where moonshine has no wheel, whisper answers, with a download offered."""
    monkeypatch.setattr(sys, "platform", "darwin")
    moonshine = ScriptedRecogniser(model="local/moonshine-tiny")
    house = _house(tmp_path, moonshine, absent=("local/moonshine-tiny",))
    check = _check(house, "auto:local")
    assert "faster-whisper" in check.detail
    assert "download = true" in (check.fix or "")


def test_the_ledger_is_described(tmp_path: Path) -> None:
    """Its file and its journal."""
    assert "ledger.db" in _check(_house(tmp_path, ScriptedRecogniser()), "ledger").detail


def test_a_rule_that_keeps_audio_here_is_shown(tmp_path: Path) -> None:
    """By the name it was set with."""
    house = _house(tmp_path, ScriptedRecogniser(), offline=True)
    assert "CONDUIT_OFFLINE=1" in _check(house, "privacy").detail


def test_an_unknown_key_of_the_configuration_is_shown(tmp_path: Path) -> None:
    """What was not understood is not kept back."""
    house = _house(tmp_path, ScriptedRecogniser(), notes=("ledgr is not known.",))
    assert _check(house, "conduit.toml").detail == "ledgr is not known."


def test_low_disk_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a call cannot be recorded."""
    usage = dataclasses.make_dataclass("usage", ["free"])
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(1_000_000))
    check = _check(_house(tmp_path, ScriptedRecogniser()), "home")
    assert (check.state, "1 MB free" in check.detail) == ("note", True)


def test_status_tells_the_defaults(tmp_path: Path) -> None:
    """What answers when no model is named."""
    told = dict(status(_house(tmp_path), {"speak": "local/piper"}))
    assert (told["transcribe with"], told["speak with"]) == ("auto", "local/piper")
