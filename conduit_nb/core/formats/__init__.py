"""Transcript formats: one file a format, writer and reader; this module names them."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from conduit_nb.core.errors import UserError
from conduit_nb.core.whole_file import whole_file

if TYPE_CHECKING:
    from conduit_nb.core.transcript import Transcript

__all__ = ["NAMES", "format_of", "read", "save", "save_text", "write"]

_MODULES = {"text": "plain", "json": "json_", "srt": "srt", "vtt": "vtt"}
_ENDINGS = {".txt": "text", ".json": "json", ".srt": "srt", ".vtt": "vtt"}
NAMES = tuple(_MODULES)


class _Format(Protocol):
    """What each module of this room offers."""

    def write(self, transcript: Transcript) -> str: ...

    def read(self, text: str) -> Transcript: ...


def _format(name: str) -> _Format:
    if name not in _MODULES:
        raise UserError(f"format is {name!r}; choose one of {', '.join(NAMES)}.")
    module = importlib.import_module(f"conduit_nb.core.formats.{_MODULES[name]}")
    return cast("_Format", module)


def write(transcript: Transcript, name: str) -> str:
    """Returns the transcript in the named format.

    Raises:
        UserError: If there is no such format.
    """
    return _format(name).write(transcript)


def read(text: str, name: str) -> Transcript:
    """Returns the transcript that `text` holds in the named format.

    Raises:
        UserError: If there is no such format or the text is not of it.
    """
    return _format(name).read(text)


def format_of(path: Path) -> str | None:
    """Returns the format that the file's ending names, or None."""
    return _ENDINGS.get(path.suffix.lower())


def save(transcript: Transcript, path: str | Path) -> Path:
    """Writes the transcript whole or not at all, in the format that the file's ending names.

    Raises:
        UserError: If the ending names no known format, or the file cannot be written.
    """
    target = Path(path).expanduser()
    name = format_of(target)
    if name is None:
        raise UserError(
            f"{target.name} does not tell the format; use the ending {', '.join(_ENDINGS)}."
        )
    save_text(write(transcript, name), target)
    return target


def save_text(text: str, target: Path) -> None:
    """Writes `text` whole or not at all, with a line break at its end.

    Raises:
        UserError: If the file cannot be written.
    """
    with whole_file(target) as temporary:
        temporary.write_text(
            text if text.endswith("\n") else text + "\n",
            encoding="utf-8",
            errors="replace",  # half a surrogate pair, from a broken text, has no bytes
            newline="\n",
        )
