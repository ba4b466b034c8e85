"""Many recordings: failures are told, the rest is kept, limits are for all of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import (
    AudioError,
    BudgetExceeded,
    ConduitError,
    EngineError,
    LedgerError,
    UserError,
)
from conduit_nb.core.usage import Cost, CostBasis
from conduit_nb.notebook.magics._inputs import Source
from conduit_nb.notebook.magics._recordings import Recording, Wishes, estimate_all, run_all
from conduit_nb.notebook.stops import Stopped
from conduit_nb.testing.audio import tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conduit_nb.notebook.surface import Surface
    from conduit_nb.testing.calls import FakeClock
    from conduit_nb.testing.session import FakeSession, RecordedPlace


def given(*names: str, seconds: float = 2.0) -> list[Source]:
    """Returns recordings of those names."""
    from dataclasses import replace

    return [Source(name=name, audio=replace(tone(seconds), name=name)) for name in names]


def run(
    surface: Surface,
    found: Sequence[Source],
    wishes: Wishes | None = None,
    kept: list[Recording] | None = None,
) -> list[str]:
    """Returns the names of what was done."""
    keep = (lambda done: None) if kept is None else kept.extend
    return [each.name for each in run_all(surface, found, wishes or Wishes(), keep)]


def test_one_recording_shows_no_bar(surface: Surface, place: RecordedPlace) -> None:
    """It is done before a person would look at one, and outputs stay the same."""
    assert run(surface, given("a")) == ["a"]
    assert place.shown == []


def test_one_long_recording_shows_a_bar_and_takes_it_away(
    surface: Surface, place: RecordedPlace
) -> None:
    """Whether it shows depends on the recording, not on the clock."""
    assert run(surface, given("a", seconds=31.0)) == ["a"]
    assert "a · 0:00 of 0:31 of audio" in place.shown[0][1]
    assert place.cleared == 1


def test_streaming_shows_the_text_as_it_comes(
    surface: Surface, place: RecordedPlace, session: FakeSession, clock: FakeClock
) -> None:
    """Even of a short recording."""
    session.text = "so it <goes>"
    session.during = lambda: clock.advance(1.0)
    run(surface, given("a", "b"), Wishes(stream=True))
    html = "".join(html for html, _ in place.shown)
    assert "so it &lt;goes&gt;" in html
    assert 'aria-live="polite"' in html


def test_a_summary_stays_in_the_place_of_the_bar(surface: Surface, place: RecordedPlace) -> None:
    """One line: how many, how long, how much."""
    assert run(surface, given("a", "b", "c")) == ["a", "b", "c"]
    assert place.shown[-1][1] == "3 recordings · 0:06 of audio · took 0.00 s · $0.00"
    assert place.cleared == 0


def test_one_failure_does_not_stop_the_rest(
    surface: Surface, place: RecordedPlace, session: FakeSession
) -> None:
    """It is told in one line at the end, escaped."""
    session.failures["b"] = AudioError("b is <broken>.", hint="Mend it.")
    assert run(surface, given("a", "b", "c")) == ["a", "c"]
    html, text = place.shown[-1]
    assert text.splitlines() == [
        "2 recordings · 0:04 of audio · took 0.00 s · $0.00 · 1 failed",
        "b: b is <broken>. Mend it.",
    ]
    assert "b: b is &lt;broken&gt;. Mend it." in html


def test_what_cannot_be_read_fails_before_anything_is_called(
    surface: Surface, place: RecordedPlace, tmp_path: object
) -> None:
    """And is told with the others."""
    from pathlib import Path

    found = [*given("a"), Source(name="gone.wav", audio=Path("gone.wav"))]
    assert run(surface, found) == ["a"]
    assert "gone.wav: gone.wav does not exist." in place.shown[-1][1]


def test_one_recording_that_fails_raises_its_error(surface: Surface, session: FakeSession) -> None:
    """As it is."""
    session.failures["a"] = EngineError("The engine broke.")
    with pytest.raises(EngineError, match="The engine broke"):
        run(surface, given("a"))


def test_when_all_fail_in_one_way_it_is_said_once(
    surface: Surface, session: FakeSession, place: RecordedPlace
) -> None:
    """A hundred files and an unknown model make one line."""
    names = [f"f{number}" for number in range(9)]
    session.failures = {name: UserError("There is no model 'x'.") for name in names}
    expected = r"None of 9 recordings .*: f0, f1, f2, f3, f4 and 4 more: There is no model 'x'\."
    with pytest.raises(ConduitError, match=expected):
        run(surface, given(*names))
    assert place.cleared == 1


def test_when_all_fail_differently_each_is_told(
    surface: Surface, session: FakeSession, place: RecordedPlace
) -> None:
    """The error points at the lines above it."""
    session.failures = {"a": AudioError("One."), "b": AudioError("Two.")}
    with pytest.raises(ConduitError, match="each line above tells why"):
        run(surface, given("a", "b"))
    assert place.shown[-1][1].splitlines()[1:] == ["a: One.", "b: Two."]


@pytest.mark.parametrize("error", [LedgerError("The disk is full."), BudgetExceeded("Too much.")])
def test_what_would_fail_again_is_not_tried(
    surface: Surface, session: FakeSession, place: RecordedPlace, error: ConduitError
) -> None:
    """Nothing is sent when it cannot be recorded, or must not be spent."""
    session.failures["b"] = error
    assert run(surface, given("a", "b", "c", "d")) == ["a"]
    assert [asked.subject.name for asked in session.asked] == ["a", "b"]
    assert "1 failed · 2 not tried" in place.shown[-1][1]


def test_a_limit_holds_for_all_together(surface: Surface, session: FakeSession) -> None:
    """Each call may spend what those before it left."""
    session.cost = Cost(usd=Decimal("0.40"), basis=CostBasis.PRICED)
    run(surface, given("a", "b", "c"), Wishes(max_cost=Decimal("1.00")))
    limits = [asked.options["max_cost"] for asked in session.asked]
    assert limits == [Decimal("1.00"), Decimal("0.60"), Decimal("0.20")]


def test_a_stop_keeps_what_is_done(
    surface: Surface, session: FakeSession, place: RecordedPlace
) -> None:
    """And says what is recorded."""
    kept: list[Recording] = []
    session.failures["b"] = KeyboardInterrupt()
    message = "b, 2 of 3, is in the ledger as cancelled; done before it: 1"
    with pytest.raises(Stopped, match=message):
        run(surface, given("a", "b", "c"), kept=kept)
    assert [each.name for each in kept] == ["a"]
    assert place.shown[-1][1].startswith("1 recording ·")


def test_equal_names_are_told_apart(surface: Surface) -> None:
    """The same file twice is two recordings."""
    assert run(surface, given("a", "a", "a")) == ["a", "a (2)", "a (3)"]


def test_an_estimate_calls_nothing(surface: Surface, session: FakeSession) -> None:
    """A row a recording."""
    estimates = estimate_all(surface, given("a", "b"), Wishes(task="translate"))
    assert [asked.verb for asked in session.asked] == ["estimate", "estimate"]
    assert [estimate.operation for estimate in estimates] == ["translate", "translate"]
