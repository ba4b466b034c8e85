"""The words after a sub-command."""

from __future__ import annotations

import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics.commands._words import words


def test_words_up_to_the_limit() -> None:
    """Space does not count."""
    assert words("  one   two ", "x", most=2) == ["one", "two"]
    assert words("", "x") == []


@pytest.mark.parametrize("line", ["one two", "--flag", "one --flag"])
def test_more_words_or_options_are_refused(line: str) -> None:
    """With how the command is written."""
    with pytest.raises(UserError, match=r"is not understood here\. Usage: do it"):
        words(line, "do it", most=1)
