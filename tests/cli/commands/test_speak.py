"""``conduit-nb speak`` into a file."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
import soundfile

if TYPE_CHECKING:
    from pathlib import Path

Cli = Callable[..., Any]


def test_it_writes_a_file_that_others_read(cli: Cli, tmp_path: Path) -> None:
    """Ten milliseconds a character, as the scripted voice makes them."""
    ran = cli("speak", "hello there", "-o", str(tmp_path / "a.wav"))
    assert ran.code == 0
    assert soundfile.info(str(tmp_path / "a.wav")).duration == pytest.approx(0.1)


def test_the_text_may_come_from_a_pipe(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """- is standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("hello"))
    assert cli("speak", "-", "-o", str(tmp_path / "a.flac")).code == 0


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_to_say_is_refused(cli: Cli, tmp_path: Path, text: str) -> None:
    """Empty text: one line, no file, no row."""
    ran = cli("speak", text, "-o", str(tmp_path / "a.wav"))
    assert ran.code == 2
    assert "empty" in ran.err
    assert not (tmp_path / "a.wav").exists()
    assert cli("cost", "--json").out.strip() == "[]"


def test_an_unknown_ending_is_told_before_the_work(cli: Cli, tmp_path: Path) -> None:
    """Nothing is spoken that could not be kept."""
    ran = cli("speak", "hello", "-o", str(tmp_path / "a.xyz"))
    assert ran.code != 0
    assert cli("cost", "--json").out.strip() == "[]"


def test_json_tells_what_was_made(cli: Cli, tmp_path: Path) -> None:
    """For scripts."""
    data = json.loads(cli("speak", "hello", "-o", str(tmp_path / "a.wav"), "--json").out)
    assert (data["characters"], data["voice"]) == (5, "scripted")
