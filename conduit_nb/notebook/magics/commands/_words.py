"""The words after a sub-command."""

from __future__ import annotations

from conduit_nb.core.errors import UserError

__all__ = ["words"]


def words(line: str, usage: str, *, most: int = 0) -> list[str]:
    """Returns the words of `line`, at most `most`.

    Raises:
        UserError: If there are more, or one looks like an option.
    """
    found = line.split()
    odd = next((word for word in found if word.startswith("-")), None)
    if odd is None and len(found) > most:
        odd = found[most]
    if odd is not None:
        raise UserError(f"{odd!r} is not understood here.", hint=f"Usage: {usage}")
    return found
