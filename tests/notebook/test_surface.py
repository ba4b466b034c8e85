"""The surface: where calls come from, what is a model, and what is bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conduit_nb.notebook.surface import Surface, open_place, open_session

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_real_session_is_the_default(one_shell: Any) -> None:
    """Imported when a magic first asks for it."""
    from conduit_nb.session import sync

    assert open_session() is sync
    assert Surface(shell=one_shell).session is sync


def test_progress_has_a_place(one_shell: Any) -> None:
    """In a shell that is no kernel, a line of the terminal."""
    assert type(open_place(one_shell)).__name__ == "TerminalPlace"


def test_a_call_tells_where_it_comes_from(
    surface: Surface, shell: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Project, notebook, cell and label, for the ledger."""
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "sub" / "one.ipynb"))
    origin = surface.origin("pilot")
    assert (origin.project, origin.notebook) == (str(tmp_path), "sub/one.ipynb")
    assert (origin.cell, origin.label) == (shell.execution_count, "pilot")
    assert origin.surface == "magic"


def test_a_notebook_elsewhere_keeps_its_path(
    surface: Surface, shell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what lies in the project is shortened."""
    monkeypatch.setenv("JPY_SESSION_NAME", "work/one.ipynb")
    assert surface.origin(None).notebook == "work/one.ipynb"


def test_vs_code_names_its_notebook(surface: Surface, shell: Any) -> None:
    """Among the user's variables, where nothing but text counts."""
    shell.user_ns["__vsc_ipynb_file__"] = "/elsewhere/two.ipynb"
    assert surface.origin(None).notebook == "/elsewhere/two.ipynb"
    shell.user_ns["__vsc_ipynb_file__"] = 3
    assert surface.origin(None).notebook is None


def test_without_a_notebook_there_is_none(surface: Surface, shell: Any) -> None:
    """A terminal is no notebook."""
    assert surface.origin(None).notebook is None


def test_a_value_is_bound_to_its_name(surface: Surface, shell: Any) -> None:
    """If there is one."""
    surface.bind("mine", 3)
    surface.bind(None, 4)
    assert shell.user_ns["mine"] == 3
