"""Text with holes: ``{expression}``, found in what was typed and filled once; pure.

A value that is filled in is never looked at again: what an expression gives is never read as an
option, a pattern or another expression. ``{{`` and ``}}`` are braces; conversions and formats are
those of f-strings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from conduit_nb.core.errors import UserError

__all__ = ["Evaluate", "Hole", "Pieces", "Template", "brace", "excerpt", "render", "template"]

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_CONVERSIONS: dict[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}
Evaluate: TypeAlias = Callable[["Hole"], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A place where an expression's value goes.

    Attributes:
        expression: The Python expression as typed.
        conversion: ``r``, ``s``, ``a`` or None.
        spec: The format spec, itself with holes; None when there is none.
    """

    expression: str
    conversion: str | None = None
    spec: Template | None = None

    @property
    def plain(self) -> bool:
        """True when the value is wanted as it is, not formatted."""
        return self.conversion is None and self.spec is None


@dataclass(frozen=True, slots=True)
class Template:
    """Literal pieces and holes, in order."""

    parts: tuple[str | Hole, ...]

    @property
    def literal(self) -> str | None:
        """The text, when nothing is to be filled in; else None."""
        if any(isinstance(part, Hole) for part in self.parts):
            return None
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def sole(self) -> Hole | None:
        """The hole, when the whole is one hole without a format: its value is wanted as is."""
        if len(self.parts) == 1 and isinstance(self.parts[0], Hole) and self.parts[0].plain:
            return self.parts[0]
        return None

    def fill(self, evaluate: Evaluate, quote: Callable[[str], str] = str) -> str:
        """Returns the text with each hole evaluated once, its value passed through `quote`."""
        return "".join(
            part if isinstance(part, str) else quote(render(part, evaluate)) for part in self.parts
        )

    def cut(self, mark: str) -> tuple[str, Template] | None:
        """Returns what stands before the first typed `mark`, and the rest; None without one."""
        first = self.parts[0] if self.parts else ""
        if not isinstance(first, str) or mark not in first:
            return None
        before, _, after = first.partition(mark)
        return before, Template(((after,) if after else ()) + self.parts[1:])


def render(hole: Hole, evaluate: Evaluate) -> str:
    """Returns a hole's value as text, as an f-string would.

    Raises:
        UserError: If the value cannot be formatted so; the expression is named.
    """
    value = evaluate(hole)
    if hole.conversion:
        value = _CONVERSIONS[hole.conversion](value)
    spec = hole.spec.fill(evaluate) if hole.spec else ""
    try:
        return format(value, spec)
    except (TypeError, ValueError) as error:
        raise UserError(
            f"{{{hole.expression}:{spec}}} cannot be formatted: {error}.",
            hint="Check the format after the colon.",
        ) from error


def template(text: str) -> Template:
    """Returns a text as it stands, holes found.

    Raises:
        UserError: If a brace is left open or stands alone.
    """
    pieces, at = Pieces(), 0
    while at < len(text):
        if text[at] in "{}":
            at = brace(text, at, pieces)
        else:
            pieces.add(text[at])
            at += 1
    return pieces.template()


class Pieces:
    """Collects the parts of a template."""

    def __init__(self) -> None:
        self._parts: list[str | Hole] = []
        self._text: list[str] = []

    def add(self, part: str | Hole) -> None:
        """Adds text or a hole at the end."""
        if isinstance(part, str):
            self._text.append(part)
            return
        self._flush()
        self._parts.append(part)

    def _flush(self) -> None:
        if self._text:
            self._parts.append("".join(self._text))
            self._text.clear()

    def template(self) -> Template:
        """Returns what was collected."""
        self._flush()
        return Template(tuple(self._parts))


def brace(text: str, at: int, pieces: Pieces) -> int:
    """Adds the hole or the escaped brace at `at`, and returns where it ends."""
    char = text[at]
    if text[at + 1 : at + 2] == char:
        pieces.add(char)
        return at + 2
    if char == "}":
        raise UserError(
            f"There is a }} without a {{ before {excerpt(text[at + 1 :])}.",
            hint="Write }} twice to have a brace.",
        )
    hole, end = _hole(text, at)
    pieces.add(hole)
    return end


def _hole(text: str, at: int) -> tuple[Hole, int]:
    """Returns the hole whose brace opens at `at`, and where it ends."""
    end = _expression_end(text, at + 1)
    if end is None:
        where = f" before {excerpt(text[at + 1 :])}" if text[at + 1 :] else " at the end"
        raise UserError(
            f"The {{{where} is not closed.",
            hint="Write {{ twice to have a brace.",
        )
    expression = text[at + 1 : end].strip()
    if not expression:
        raise UserError(
            "There is an empty {}.", hint="Write an expression in it, or {{}} to have braces."
        )
    conversion = None
    if text[end] == "!":
        conversion, end = text[end + 1], end + 2
    spec = None
    if text[end] == ":":
        spec, end = _spec(text, end + 1)
    return Hole(expression=expression, conversion=conversion, spec=spec), end + 1


def _spec(text: str, at: int) -> tuple[Template, int]:
    """Returns a format spec and where its closing brace stands."""
    start, pieces = at, Pieces()
    while at < len(text) and text[at] != "}":
        if text[at] == "{":
            hole, at = _hole(text, at)
            pieces.add(hole)
        else:
            pieces.add(text[at])
            at += 1
    if at == len(text):
        raise UserError(f"The format {excerpt(text[start:])} is not closed with a }}.")
    return pieces.template(), at


def _expression_end(text: str, at: int) -> int | None:
    """Returns where an expression ends (at ``}``, ``!r`` or ``:``), or None when it does not."""
    closers: list[str] = []
    while at < len(text):
        char = text[at]
        if char in "'\"":
            after = _string_end(text, at)
            if after is None:
                return None
            at = after
            continue
        if not closers and (char in "}:" or _is_conversion(text, at)):
            return at
        if char in _PAIRS:
            closers.append(_PAIRS[char])
        elif closers and char == closers[-1]:
            closers.pop()
        at += 1
    return None


def _is_conversion(text: str, at: int) -> bool:
    return (
        text[at] == "!"
        and text[at + 1 : at + 2] in _CONVERSIONS
        and text[at + 2 : at + 3] in ("}", ":")
    )


def _string_end(text: str, at: int) -> int | None:
    """Returns where the Python string that opens at `at` ends, or None when it does not."""
    mark = text[at] * 3 if text.startswith(text[at] * 3, at) else text[at]
    at += len(mark)
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text.startswith(mark, at):
            return at + len(mark)
        else:
            at += 1
    return None


def excerpt(text: str, length: int = 30) -> str:
    """Returns the start of `text`, quoted, for a message."""
    short = " ".join(text.split())
    return repr(short if len(short) <= length else short[: length - 1] + "…")
