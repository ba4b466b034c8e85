"""Late magics: imported by their first call, and their help is there before it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from conduit_nb.notebook.late import LateMagic

if TYPE_CHECKING:
    import pytest

    from conduit_nb.notebook.surface import Surface


def test_the_module_is_imported_by_the_first_call(
    surface: Surface, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And made once."""
    monkeypatch.delitem(sys.modules, "conduit_nb.notebook.magics.conduit", raising=False)
    late = LateMagic(surface, "conduit", cells=False)
    assert "conduit_nb.notebook.magics.conduit" not in sys.modules
    assert "%conduit doctor" in str(late("help"))
    assert late.magic is late.magic


def test_a_question_mark_shows_the_help(shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Although the magic was never called."""
    shell.run_line_magic("pinfo", "%speak")
    assert "--voice VOICE" in capsys.readouterr().out


def test_lines_are_left_to_us(surface: Surface) -> None:
    """The marks that IPython's decorators would set are there."""
    from IPython.core.magic import MAGIC_NO_VAR_EXPAND_ATTR, no_var_expand

    def marked() -> None:
        pass

    no_var_expand(marked)
    assert getattr(LateMagic(surface, "conduit", cells=False), MAGIC_NO_VAR_EXPAND_ATTR) is True
    assert LateMagic(surface, "speak", cells=True).needs_local_scope
