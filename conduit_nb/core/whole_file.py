"""Files that are written whole or not at all."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_writable", "whole_file"]


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Gives a temporary path to write to; it takes the place of `path` when the block ends well.

    A link is followed: what it points to is replaced, not the link.

    Raises:
        UserError: If `path` is a folder, a device or a pipe, or cannot be written.
    """
    target = _target(path)
    with (
        _told(target),
        # A folder of its own, so that the file gets the permissions that any new file gets.
        tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as scratch,
    ):
        temporary = Path(scratch) / target.name
        yield temporary
        temporary.replace(target)


def check_writable(path: str | Path) -> None:
    """Raises if `whole_file` could not write to `path`; asked before work is done for it.

    Raises:
        UserError: If `path` is a folder, a device or a pipe, or cannot be written.
    """
    target = _target(path)
    with _told(target), tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}."):
        return


def _target(path: str | Path) -> Path:
    target = Path(path).expanduser()
    try:
        target = target.resolve()
    except (RuntimeError, ValueError) as error:  # a loop of links; a null byte
        raise UserError(f"{path} is no path ({error}).") from error
    with _told(target):
        if not target.parent.is_dir():
            raise UserError(
                f"{path} cannot be written: the folder {target.parent} does not exist.",
                hint="Make it, or choose another.",
            )
        if target.is_dir():
            raise UserError(f"{path} is a folder.", hint="Name a file in it.")
        if target.exists() and not target.is_file():
            raise UserError(
                f"{path} is not a regular file.", hint="Name a file, or use standard output."
            )
    return target


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turns the operating system's refusals into a `UserError` that says what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(
            f"{target} cannot be written: {reason.lower()}.",
            hint="Choose a folder that exists and that you may write to.",
        ) from error
