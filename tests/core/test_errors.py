"""Errors are one line that says what happened and what to do."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.core import errors
from conduit_nb.core.errors import ConduitError, UserError, one_line

TREE = {
    "ConduitError": "Exception",
    "UserError": "ConduitError",
    "PolicyViolation": "ConduitError",
    "BudgetExceeded": "PolicyViolation",
    "ContentBlocked": "PolicyViolation",
    "PermissionDenied": "PolicyViolation",
    "ProviderError": "ConduitError",
    "AuthFailed": "ProviderError",
    "RateLimited": "ProviderError",
    "BadRequest": "ProviderError",
    "Unavailable": "ProviderError",
    "ProtocolViolation": "ProviderError",
    "AudioError": "ConduitError",
    "EngineError": "ConduitError",
    "LedgerError": "ConduitError",
}


def test_the_tree_is_as_drawn() -> None:
    """Who catches what is a promise."""
    found = {name: getattr(errors, name).__base__.__name__ for name in errors.__all__}
    assert found == TREE


@given(st.text(), st.none() | st.text())
def test_an_error_is_one_line_whatever_it_holds(message: str, hint: str | None) -> None:
    """A file name with a line break, an escape sequence or a direction mark breaks no log."""
    shown = str(ConduitError(message, hint=hint))
    assert len(shown.splitlines()) <= 1
    assert shown.isprintable()


def test_escape_sequences_cannot_colour_a_terminal() -> None:
    """Control characters become spaces, runs of space one."""
    assert one_line("a\x1b[31mb\r\n\tc\u202ed") == "a [31mb c d"


def test_the_hint_follows_the_message() -> None:
    """What happened, then what to do."""
    error = UserError("It is empty.", hint="Fill it.")
    assert str(error) == "It is empty. Fill it."
    assert (error.message, error.hint) == ("It is empty.", "Fill it.")
    assert str(UserError("It is empty.")) == "It is empty."


def test_an_error_carries_where_it_came_from() -> None:
    """For whoever catches it."""
    error = ConduitError("No.", provider="p", model="p/m", request_id="7", retryable=True)
    assert (error.provider, error.model, error.request_id) == ("p", "p/m", "7")
    assert error.retryable


@pytest.mark.parametrize("name", TREE)
def test_exit_codes_tell_wrong_calls_from_failed_work(name: str) -> None:
    """2 for a call that cannot be made as written, 1 for all else."""
    assert getattr(errors, name).exit_code == (2 if name == "UserError" else 1)


def test_an_error_survives_another_process() -> None:
    """Workers hand it back whole."""
    error = pickle.loads(pickle.dumps(UserError("It is empty.", hint="Fill it.")))  # noqa: S301
    assert (type(error), str(error)) == (UserError, "It is empty. Fill it.")
