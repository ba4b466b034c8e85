"""Transcript formats: one file a format, writer and reader; this module names them."""

from __future__ import annotations

import contextlib
import importlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from conduit_nb.core.transcript import Transcript

__all__ = ["NAMES", "read", "save", "write"]

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


def save(transcript: Transcript, path: str | Path) -> Path:
    """Writes the transcript whole or not at all, in the format that the file's ending names.

    Raises:
        UserError: If the ending names no known format, or the file cannot be written.
    """
    target = Path(path).expanduser()
    name = _ENDINGS.get(target.suffix.lower())
    if name is None:
        raise UserError(
            f"{target.name} does not tell the format; use the ending {', '.join(_ENDINGS)}."
        )
    save_text(write(transcript, name), target)
    return target


def save_text(text: str, target: Path) -> None:
    """Writes `text` beside `target` and renames it, so that no half-written file is ever seen.

    Raises:
        UserError: If the folder is missing or may not be written.
    """
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            errors="replace",  # half a surrogate pair, from a broken text, has no bytes
            dir=target.parent,
            prefix=f".{target.name}.",
            delete=False,
        ) as handle:
            temporary = Path(handle.name)
            handle.write(text if text.endswith("\n") else text + "\n")
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise UserError(
            f"{target} cannot be written: {error.strerror or error}.",
            hint="Choose a folder that exists and that you may write to.",
        ) from error
