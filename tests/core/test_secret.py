"""A secret never shows itself."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback

import pytest

from conduit_nb.core.secret import Secret

VALUE = "sk-proj-3141592653"


def test_no_way_of_showing_it_shows_it(caplog: pytest.LogCaptureFixture) -> None:
    """Not repr, str, format, f-strings, %-formatting, containers or a log."""
    secret = Secret(VALUE)
    with caplog.at_level(logging.INFO):
        logging.getLogger("t").info("key %s %r", secret, secret)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>40}", f"{[secret]}", caplog.text]
    assert not any(VALUE in text for text in shown)


def test_it_cannot_be_stored_or_copied_by_accident() -> None:
    """Pickle, JSON and deep copies refuse."""
    secret = Secret(VALUE)
    for store in (pickle.dumps, json.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            store(secret)


def test_it_has_no_dictionary_to_look_into() -> None:
    """What dumps an object's attributes finds none."""
    assert not hasattr(Secret(VALUE), "__dict__")


def test_it_is_not_compared() -> None:
    """Equality would tell about the value; two secrets are two things."""
    assert Secret(VALUE) != Secret(VALUE)


def test_a_traceback_does_not_show_it() -> None:
    """A failing call that holds one as an argument keeps it."""

    def call(secret: Secret) -> None:
        raise ValueError(f"refused {secret}")

    with pytest.raises(ValueError, match="refused") as caught:
        call(Secret(VALUE))
    assert VALUE not in "".join(traceback.format_exception(caught.value))


def test_it_is_revealed_on_purpose_only() -> None:
    """And it tells whether there is one."""
    assert Secret(VALUE).reveal() == VALUE
    assert Secret(VALUE)
    assert not Secret("")
