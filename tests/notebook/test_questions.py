"""`%speak ...?`: a question is a text; `%speak?` is a request for help."""

from __future__ import annotations

from typing import Any

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from conduit_nb.notebook.questions import keep_questions


def transformed(cell: str) -> str:
    """Returns what the shell would run."""
    make: Any = TransformerManager
    manager = make()
    manager.cleanup_transforms.append(keep_questions)
    return str(manager.transform_cell(cell))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("%speak How are you?", "How are you?"),
        ("x = %speak Really??", "Really??"),
        ("if 1:\n    %speak It's {n} o'clock?  ", "It's {n} o'clock?"),
    ],
)
def test_a_question_becomes_the_call(cell: str, text: str) -> None:
    """As IPython makes it of every other line."""
    assert f"run_line_magic('speak', {text!r})" in transformed(cell)


@pytest.mark.parametrize("cell", ["%speak?", "%speak??", "?%speak", "%transcribe?", "print?"])
def test_requests_for_help_stay(cell: str) -> None:
    """They hold no text."""
    assert "pinfo" in transformed(cell)


@pytest.mark.parametrize("cell", ["%%speak\n%speak a?\n", "x = 'a?'", "%speak a?b"])
def test_everything_else_is_left_alone(cell: str) -> None:
    """The body of a cell magic is text."""
    lines = cell.splitlines(keepends=True)
    assert keep_questions(lines) == lines
