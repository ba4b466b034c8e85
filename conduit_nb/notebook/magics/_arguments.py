"""Options filled in: each expression is evaluated once, before anything is called."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conduit_nb.notebook.magics._options import Grammar, Parsed
    from conduit_nb.notebook.magics._template import Evaluate, Hole, Template

__all__ = ["Arguments", "evaluator"]

PAIRS = "option"  # the option whose values are NAME=VALUE


def evaluator(namespace: Mapping[str, object]) -> Evaluate:
    """Returns the function that evaluates a hole's expression among the user's variables.

    It raises a UserError that names the expression when that fails.
    """

    def evaluate(hole: Hole) -> object:
        try:
            code = compile(f"({hole.expression}\n)", "<expression>", "eval")
            # The user's own expression in the user's own kernel, as in an f-string.
            return eval(code, dict(namespace))  # noqa: S307
        except Exception as error:  # an expression of the user may raise anything
            what = one_line(str(error)).replace(" (<expression>, line 1)", "")
            raise UserError(
                f"{{{hole.expression}}} cannot be evaluated: {type(error).__name__}: {what}.",
                hint="Write {{ and }} for braces that are text.",
            ) from error

    return evaluate


class Arguments:
    """What a magic was given, ready to use.

    Args:
        grammar: What the magic takes.
        parsed: The line, taken apart.
        evaluate: Evaluates the expressions.

    Raises:
        UserError: If an expression fails.
    """

    def __init__(self, grammar: Grammar, parsed: Parsed, evaluate: Evaluate) -> None:
        self._grammar = grammar
        self._switches = parsed.switches
        self._texts = {
            name: tuple(given.fill(evaluate) for given in values)
            for name, values in parsed.values.items()
            if name != PAIRS
        }
        self._pairs = dict(self._pair(given, evaluate) for given in parsed.values.get(PAIRS, ()))

    def on(self, name: str) -> bool:
        """Returns whether a switch was given."""
        return name in self._switches

    def text(self, name: str) -> str | None:
        """Returns what an option was given, or None."""
        return self.texts(name)[0] if name in self._texts else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Returns all that a repeatable option was given."""
        return self._texts.get(name, ())

    def pairs(self) -> dict[str, str]:
        """Returns the values of ``-O`` by name."""
        return dict(self._pairs)

    def number(self, name: str) -> float | None:
        """Returns an option's number, or None.

        Raises:
            UserError: If it is no number.
        """
        given = self.text(name)
        if given is None:
            return None
        try:
            return float(given)
        except ValueError:
            self._grammar.fail(f"--{name} is {given!r}; it must be a number.")

    def integer(self, name: str) -> int | None:
        """Returns an option's whole number, or None.

        Raises:
            UserError: If it is no whole number.
        """
        given = self.text(name)
        if given is None:
            return None
        try:
            return int(given)
        except ValueError:
            self._grammar.fail(f"--{name} is {given!r}; it must be a whole number.")

    def out(self) -> str | None:
        """Returns the name to bind the result to, or None.

        Raises:
            UserError: If it is not a name that Python can bind.
        """
        name = self.text("out")
        if name is not None and (not name.isidentifier() or keyword.iskeyword(name)):
            self._grammar.fail(
                f"--out is {name!r}, which is no name for a variable.",
                "Use letters, digits and underscores, such as interviews.",
            )
        return name

    def _pair(self, given: Template, evaluate: Evaluate) -> tuple[str, str]:
        cut = given.cut("=")
        if cut is None or not cut[0]:
            self._grammar.fail(f"-O is given {given.literal or 'a value'!r}.", "Write NAME=VALUE.")
        return cut[0], cut[1].fill(evaluate)
