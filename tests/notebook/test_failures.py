"""Errors in a cell: one line, a cell that fails, and the whole traceback at hand."""

from __future__ import annotations

import queue
import sys
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.errors import ConduitError, UserError
from conduit_nb.notebook import failures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conduit_nb.testing.session import FakeSession


def shown(shell: Any, capsys: pytest.CaptureFixture[str], code: str) -> list[str]:
    """Returns the lines that a failing cell prints."""
    outcome = shell.run_cell(code)
    assert not outcome.success
    return capsys.readouterr().out.splitlines()


def test_an_error_of_a_magic_is_one_line(
    shell: Any, session: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    """What happened, and what to do."""
    session.failures["one"] = UserError("No such\nvoice.", hint="Try two.")
    assert shown(shell, capsys, "%speak Hello") == ["UserError: No such voice. Try two."]


def test_the_whole_traceback_is_at_hand(shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """`%tb` shows it."""
    shown(shell, capsys, "%conduit nope")
    shell.run_cell("%tb")
    traceback = capsys.readouterr().out
    assert "Traceback (most recent call last)" in traceback
    assert "conduit.py" in traceback
    assert "UserError" in traceback


def test_an_error_of_python_code_names_its_line(
    shell: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A cell may hold many calls."""
    code = "from conduit_nb import read_audio\nx = 1\nread_audio('gone.wav')"
    [line] = shown(shell, capsys, code)
    assert line.startswith("AudioError: gone.wav does not exist.")
    assert line.endswith("(line 3 of the cell)")


def test_a_stop_is_one_line(
    shell: Any, session: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what was recorded."""
    session.failures["one"] = KeyboardInterrupt()
    [line] = shown(shell, capsys, "%speak Hello")
    assert line == "Stopped: The call is in the ledger as cancelled."


def test_other_errors_are_shown_as_ever(shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """We do not hide what is not ours."""
    assert any("Traceback" in line for line in shown(shell, capsys, "1 / 0"))


def test_another_handler_stays(shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody else registered before us still answers, also after we are gone."""
    failures.unregister(shell)

    def handler(self: Any, etype: Any, value: Any, tb: Any, tb_offset: Any = None) -> None:
        sys.stdout.write("theirs\n")

    before = shell.CustomTB
    shell.set_custom_exc((LookupError,), handler)
    failures.register(shell)
    assert shown(shell, capsys, "{}['x']") == ["theirs"]
    assert shown(shell, capsys, "%conduit nope")[0].startswith("UserError: ")
    failures.unregister(shell)
    assert shown(shell, capsys, "{}['x']") == ["theirs"]
    assert shell.custom_exceptions == (LookupError,)
    shell.set_custom_exc((), None)
    shell.CustomTB = before


def test_control_characters_never_reach_the_line() -> None:
    """An error can hold a file's name, and a name can hold anything."""
    line = failures.line_for(ConduitError("a\x1b[2Jb"), None, {})
    assert "\x1b" not in line


@pytest.fixture(scope="module")
def kernel() -> Iterator[Any]:
    """Returns a client of a real kernel with the extension loaded."""
    from jupyter_client.manager import start_new_kernel

    start: Any = start_new_kernel
    manager, client = start(kernel_name="python3")
    client.execute_interactive("%load_ext conduit_nb", timeout=60)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.integration
@pytest.mark.filterwarnings("default")  # zmq and asyncio warn of their own affairs
def test_in_a_kernel_the_cell_fails_with_one_line(kernel: Any) -> None:
    """So that Run All stops, and tools that run notebooks see it."""
    messages: list[dict[str, Any]] = []
    hook: Callable[[dict[str, Any]], None] = messages.append
    reply = kernel.execute_interactive("%transcribe gone.wav", timeout=60, output_hook=hook)
    errors = [m["content"] for m in messages if m["msg_type"] == "error"]
    assert reply["content"]["status"] == "error"
    assert [error["ename"] for error in errors] == ["AudioError"]
    [line] = errors[0]["traceback"]
    assert "gone.wav does not exist." in line
    assert "\n" not in line
    with pytest.raises(queue.Empty):
        kernel.get_iopub_msg(timeout=0)
