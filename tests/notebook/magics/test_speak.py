"""`%speak` and `%%speak`, in a real shell over a session in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics.speak import make
from conduit_nb.notebook.values import Estimates

if TYPE_CHECKING:
    from collections.abc import Callable

    from conduit_nb.notebook.surface import Surface
    from conduit_nb.testing.session import FakeSession, RecordedPlace

    RunCell = Callable[[str], Any]


def test_a_line_is_spoken_as_typed(run_cell: RunCell, session: FakeSession) -> None:
    """Apostrophes, spaces, dollars and all."""
    speech = run_cell("%speak It's  5 $ -- isn't that \"cheap\"")
    assert speech.text == "It's  5 $ -- isn't that \"cheap\""


def test_a_question_is_a_text(run_cell: RunCell) -> None:
    """IPython would take the mark for a request for help."""
    assert run_cell("%speak How are you?").text == "How are you?"


def test_a_cell_is_spoken(run_cell: RunCell, session: FakeSession, shell: Any) -> None:
    """With model and options on its first line, and expressions in it."""
    body = "The mean was {latency:.0f} ms.\n\nSo it {{was}}, it's true?\n"
    shell.user_ns["latency"] = 12.6
    speech = run_cell(f"%%speak fake/speaks --voice {{'two'}} --speed 1.5 -o hi\n{body}")
    assert speech.text == "The mean was 13 ms.\n\nSo it {was}, it's true?"
    options = session.asked[-1].options
    assert (options["model"], options["voice"], options["speed"]) == ("fake/speaks", "two", 1.5)
    assert shell.user_ns["hi"] is speech


def test_every_option_reaches_the_session(run_cell: RunCell, session: FakeSession) -> None:
    """As the verb takes it."""
    run_cell(
        "%speak -m fake/speaks --language en-GB --max-cost 1 --no-cache -O seed=7"
        " --label pilot 'Good morning' --voice two"
    )
    options = session.asked[0].options
    origin = options.pop("origin")
    assert {name: str(value) for name, value in options.items()} == {
        "model": "fake/speaks",
        "voice": "two",
        "language": "en-GB",
        "speed": "1.0",
        "options": "{'seed': '7'}",
        "max_cost": "1",
        "use_cache": "False",
        "on_progress": "None",
    }
    assert (origin.surface, origin.label) == ("magic", "pilot")
    assert session.asked[0].subject == "Good morning"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=st.text().filter(str.strip))
def test_any_value_is_spoken_unchanged(surface: Surface, session: FakeSession, value: str) -> None:
    """Alone on a line, and in a cell."""
    magic = make(surface)
    magic("{value}", None, {"value": value})
    assert session.asked[-1].subject == value
    magic("", "<{value}>", {"value": value})
    assert session.asked[-1].subject == f"<{value}>"


@pytest.mark.parametrize(
    "value", ["--voice x", "fake/speaks", "{evil}", "$HOME", ";rm", "a\n%speak b", "'\"", "«ß»"]
)
def test_a_hostile_value_is_spoken(
    shell: Any, run_cell: RunCell, session: FakeSession, value: str
) -> None:
    """And is nothing else."""
    shell.user_ns["x"] = value
    assert run_cell("%speak {x}").text == value
    assert session.asked[-1].options["model"] is None
    assert session.asked[-1].options["voice"] is None


def test_a_long_text_shows_its_progress(run_cell: RunCell, place: RecordedPlace) -> None:
    """In characters; a short one shows none."""
    run_cell("%speak short")
    assert place.shown == []
    run_cell("%speak {'word ' * 200}")
    assert "of 1,000 characters" in place.shown[0][1]
    assert place.cleared == 1


def test_a_dry_run_calls_nothing(run_cell: RunCell, session: FakeSession) -> None:
    """It tells the characters and the plan."""
    estimates = run_cell("%speak --dry-run Hello")
    assert isinstance(estimates, Estimates)
    assert "5 characters" in estimates.text()
    assert [asked.verb for asked in session.asked] == ["estimate"]


def test_a_stop_says_what_is_recorded(run_cell: RunCell, session: FakeSession) -> None:
    """And is an interrupt."""
    session.failures["one"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt, match="in the ledger as cancelled"):
        run_cell("%speak Hello")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("%speak", "There is no text to speak"),
        ("%speak -m fake/speaks", "There is no text to speak"),
        ("%speak {''}", "There is no text to speak"),
        ("%%speak\n \n", "There is no text to speak"),
        ("%%speak Hello\nthere", "There is text on the line of %%speak"),
        ("%speak Hello --voice two", "--voice stands after the start of the text"),
        ("%speak --speed fast Hello", "--speed is 'fast'; it must be a number"),
        ("%%speak --out 1\nx", "--out is '1'"),
        ("%%speak\na } b", "There is a } without a {"),
    ],
)
def test_what_cannot_be_spoken_is_refused_before_a_call(
    run_cell: RunCell, session: FakeSession, code: str, message: str
) -> None:
    """In one line."""
    with pytest.raises(UserError, match=message):
        run_cell(code)
    assert session.asked == []


def test_help_is_shown(run_cell: RunCell) -> None:
    """Also where a text is missing."""
    assert "--voice VOICE" in run_cell("%speak --help")
    assert "--voice VOICE" in run_cell("%%speak -h\nx")
