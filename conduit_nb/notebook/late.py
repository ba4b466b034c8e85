"""Magics that are imported when they are first used, so that loading the extension costs little."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from conduit_nb.notebook.surface import Surface

__all__ = ["LateMagic"]


class LateMagic:
    """A magic whose module is imported by its first call.

    Args:
        surface: What the magic works with.
        name: The magic's name, which is also its module's.
        cells: Whether it is for cells too; then it sees the variables of the calling scope.
    """

    # What IPython's own decorators set: `{expr}` and `$name` in the line are left to us.
    _ipython_magic_no_var_expand = True

    def __init__(self, surface: Surface, name: str, *, cells: bool) -> None:
        self.__name__ = name
        self.needs_local_scope = cells
        self._surface = surface
        self._made: Callable[..., object] | None = None

    def __call__(self, line: str, *cell: str, **scope: Any) -> object:
        """Returns what the magic returns."""
        return self.magic(line, *cell, **scope)

    @property
    def magic(self) -> Callable[..., object]:
        """The magic itself."""
        if self._made is None:
            module = importlib.import_module(f"conduit_nb.notebook.magics.{self.__name__}")
            make: Callable[[Surface], Callable[..., object]] = module.make
            self._made = make(self._surface)
        return self._made

    def _help(self) -> str | None:
        return self.magic.__doc__

    __doc__ = property(_help)
