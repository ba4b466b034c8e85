"""A credential that does not show itself."""

from __future__ import annotations

from typing import Never

__all__ = ["Secret"]


class Secret:
    """Holds a credential; printing, formatting, comparing and pickling never show it.

    The value leaves only through `reveal()`, which transport calls when it builds a header.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Returns the credential itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> Never:
        raise TypeError("a Secret is never pickled")
