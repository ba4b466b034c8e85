"""One `conduit.toml`: its values, each checked, with the line to look at when one is wrong."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from conduit_nb.core.checks import nearest
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["TomlFile", "read_toml"]

_SYNTAX = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|.*)\)")


def read_toml(path: Path) -> TomlFile:
    """Returns the parsed file.

    Raises:
        UserError: If it cannot be read, or is not TOML; the message names the file and the line.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UserError(
            f"{path}, line {line}: not UTF-8.", hint="Save the file with that encoding."
        ) from error
    try:
        return TomlFile(path=path, text=text, table=tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(path, text, str(error)) from error


def _syntax_error(path: Path, text: str, problem: str) -> UserError:
    lines = text.splitlines()
    match = _SYNTAX.fullmatch(problem)
    line = int(match["line"]) if match and match["line"] else len(lines)  # else: at its end
    what = match["what"] if match else problem
    shown = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    key = shown.split("=", 1)[0].strip()[:60]  # a value may be a secret put in the wrong place
    where = f", at {key!r}" if key else ""
    return UserError(f"{path}, line {line}{where}: {what}.", hint="It is not valid TOML there.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A parsed file, asked value by value.

    Attributes:
        path: The file.
        text: What is written in it.
        table: What that means.
    """

    path: Path
    text: str
    table: Mapping[str, Any]

    def keys(self, section: str) -> tuple[str, ...]:
        """Returns the names set in a section.

        Raises:
            UserError: If it is a value and no section.
        """
        return tuple(self._section(section))

    def boolean(self, section: str, key: str) -> bool | None:
        """Returns a switch, or None where it is not set.

        Raises:
            UserError: If it is neither true nor false.
        """
        value = self._section(section).get(key)
        if value is None or isinstance(value, bool):
            return value
        raise self._wrong(section, key, value, "true or false")

    def text_of(self, section: str, key: str) -> str | None:
        """Returns a text, or None where it is not set.

        Raises:
            UserError: If it is no text, or an empty one.
        """
        value = self._section(section).get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        raise self._wrong(section, key, value, "a text in quotes")

    def choice(self, section: str, key: str, choices: Sequence[str]) -> str | None:
        """Returns one of `choices`, or None where it is not set.

        Raises:
            UserError: If it is anything else.
        """
        value = self._section(section).get(key)
        if value is None or value in choices:
            return value
        raise self._wrong(section, key, value, " or ".join(f'"{choice}"' for choice in choices))

    def unknown(self, known: Mapping[str, Sequence[str]]) -> list[str]:
        """Returns a sentence for each section and key that is not in `known` (names or globs)."""
        notes = []
        for section, content in self.table.items():
            if section not in known:
                notes.append(self._note(f"[{section}]", self._line(section), section, known))
            elif isinstance(content, dict):
                notes += [
                    self._note(f"[{section}] {key}", self._line(section, key), key, known[section])
                    for key in content
                    if not any(fnmatchcase(key, pattern) for pattern in known[section])
                ]
        return notes

    def _note(
        self, shown: str, line: int, name: str, known: Sequence[str] | Mapping[str, object]
    ) -> str:
        names = [candidate for candidate in known if "*" not in candidate]
        near = nearest(name, names, limit=1)
        offer = f"did you mean {near[0]}?" if near else f"known here: {', '.join(names)}."
        return f"{self.path}, line {line}: {shown} is not known and does nothing; {offer}"

    def _section(self, name: str) -> Mapping[str, Any]:
        content = self.table.get(name, {})
        if isinstance(content, dict):
            return content
        raise UserError(
            f"{self.path}, line {self._line(name)}: {name} is a value; it must be a section.",
            hint=f"Write [{name}] on a line of its own, and its keys below it.",
        )

    def _wrong(self, section: str, key: str, value: object, expected: str) -> UserError:
        shown = repr(value) if isinstance(value, (bool, int, float)) else type(value).__name__
        return UserError(
            f"{self.path}, line {self._line(section, key)}: [{section}] {key} is {shown}; "
            f"it must be {expected}."
        )

    def _line(self, section: str, key: str | None = None) -> int:
        """The line where a section or key is written, or the file's first one."""
        spellings = rf"(?:{re.escape(section)}|\"{re.escape(section)}\"|'{re.escape(section)}')"
        header = re.compile(rf"\s*\[+\s*{spellings}\s*[\].]|\s*{spellings}\s*[=.]")
        lines = self.text.splitlines()
        first = next((n for n, line in enumerate(lines) if header.match(line)), 0)
        if key is None:
            return first + 1
        named = re.compile(rf"(?:^|[\s.{{,\"'\[]){re.escape(key)}[\"'\]]?\s*[=.\]]")
        found = (n for n, line in enumerate(lines) if n >= first and named.search(line))
        return next(found, first) + 1
