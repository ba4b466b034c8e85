"""What is to be transcribed: paths, patterns and the user's objects, as recordings with a name."""

from __future__ import annotations

import glob
import operator
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.errors import UserError
from conduit_nb.core.speech import Speech
from conduit_nb.core.transcript import Transcript
from conduit_nb.notebook.magics._template import Hole, Template, template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conduit_nb.notebook.magics._template import Evaluate

__all__ = ["Source", "lines_of", "sources"]

NAMES_SHOWN = 5
AUDIO_ENDINGS = frozenset(
    [
        ".aac",
        ".aif",
        ".aiff",
        ".alaw",
        ".au",
        ".caf",
        ".flac",
        ".m4a",
        ".mp3",
        ".mp4",
        ".oga",
        ".ogg",
        ".opus",
        ".ulaw",
        ".w64",
        ".wav",
        ".webm",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something to transcribe.

    Attributes:
        name: What to call it in messages.
        audio: A path, or a clip, or the bytes of an audio file.
        listed: True when a pattern or a list gave it: the result is then a list, even of one.
    """

    name: str
    audio: Path | AudioClip | bytes
    listed: bool = False

    def clip(self) -> AudioClip:
        """Returns the recording; only its header is read now.

        Raises:
            AudioError: If it cannot be read.
        """
        if isinstance(self.audio, AudioClip):
            return self.audio
        from conduit_nb.audio.files import read_audio

        if isinstance(self.audio, bytes):
            return read_audio(self.audio, name=self.name)
        if self.audio.is_dir():
            raise _folder(self.audio)
        return read_audio(self.audio)


def lines_of(body: str) -> Iterator[Template]:
    """Yields a cell's lines: a path, a pattern or an expression each; ``#`` begins a comment.

    Raises:
        UserError: If a brace is left open.
    """
    for line in body.splitlines():
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
        yield template(text[1:-1] if quoted else text)


def sources(given: Sequence[Template], evaluate: Evaluate) -> list[Source]:
    """Returns what the words or lines of a magic name, in order; patterns in order of name.

    A file that two patterns match comes once.

    Raises:
        UserError: If a pattern matches nothing, or an expression gives nothing that holds audio.
    """
    found: list[Source] = []
    matched: set[Path] = set()
    for item in given:
        if item.sole is not None:
            found += _of_object(evaluate(item.sole), item.sole.expression)
            continue
        paths = _of_text(item, evaluate)
        if isinstance(paths, Path):
            found.append(Source(name=str(paths), audio=paths))
            continue
        found += [
            Source(name=str(path), audio=path, listed=True) for path in paths if path not in matched
        ]
        matched.update(paths)
    return found


def _of_text(item: Template, evaluate: Evaluate) -> Path | list[Path]:
    """Returns the path that is written, or the files that a pattern matches.

    What an expression gave is part of a name: it is never a pattern itself.
    """
    values: dict[int, object] = {}

    def once(hole: Hole) -> object:
        if id(hole) not in values:
            values[id(hole)] = evaluate(hole)
        return values[id(hole)]

    path, pattern = Path(item.fill(once)), item.fill(once, quote=glob.escape)
    if isinstance(item.parts[0], str) and item.parts[0].startswith("~"):
        path, pattern = path.expanduser(), str(Path(pattern).expanduser())
    typed = "".join(part for part in item.parts if isinstance(part, str))
    if not glob.has_magic(typed) or _exists(path):
        return path
    matches = sorted(Path(name) for name in glob.glob(pattern, recursive=True))  # noqa: PTH207
    files = [match for match in matches if match.is_file()]
    if not files:
        raise _no_match(str(path), pattern)
    return files


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long, or that holds a null byte
        return False


def _of_object(value: object, expression: str) -> list[Source]:
    """Returns the recordings that a user's object holds."""
    if isinstance(value, str | Path):
        return [Source(name=str(value), audio=Path(value))]
    if isinstance(value, bytes | bytearray | memoryview):
        return [Source(name=expression, audio=bytes(value))]
    clip = _clip_of(value, expression)
    if clip is not None:
        return [Source(name=clip.name, audio=clip)]
    if isinstance(value, list | tuple) and value:
        return [
            replace(source, listed=True)
            for number, each in enumerate(value)
            for source in _of_object(each, f"{expression}[{number}]")
        ]
    raise UserError(
        f"{{{expression}}} is {_kind(value)}, which holds no audio.",
        hint="Give a path, an AudioClip, the bytes of a file, (samples, sample_rate_hz) or a list"
        " of them.",
    )


def _clip_of(value: object, expression: str) -> AudioClip | None:
    if isinstance(value, AudioClip):
        return value
    if isinstance(value, Speech | Transcript):
        return value.audio
    if isinstance(value, tuple) and len(value) == 2 and _is_rate(value[1]):
        return AudioClip.from_samples(value[0], operator.index(value[1]), name=expression)
    return None


def _is_rate(value: Any) -> bool:
    return not isinstance(value, bool) and hasattr(value, "__index__")


def _kind(value: object) -> str:
    if isinstance(value, list | tuple) and not value:
        return f"an empty {type(value).__name__}"
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def _no_match(written: str, pattern: str) -> UserError:
    folder = Path(pattern)
    while glob.has_magic(folder.name) or not folder.is_dir():
        if folder == folder.parent:
            break
        folder = folder.parent
    where = "This folder" if folder == Path() else str(folder)
    names = [path.name for path in _audio_in(folder)]
    if not names:
        return UserError(f"{written} matches no file.", hint=f"{where} holds no audio files.")
    shown = ", ".join(names[:NAMES_SHOWN])
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return UserError(f"{written} matches no file.", hint=f"{where} holds {shown}{more}.")


def _folder(folder: Path) -> UserError:
    endings = Counter(path.suffix.lower() for path in _audio_in(folder))
    if not endings:
        return UserError(f"{folder} is a folder, without audio files in it.")
    ending = endings.most_common(1)[0][0]
    return UserError(
        f"{folder} is a folder.", hint=f"For the recordings in it write {folder / f'*{ending}'}."
    )


def _audio_in(folder: Path) -> list[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:  # it may not be read; the message then goes without names
        return []
    return [path for path in inside if path.suffix.lower() in AUDIO_ENDINGS and path.is_file()]
