"""``%load_ext conduit_nb``: magics, displays, errors and completion, put in and taken away.

Loading costs little: nothing that makes a call, draws a chart or reads audio is imported here.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from conduit_nb.notebook import completion, displays, failures, questions
from conduit_nb.notebook.late import LateMagic
from conduit_nb.notebook.surface import Surface, open_session

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["load", "unload"]

_MAGICS = {"transcribe": "line_cell", "speak": "line_cell", "conduit": "line"}


def load(shell: InteractiveShell, surface: Surface | None = None) -> None:
    """Puts everything in; what was there from an earlier load is taken away first.

    Args:
        shell: Where to register.
        surface: What the magics work with, instead of the shell and the process's own session.
    """
    unload(shell)
    surface = surface or Surface(shell=shell)
    manager: Any = shell.magics_manager
    for name, kind in _MAGICS.items():
        late = LateMagic(surface, name, cells=kind == "line_cell")
        manager.register_function(late, kind, name)
    displays.register(shell)
    failures.register(shell)
    completion.register(surface)
    questions.register(shell)
    _loaded[id(shell)] = surface


def unload(shell: InteractiveShell) -> None:
    """Takes everything away and closes the session, when the extension was loaded."""
    surface = _loaded.pop(id(shell), None)
    if surface is None:
        return
    manager: Any = shell.magics_manager
    for name in _MAGICS:
        for kind in ("line", "cell"):
            manager.magics[kind].pop(name, None)
    displays.unregister(shell)
    failures.unregister(shell)
    completion.unregister(shell)
    questions.unregister(shell)
    if surface.opened is not open_session or "conduit_nb.session.sync" in sys.modules:
        surface.session.close()


_loaded: dict[int, Surface] = {}
