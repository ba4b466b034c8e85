"""`%load_ext conduit_nb`: what it brings, what it costs, and that it goes without a trace."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.errors import ConduitError
from conduit_nb.notebook.displays import SHOWN
from conduit_nb.notebook.extension import load, unload

if TYPE_CHECKING:
    from collections.abc import Callable

    from conduit_nb.notebook.surface import Surface
    from conduit_nb.testing.session import FakeSession

HEAVY = (
    *("numpy", "pandas", "altair", "sqlalchemy", "alembic", "soundfile", "soxr", "ipywidgets"),
    *("onnxruntime", "vl_convert", "keyring", "rich", "conduit_nb.session", "conduit_nb.engines"),
    *("conduit_nb.ledger", "conduit_nb.router", "conduit_nb.notebook.magics"),
)
LOAD = """
import sys, time
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.history_manager.enabled = False
before = set(sys.modules)
started = time.perf_counter()
shell.run_line_magic("load_ext", "conduit_nb")
took = time.perf_counter() - started
print(took, *(set(sys.modules) - before))
"""


def _loaded_in_a_new_process() -> tuple[float, set[str]]:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    took, *modules = done.stdout.split()
    return float(took), set(modules)


@pytest.mark.integration
def test_loading_imports_nothing_heavy() -> None:
    """What makes calls, draws charts or reads audio is imported when it is used."""
    _, modules = _loaded_in_a_new_process()
    assert "conduit_nb.notebook.extension" in modules
    loaded = {
        module for module in modules for heavy in HEAVY if f"{module}.".startswith(f"{heavy}.")
    }
    assert loaded == set()


def test_the_magics_are_there(shell: Any) -> None:
    """The three magics, two of them for cells too."""
    magics = shell.magics_manager.magics
    assert {"transcribe", "speak", "conduit"} <= set(magics["line"])
    assert {"transcribe", "speak"} <= set(magics["cell"])


def test_unloading_takes_everything_away(shell: Any, session: FakeSession) -> None:
    """The shell is as it was, and the session is closed."""
    formatter = shell.display_formatter.mimebundle_formatter
    unload(shell)
    magics = shell.magics_manager.magics
    assert not {"transcribe", "speak", "conduit"} & (set(magics["line"]) | set(magics["cell"]))
    assert not [key for key in SHOWN if key in formatter.deferred_printers]
    assert ConduitError not in shell.custom_exceptions
    assert not [m for m in shell.Completer.custom_matchers if hasattr(m, "conduit_nb_matcher")]
    assert not [f for f in shell.input_transformers_cleanup if f.__module__.startswith("conduit")]
    assert session.closed == 1


def test_unloading_after_a_value_was_shown(shell: Any, run_cell: Callable[[str], Any]) -> None:
    """A formatter that was used has moved inside IPython, and goes all the same."""
    value = run_cell("x = %speak hello\nx")
    assert "audio controls" in shell.display_formatter.format(value)[0]["text/html"]
    unload(shell)
    assert "audio controls" not in shell.display_formatter.format(value)[0]["text/html"]


def test_loading_twice_changes_nothing(shell: Any, surface: Surface) -> None:
    """`%reload_ext` leaves one matcher, one transformer and one handler."""
    load(shell, surface)
    matchers = [m for m in shell.Completer.custom_matchers if hasattr(m, "conduit_nb_matcher")]
    ours = [f for f in shell.input_transformers_cleanup if f.__module__.startswith("conduit")]
    assert (len(matchers), len(ours)) == (1, 1)
    assert shell.custom_exceptions.count(ConduitError) == 1


def test_unloading_what_was_not_loaded_does_nothing(shell: Any, session: FakeSession) -> None:
    """`%unload_ext` after `%unload_ext` is no error, and closes nothing twice."""
    unload(shell)
    unload(shell)
    assert session.closed == 1
