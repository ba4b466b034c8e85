"""What magics return: still text, lists and dictionaries, but shown for people."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.usage import Cost, CostBasis
from conduit_nb.notebook.values import Estimates, Text, Texts, Transcripts, total_cost
from conduit_nb.testing.audio import tone

if TYPE_CHECKING:
    from conduit_nb.testing.session import FakeSession

HOSTILE = "<script>alert(1)</script>"


def shown(shell: Any, value: object) -> dict[str, str]:
    """Returns how the shell shows a value."""
    data: dict[str, str] = shell.display_formatter.format(value)[0]
    return data


def test_text_is_shown_as_it_is(shell: Any) -> None:
    """Not as a literal with escapes; and it is still a string."""
    data = shown(shell, Text("a\nb <i>"))
    assert data["text/plain"] == "a\nb <i>"
    assert "a\nb &lt;i&gt;" in data["text/html"]
    assert Text("a") == "a"


def test_texts_stand_under_their_names(shell: Any) -> None:
    """Escaped."""
    data = shown(shell, Texts({"a.wav": "one\n", "<b>": HOSTILE}))
    assert data["text/plain"] == f"== a.wav ==\none\n\n== <b> ==\n{HOSTILE}"
    assert HOSTILE not in data["text/html"]


def test_transcripts_show_an_overview(shell: Any, session: FakeSession) -> None:
    """A row a recording, with its length, words, model, cost and beginning."""
    session.text = f"{HOSTILE} " + "word " * 30
    done = Transcripts([session.transcribe(tone(65.0)), session.transcribe(tone(2.0))])
    data = shown(shell, done)
    assert "1:05" in data["text/plain"]
    assert "$0.00 (local)" in data["text/plain"]
    assert "2 recordings" in data["text/plain"]
    assert HOSTILE not in data["text/html"]
    assert "word …" in data["text/html"]
    assert len(done) == 2


def test_an_empty_list_shows_no_rows(shell: Any) -> None:
    """And is no error."""
    assert "0 recordings" in shown(shell, Transcripts())["text/plain"]


def test_estimates_show_the_plan(shell: Any, session: FakeSession) -> None:
    """And that nothing was called."""
    one = session.estimate(tone(90.0), operation="transcribe", model=None)
    two = session.estimate("Hello", operation="speak", model=None)
    text = shown(shell, Estimates([one, two]))["text/plain"]
    assert text.startswith("Estimate; nothing was called")
    assert "1:30" in text
    assert "5 characters" in text
    assert "1. fake/hears: the only one there is" in text


@pytest.mark.parametrize(
    ("costs", "total"),
    [
        ([], ""),
        ([None], ""),
        ([Cost.local(), Cost.cached()], "$0.00"),
        ([Cost(usd=Decimal("0.1"), basis=CostBasis.PRICED)] * 3, "$0.30"),
        ([Cost(usd=None, basis=CostBasis.UNPRICED, reason="new")], "1 unknown"),
        (
            [Cost.local(), Cost(usd=None, basis=CostBasis.UNPRICED, reason="new")],
            "$0.00 + 1 unknown",
        ),
    ],
)
def test_costs_add_up_and_unknown_ones_are_said(costs: list[Cost | None], total: str) -> None:
    """An unknown cost is never 0."""
    assert total_cost(costs) == total
