"""A shell that raises what a cell raises, with the extension loaded over a session in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from conduit_nb.notebook.extension import load, unload
from conduit_nb.notebook.surface import Surface
from conduit_nb.testing.calls import FakeClock
from conduit_nb.testing.session import FakeSession, RecordedPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def one_shell() -> Any:
    """Returns the one shell of the test run, without a history file."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell: Any = InteractiveShell.instance(config=config)
    return shell


@pytest.fixture
def session(tmp_path: Path) -> FakeSession:
    """Returns a session in memory."""
    return FakeSession(tmp_path)


@pytest.fixture
def place() -> RecordedPlace:
    """Returns the place where the magics of this test show their progress."""
    return RecordedPlace()


@pytest.fixture
def clock() -> FakeClock:
    """Returns the clock of the magics; it moves only when told to."""
    return FakeClock()


@pytest.fixture
def surface(
    one_shell: Any, session: FakeSession, place: RecordedPlace, clock: FakeClock
) -> Surface:
    """Returns what the magics of this test work with."""
    return Surface(
        shell=one_shell,
        opened=lambda: session,
        clock=clock.monotonic,
        place=lambda _shell: place,
    )


@pytest.fixture
def shell(
    one_shell: Any,
    surface: Surface,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Any]:
    """Returns the shell with the extension loaded, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    make_publisher: Any = CapturingDisplayPublisher
    one_shell.reset(new_session=True)
    monkeypatch.setattr(one_shell, "display_pub", make_publisher())
    load(one_shell, surface)
    yield one_shell
    unload(one_shell)


@pytest.fixture
def run_cell(shell: Any) -> Callable[[str], Any]:
    """Returns a function that runs a cell: it returns its value or raises its error."""

    def run(code: str) -> Any:
        outcome = shell.run_cell(code, store_history=True)
        outcome.raise_error()
        return outcome.result

    return run
