"""How errors look in a cell: one line that says what to do.

The cell still fails, so that "Run All" stops there and tools that run notebooks see it, and
``%tb`` shows the whole traceback. What goes out is the protocol's own error message with one
line in the place of the traceback; a terminal prints that line.
"""

from __future__ import annotations

import sys
import traceback
from types import MethodType
from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import ConduitError, one_line
from conduit_nb.notebook.stops import Stopped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["line_for", "register", "unregister"]

OURS = (ConduitError, Stopped)
_RED, _PLAIN = "\x1b[31m", "\x1b[0m"
_MAGICS = "conduit_nb.notebook.magics."


def register(shell: InteractiveShell) -> None:
    """Makes the shell show our errors on one line; other handlers stay."""
    others: tuple[type[BaseException], ...] = tuple(shell.custom_exceptions)
    before = getattr(shell, "CustomTB", None)

    def handler(
        shell: InteractiveShell,
        etype: type[BaseException],
        value: BaseException,
        tb: TracebackType | None,
        tb_offset: int | None = None,
    ) -> Any:
        if not isinstance(value, OURS) and before is not None:
            return before(etype, value, tb, tb_offset=tb_offset)
        _remember(etype, value, tb)
        name = etype.__name__
        if str(shell.colors).lower() != "nocolor":
            name = f"{_RED}{name}{_PLAIN}"
        line = f"{name}: {line_for(value, tb, shell.user_ns)}"
        show: Any = shell._showtraceback  # noqa: SLF001  (what kernels and terminals override)
        show(etype, value, [line])
        return [line]

    customise: Any = shell.set_custom_exc
    customise((*OURS, *others), handler)
    _registered[id(shell)] = (others, before)


def unregister(shell: InteractiveShell) -> None:
    """Makes the shell show our errors as it shows all others."""
    others, before = _registered.pop(id(shell), ((), None))
    target: Any = shell
    target.set_custom_exc(others, None)
    if isinstance(before, MethodType):
        target.CustomTB = before


_registered: dict[int, tuple[tuple[type[BaseException], ...], Any]] = {}


def line_for(value: BaseException, tb: TracebackType | None, user_ns: dict[str, Any]) -> str:
    """Returns an error's line; one that a magic did not raise also names the cell's line."""
    line = one_line(str(value))
    frames = [frame for frame, _ in traceback.walk_tb(tb)]
    if any(str(frame.f_globals.get("__name__", "")).startswith(_MAGICS) for frame in frames):
        return line
    number = next(_cell_lines(tb, user_ns), None)
    return line if number is None else f"{line} (line {number} of the cell)"


def _cell_lines(tb: TracebackType | None, user_ns: dict[str, Any]) -> Iterator[int]:
    for frame, number in traceback.walk_tb(tb):
        if _is_cell(frame, user_ns):
            yield number


def _is_cell(frame: FrameType, user_ns: dict[str, Any]) -> bool:
    return frame.f_globals is user_ns and frame.f_code.co_name == "<module>"


def _remember(etype: type[BaseException], value: BaseException, tb: TracebackType | None) -> None:
    """Leaves the error where ``%tb`` and post-mortem debuggers look for it."""
    sys.last_type, sys.last_value, sys.last_traceback = etype, value, tb
    if sys.version_info >= (3, 12):
        sys.last_exc = value
