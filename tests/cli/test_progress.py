"""The progress bar, only where somebody looks."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from conduit_nb.cli.progress import progress_bar
from conduit_nb.core.protocols import Progress

if TYPE_CHECKING:
    import pytest


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_bar_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs stay clean."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar("a") as report:
        assert report is None


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The title is shown as it is, brackets too."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar("take[1].wav") as report:
        assert report is not None
        report(Progress(done=1.0, total=2.0, unit="s"))
    assert "take[1].wav" in terminal.getvalue()
