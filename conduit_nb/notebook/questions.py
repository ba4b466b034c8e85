"""``%speak How are you?``: a question mark at the end of a text is no request for help.

IPython takes every line that ends in ``?`` for one. Lines of ``%speak`` with a text are put into
their final form before it looks; ``%speak?`` still asks for help.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["keep_questions", "register", "unregister"]

_QUESTION = re.compile(r"^(\s*(?:[^\W\d]\w*\s*=\s*)?)%speak[ \t]+(\S.*\?)[ \t]*$")


def register(shell: InteractiveShell) -> None:
    """Makes the shell keep the question marks of ``%speak``."""
    shell.input_transformers_cleanup.append(keep_questions)


def unregister(shell: InteractiveShell) -> None:
    """Leaves question marks to the shell."""
    if keep_questions in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.remove(keep_questions)


def keep_questions(lines: list[str]) -> list[str]:
    """Returns a cell's lines with each ``%speak`` question as the call that IPython makes of it."""
    if lines and lines[0].lstrip().startswith("%%"):
        return lines
    return [_kept(line) for line in lines]


def _kept(line: str) -> str:
    found = _QUESTION.match(line.rstrip("\n"))
    if found is None:
        return line
    return f"{found[1]}get_ipython().run_line_magic('speak', {found[2]!r})\n"
