"""The shared flags become the arguments of a verb."""

from __future__ import annotations

import argparse
import inspect

from conduit_nb.cli.arguments import (
    add_call_flags,
    add_recognition_flags,
    call_options,
    recognition_options,
)
from conduit_nb.session.conduit import Conduit


def _parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_recognition_flags(parser)
    add_call_flags(parser)
    return parser.parse_args(["a.wav", *words])


def test_every_flag_is_an_argument_of_the_verb() -> None:
    """The command line has no option that the facade does not know."""
    given = {**call_options(_parsed()), **recognition_options(_parsed())}
    assert set(given) <= set(inspect.signature(Conduit.transcribe).parameters)


def test_flags_carry_their_values() -> None:
    """What was written is what is asked."""
    parsed = _parsed("--words", "--keyterm", "Dashwood", "-O", "beam_size=5", "--label", "pilot")
    assert recognition_options(parsed)["keyterms"] == ("Dashwood",)
    assert call_options(parsed)["options"] == {"beam_size": "5"}
    assert call_options(parsed)["origin"].label == "pilot"
    assert call_options(parsed)["origin"].surface == "cli"
