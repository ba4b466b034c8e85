"""Exit codes, errors on one line, and the list of commands."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.cli.main import COMMANDS, main

if TYPE_CHECKING:
    from collections.abc import Callable


def test_every_command_has_its_file_and_says_what_it_does() -> None:
    """A command is one file and one line of the catalog."""
    for name, home in COMMANDS.items():
        module = importlib.import_module(home)
        assert home.endswith(name)
        assert module.HELP


def test_a_mistake_in_the_usage_exits_with_2() -> None:
    """Argparse's own code for a usage error."""
    with pytest.raises(SystemExit) as end:
        main(["transcribe"])
    assert end.value.code == 2


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """--version tells it and ends well."""
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("conduit-nb 0.")


def test_an_error_is_one_line_and_an_exit_code(cli: Callable[..., Any]) -> None:
    """No traceback on a terminal."""
    ran = cli("transcribe", "nothing.wav")
    assert ran.code in {1, 2}
    assert ran.err.count("\n") == 1
    assert "nothing.wav" in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_model_exits_with_2(cli: Callable[..., Any], recording: Any) -> None:
    """A usage error of ours has the same code as one of argparse."""
    ran = cli("transcribe", str(recording), "-m", "local/scriptd")
    assert ran.code == 2
    assert "local/scripted" in ran.err


@pytest.mark.parametrize(("sink", "code"), [("/dev/full", 1), ("| head -0", 0)])
def test_an_output_that_cannot_be_written_is_no_traceback(
    sink: str, code: int, tmp_path: Path
) -> None:
    """A full disk is told in one line; a reader that has seen enough is no failure."""
    target = sink if sink.startswith("|") else f"> {sink}"
    command = f'"{sys.executable}" -m conduit_nb models --json {target}; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "CONDUIT_HOME": str(tmp_path)},
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1
