"""What a model can do, as data."""

from __future__ import annotations

import pytest

from conduit_nb.core.capabilities import Capabilities


def model(*languages: str) -> Capabilities:
    """Returns a model that knows these languages."""
    return Capabilities(
        model="local/some-model", operations=frozenset({"transcribe"}), languages=languages
    )


@pytest.mark.parametrize(
    ("known", "asked", "expected"),
    [
        (("en",), "en", True),
        (("en",), "en-US", True),
        (("en-US",), "EN", True),
        (("en-GB", "de"), "de-CH", True),
        (("en",), "de", False),
        (("en",), "enm", False),
        ((), "xx", True),
    ],
)
def test_a_region_does_not_hide_a_language(
    known: tuple[str, ...], asked: str, expected: bool
) -> None:
    """The primary subtag decides; no list means any language."""
    assert model(*known).speaks_language(asked) is expected


def test_the_provider_is_the_name_s_first_part() -> None:
    """Before the first slash."""
    assert model().provider == "local"


def test_nothing_is_claimed_by_default() -> None:
    """A capability is there only when it was written down."""
    plain = model()
    claims = (plain.streaming, plain.word_times, plain.diarization, plain.prompt, plain.keyterms)
    assert claims == (False,) * 5
    assert not plain.local
