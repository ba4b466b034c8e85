"""The command line over a Conduit whose engines are scripted and whose home is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from conduit_nb.audio.files import write_audio
from conduit_nb.cli.main import main
from conduit_nb.config.settings import Settings
from conduit_nb.session import sync
from conduit_nb.session.conduit import Conduit
from conduit_nb.testing.audio import tone
from conduit_nb.testing.calls import FakeRegistry, ScriptedRecogniser, ScriptedVoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Returns a second of a tone as a WAV file."""
    return write_audio(tone(seconds=1.0), tmp_path / "interview.wav")


@pytest.fixture
def cli(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Ran]]:
    """Returns a function that runs `conduit-nb` with the given words."""
    home = tmp_path / "home"
    monkeypatch.setenv("CONDUIT_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    registry = FakeRegistry(
        ScriptedRecogniser(["one", "two"], operations=frozenset({"transcribe", "translate"})),
        ScriptedVoice(),
    )

    def run(*words: str) -> Ran:
        sync.close()
        shared = Conduit(Settings(home=home, project=tmp_path), registry=registry)
        monkeypatch.setattr(sync, "_shared", [shared])
        code = main(list(words))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    yield run
    sync.close()
