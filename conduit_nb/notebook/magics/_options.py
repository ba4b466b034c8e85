"""A magic's options: what it takes, and a parser that answers with errors a person can act on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Never

from conduit_nb.core.checks import nearest
from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics._line import Scanner, Word
from conduit_nb.notebook.magics._template import Template, template

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Grammar", "Option", "Parsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a magic.

    Attributes:
        names: How it is written, the long name last.
        help: What it does, in a few words.
        value: What its value is called; None for a switch.
        repeatable: True when it may be given several times.
    """

    names: tuple[str, ...]
    help: str
    value: str | None = None
    repeatable: bool = False

    @property
    def name(self) -> str:
        """The long name without its dashes."""
        return self.names[-1].lstrip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A line taken apart; nothing is filled in yet.

    Attributes:
        values: What each option was given, by long name.
        switches: The switches that were given, by long name.
        words: What is no option, in order.
        text: The text that ends the line, for magics that take one.
    """

    values: dict[str, list[Template]] = field(default_factory=dict)
    switches: set[str] = field(default_factory=set)
    words: list[Template] = field(default_factory=list)
    text: Template | None = None

    def with_text(self, text: Template | None) -> Parsed:
        """Returns the same with `text` at its end."""
        return Parsed(values=self.values, switches=self.switches, words=self.words, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What a magic takes.

    Attributes:
        magic: Its name, with the percent sign.
        summary: What it does, in a sentence.
        usage: How it is written, one way a line.
        options: Its options.
        notes: What else to know, a line each.
    """

    magic: str
    summary: str
    usage: tuple[str, ...]
    options: tuple[Option, ...]
    notes: tuple[str, ...] = ()

    def parse(self, line: str) -> Parsed:
        """Returns the line's options and words.

        Raises:
            UserError: If an option is unknown, misses its value or is given twice.
        """
        scanner, parsed = Scanner(line), Parsed()
        while word := scanner.word():
            if _is(word, "--"):
                while word := scanner.word():
                    parsed.words.append(word.template)
                break
            if not self._option(word, scanner, parsed):
                parsed.words.append(word.template)
        return parsed

    def parse_text(self, line: str, is_model: Callable[[str], bool]) -> Parsed:
        """Returns options, then perhaps a model's name, then the text as typed.

        A text in quotes may be followed by more options; otherwise it goes to the line's end.

        Raises:
            UserError: If an option is wrong, or stands inside the text.
        """
        scanner, parsed = Scanner(line), Parsed()
        while word := scanner.loose_word():
            if _is(word, "--"):
                rest = scanner.rest()
                return parsed.with_text(template(rest) if rest else None)
            if self._option(word, scanner, parsed):
                continue
            literal = word.template.literal
            if not parsed.words and word.bare and literal and is_model(literal):
                parsed.words.append(word.template)
                continue
            if _is_quotation(line, word):
                while option := scanner.word():
                    if not self._option(option, scanner, parsed):
                        self.fail(f"Only options may follow {line[word.start : word.end]}.")
                return parsed.with_text(word.template)
            scanner.back_to(word)
            return parsed.with_text(self._verbatim(scanner.rest()))
        return parsed

    def help(self) -> str:
        """Returns the help text."""
        marks = [", ".join(o.names) + (f" {o.value}" if o.value else "") for o in self.options]
        width = max(len(mark) for mark in marks)
        lines = [self.summary, "", *(f"  {way}" for way in self.usage), "", "Options:"]
        for mark, option in zip(marks, self.options, strict=True):
            more = " (may be repeated)" if option.repeatable else ""
            lines.append(f"  {mark:<{width}}  {option.help}{more}")
        if self.notes:
            lines += ["", *self.notes]
        return "\n".join(lines)

    def fail(self, message: str, hint: str = "") -> Never:
        """Raises a UserError that says how the magic is written.

        Raises:
            UserError: Always.
        """
        hint = hint or f"Usage: {self.usage[0]}; {self.magic} --help shows the options."
        raise UserError(message, hint=hint)

    def find(self, name: str) -> Option | None:
        """Returns the option written `name`, or None."""
        return next((option for option in self.options if name in option.names), None)

    def _option(self, word: Word, scanner: Scanner, parsed: Parsed) -> bool:
        """Takes `word` as an option with its value, if it is one."""
        first = word.template.parts[0] if word.template.parts else ""
        if not (word.bare and isinstance(first, str) and first.startswith("-") and first != "-"):
            return False
        cut = word.template.cut("=")
        name, value = cut or (word.template.literal or first, None)
        option = self.find(name)
        if option is None:
            # Two letters are never near: any short option looks like any other.
            known = [option.names[-1] for option in self.options]
            near = nearest(name, known, limit=1) if name.startswith("--") else []
            self.fail(
                f"{self.magic} has no option {name}.", f"Did you mean {near[0]}?" if near else ""
            )
        if option.value is None:
            if value is not None:
                self.fail(f"{name} takes no value.")
            parsed.switches.add(option.name)
            return True
        given = parsed.values.setdefault(option.name, [])
        if given and not option.repeatable:
            self.fail(f"{name} is given twice.", "Give it once.")
        given.append(value or self._value(option, name, scanner))
        return True

    def _value(self, option: Option, name: str, scanner: Scanner) -> Template:
        word = scanner.word()
        if word is None or (word.bare and self.find(word.template.literal or "")):
            self.fail(f"{name} needs a value.", f"Write {name} {option.value}.")
        return word.template

    def _verbatim(self, text: str) -> Template:
        for piece in text.split():
            if self.find(piece.partition("=")[0]):
                self.fail(
                    f"The option {piece} stands after the start of the text.",
                    f'Put options first or the text in quotes: {self.magic} {piece} … "text"; '
                    "to say it aloud, write -- before the text.",
                )
        return template(text)


def _is(word: Word, literal: str) -> bool:
    return word.bare and word.template.literal == literal


def _is_quotation(line: str, word: Word) -> bool:
    """Returns whether `word` is a closed quotation with nothing but options after it."""
    whole = not word.bare and word.end - word.start > 1 and line[word.end - 1] == line[word.start]
    following = line[word.end :].strip()
    return whole and (not following or following.startswith("-"))
