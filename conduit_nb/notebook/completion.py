"""What the Tab key offers in our magics: models, options, voices, sub-commands and choices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import ConduitError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from IPython.core.completer import CompletionContext, SimpleMatcherResult
    from IPython.core.interactiveshell import InteractiveShell

    from conduit_nb.notebook.magics._options import Grammar
    from conduit_nb.notebook.surface import Surface

__all__ = ["candidates", "register", "unregister"]

_LINE = re.compile(r"^\s*(?:[^\W\d]\w*\s*=\s*)?(%%?)(transcribe|speak|conduit)\s(.*)$")
_MARK = "conduit_nb_matcher"
_NAMED_MODEL = frozenset({"use", "voices", "capabilities"})
_GROUPS = ("provider", "model", "operation", "day", "notebook")


def register(surface: Surface) -> None:
    """Adds our matcher to the shell's completer."""
    from IPython.core.completer import SimpleCompletion, context_matcher

    @context_matcher()  # type: ignore[untyped-decorator]
    def matcher(context: CompletionContext) -> SimpleMatcherResult:
        word, offers = candidates(surface, context.text_until_cursor)
        # IPython replaces its own token, which may begin later than our word (after a colon).
        known = len(word) - len(context.token) if word.endswith(context.token) else 0
        texts = [offer[known:] for offer in offers if offer.startswith(word)]
        return {
            "completions": [SimpleCompletion(text=text, type="conduit") for text in texts],
            "suppress": bool(texts),
        }

    setattr(matcher, _MARK, True)
    completer: Any = surface.shell.Completer
    completer.custom_matchers.append(matcher)


def unregister(shell: InteractiveShell) -> None:
    """Takes our matcher away."""
    completer: Any = shell.Completer
    completer.custom_matchers[:] = [m for m in completer.custom_matchers if not hasattr(m, _MARK)]


def candidates(surface: Surface, line: str) -> tuple[str, list[str]]:
    """Returns the word before the cursor, and all that may stand in its place.

    Args:
        surface: The shell and its session.
        line: The line up to the cursor.
    """
    found = _LINE.match(line)
    if found is None:
        return "", []
    words = found[3].split(" ")
    word, before = words[-1], [each for each in words[:-1] if each]
    try:
        if found[2] == "conduit":
            return word, sorted(_of_command(surface, before))
        return word, sorted(_of_call(surface, _grammar(found[2]), before, word))
    except ConduitError:  # no offer is better than an error while somebody is typing
        return word, []


def _grammar(magic: str) -> Grammar:
    from conduit_nb.notebook.magics import speak, transcribe

    return transcribe.GRAMMAR if magic == "transcribe" else speak.GRAMMAR


def _of_command(surface: Surface, before: list[str]) -> Iterable[str]:
    if not before:
        from conduit_nb.notebook.magics.commands import CATALOG

        return CATALOG
    if before[0] in _NAMED_MODEL and len(before) == 1:
        return surface.session.conduit().model_names()
    if before[0] == "keys":
        return ("set", "delete") if len(before) == 1 else _keys()
    if before[0] == "cost":
        return _GROUPS if before[-1] == "--by" else ("--by", "--since")
    return ()


def _keys() -> Iterable[str]:
    from conduit_nb.config.keys import known_keys

    return [row.name for row in known_keys(env={})]


def _of_call(surface: Surface, grammar: Grammar, before: list[str], word: str) -> Iterable[str]:
    option = grammar.find(before[-1]) if before else None
    if option is not None and option.value is not None:
        return _values(surface, option.name)
    if word.startswith("-"):
        return [name for option in grammar.options for name in option.names]
    return () if before else surface.session.conduit().model_names()


def _values(surface: Surface, name: str) -> Iterable[str]:
    if name == "model":
        return surface.session.conduit().model_names()
    if name == "voice":
        return [voice.id for voice in surface.session.voices()]
    from conduit_nb.core.formats import NAMES

    return {"format": NAMES, "task": ("transcribe", "translate")}.get(name, ())
