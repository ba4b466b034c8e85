"""What the calling magics share: models as first words, and limits in dollars."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics._arguments import Arguments, evaluator
from conduit_nb.notebook.magics._shared import dollars, model_of, namespace
from conduit_nb.notebook.magics.transcribe import GRAMMAR

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.notebook.surface import Surface


@pytest.mark.parametrize(
    ("line", "model", "left"),
    [
        ("fake/hears a.wav", "fake/hears", 1),
        ("auto a.wav", "auto", 1),
        ("auto:local a.wav", "auto:local", 1),
        ("audio/a.wav", None, 1),
        ("a.wav fake/hears", None, 2),
        ("{x} a.wav", None, 2),
        ("", None, 0),
    ],
)
def test_a_first_word_may_be_a_model(
    surface: Surface, line: str, model: str | None, left: int
) -> None:
    """When its provider is known; a path is none, and neither is what is filled in."""
    parsed = GRAMMAR.parse(line)
    assert model_of(surface, GRAMMAR, parsed, None) == model
    assert len(parsed.words) == left


def test_a_file_of_that_name_is_a_file(
    surface: Surface, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What exists is meant."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "hears").touch()
    parsed = GRAMMAR.parse("fake/hears")
    assert model_of(surface, GRAMMAR, parsed, None) is None
    assert len(parsed.words) == 1


def test_two_models_are_refused(surface: Surface) -> None:
    """Both are named."""
    with pytest.raises(UserError, match="Two models are named: fake/hears and fake/other"):
        model_of(surface, GRAMMAR, GRAMMAR.parse("fake/hears"), "fake/other")


@pytest.mark.parametrize(
    ("text", "amount"), [("0.50", "0.50"), ("$2", "2"), ("0", "0"), ("1e-3", "0.001")]
)
def test_a_limit_is_exact(text: str, amount: str) -> None:
    """Dollars are decimals, never floats."""
    line = f"--max-cost '{text}'"
    given = Arguments(GRAMMAR, GRAMMAR.parse(line), evaluator({}))
    assert dollars(given) == Decimal(amount)


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "much", ""])
def test_what_is_no_limit_is_refused(text: str) -> None:
    """Silence would mean no limit at all."""
    given = Arguments(GRAMMAR, GRAMMAR.parse(f"--max-cost '{text}'"), evaluator({}))
    with pytest.raises(UserError, match=r"--max-cost is .* it must be US dollars"):
        dollars(given)


def test_expressions_see_the_calling_scope(shell: Any, surface: Surface) -> None:
    """A magic inside a function sees its variables, before the user's."""
    shell.user_ns.update(x="outer", y="outer")
    seen = namespace(surface, {"x": "inner"})
    assert (seen["x"], seen["y"]) == ("inner", "outer")
