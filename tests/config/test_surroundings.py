"""Surroundings: which notebook a kernel belongs to."""

from __future__ import annotations

import pytest

from conduit_nb.config.surroundings import notebook_path


def test_jupyter_server_names_the_notebook() -> None:
    """The variable that Jupyter Server sets for a kernel is read."""
    assert notebook_path({"JPY_SESSION_NAME": "work/a.ipynb"}) == "work/a.ipynb"


@pytest.mark.parametrize("env", [{}, {"JPY_SESSION_NAME": " "}])
def test_elsewhere_there_is_no_notebook(env: dict[str, str]) -> None:
    """Without a server, or with an empty name, nothing is guessed."""
    assert notebook_path(env) is None


def test_the_environment_of_this_process_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument the process's own environment counts."""
    monkeypatch.setenv("JPY_SESSION_NAME", "b.ipynb")
    assert notebook_path() == "b.ipynb"
