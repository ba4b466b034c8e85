"""Where a clip's samples come from: a file on disk, or the bytes of one."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from conduit_nb.audio.decoding import decode, probe
from conduit_nb.core.checks import nearest
from conduit_nb.core.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conduit_nb.audio.decoding import Layout, RawFormat
    from conduit_nb.core.audio import FloatArray

__all__ = ["BytesSource", "FileSource", "translated_os_errors"]

_Stamp: TypeAlias = tuple[int, int, int]


class _Warnings:
    """Sentences in the order they were found, each once."""

    def __init__(self, notes: tuple[str, ...]) -> None:
        self._sentences = dict.fromkeys(notes)

    def add(self, sentence: str) -> None:
        self._sentences[sentence] = None

    def all(self) -> tuple[str, ...]:
        return tuple(self._sentences)


class FileSource:
    """Audio in a file, read anew each time and never held whole in memory.

    Args:
        path: The file.
        name: What to call it in messages.
        raw: Encoding and rate, for a file without a header.

    Raises:
        AudioError: If it cannot be opened or is no audio.
    """

    def __init__(self, path: Path, name: str, raw: RawFormat | None = None) -> None:
        self._path = path
        self._name = name
        self._stamp = self._look()
        with translated_os_errors(path):
            self.layout: Layout = probe(path, name, raw)
        self._warnings = _Warnings(self.layout.notes)

    def blocks(self, frames: int) -> Iterator[FloatArray]:
        """Yields float32 blocks of shape (n, channels) in [-1, 1], 1 <= n <= frames.

        Raises:
            AudioError: If nothing decodes, or the file is not the one that was opened.
        """
        self._check_same()
        for block in decode(self._path, self.layout, self._name, frames, self._warnings.add):
            self._check_same()
            yield block

    def digest(self) -> str:
        """Returns the SHA-256 (hex) of the file's bytes.

        Raises:
            AudioError: If the file is not the one that was opened.
        """
        self._check_same()
        with translated_os_errors(self._path), self._path.open("rb") as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
        self._check_same()
        return found

    def warnings(self) -> tuple[str, ...]:
        """Returns what was found wrong but bearable so far, one sentence each."""
        return self._warnings.all()

    def _look(self) -> _Stamp:
        with translated_os_errors(self._path):
            found = self._path.stat()
        return found.st_size, found.st_mtime_ns, found.st_ino

    def _check_same(self) -> None:
        if self._look() != self._stamp:
            raise AudioError(
                f"{self._name} has changed since it was opened.", hint="Open it again."
            )


class BytesSource:
    """Audio in the bytes of an encoded file.

    Args:
        data: The bytes.
        name: What to call it in messages.
        raw: Encoding and rate, for bytes without a header.

    Raises:
        AudioError: If the bytes are no audio.
    """

    def __init__(self, data: bytes, name: str, raw: RawFormat | None = None) -> None:
        self._data = data
        self._name = name
        self.layout: Layout = probe(data, name, raw)
        self._warnings = _Warnings(self.layout.notes)

    def blocks(self, frames: int) -> Iterator[FloatArray]:
        """Yields float32 blocks of shape (n, channels) in [-1, 1], 1 <= n <= frames.

        Raises:
            AudioError: If nothing decodes.
        """
        return decode(self._data, self.layout, self._name, frames, self._warnings.add)

    def digest(self) -> str:
        """Returns the SHA-256 (hex) of the bytes."""
        return hashlib.sha256(self._data).hexdigest()

    def warnings(self) -> tuple[str, ...]:
        """Returns what was found wrong but bearable so far, one sentence each."""
        return self._warnings.all()


@contextmanager
def translated_os_errors(path: Path) -> Iterator[None]:
    """Turns the operating system's refusals into an `AudioError` that says what to do."""
    try:
        yield
    except FileNotFoundError as error:
        raise AudioError(f"{path} does not exist.", hint=_neighbours(path)) from error
    except PermissionError as error:
        raise AudioError(
            f"{path} may not be read (permission denied).",
            hint="Change its permissions or copy it to a folder of yours.",
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name.
        reason = getattr(error, "strerror", None) or error
        raise AudioError(
            f"{path} cannot be read: {reason}.", hint="Check the name and the disk."
        ) from error


def _neighbours(path: Path) -> str:
    """Returns which files of the same folder were perhaps meant."""
    try:
        names = [entry.name for entry in islice(path.parent.iterdir(), 10_000)]
    except OSError:
        return f"There is no folder {path.parent} that can be read either."
    near = nearest(path.name, names)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"Nothing in {path.parent.name or path.parent} has a similar name."
