"""What models can do, as tables."""

from __future__ import annotations

from conduit_nb.core.capabilities import Capabilities
from conduit_nb.notebook.abilities import languages, operations, overview, sheet

MANY = tuple(f"l{number}" for number in range(99))
MODEL = Capabilities(
    model="local/ears",
    operations=frozenset({"translate", "transcribe"}),
    languages=MANY,
    word_times=True,
    local=True,
    max_seconds=7_200.0,
    options=("beam_size",),
    licence="MIT",
    extra="whisper",
    note="Good ears.",
)


def test_many_languages_are_counted() -> None:
    """A few are named; none means any."""
    assert languages(MODEL) == "99 languages"
    assert languages(Capabilities(model="a/b", operations=frozenset())) == "any"
    few = Capabilities(model="a/b", operations=frozenset(), languages=("en", "de"))
    assert languages(few) == "en, de"


def test_operations_stand_in_their_order() -> None:
    """A set has none of its own."""
    assert operations(MODEL) == "transcribe, translate"


def test_an_overview_has_a_row_a_model() -> None:
    """With what to know as a note."""
    table = overview([MODEL])
    row = table.rows[0]
    assert row == (
        *("local/ears", "transcribe, translate", "99 languages"),
        *("·", "yes", "·", "·", "·", "beam_size"),
    )
    assert table.notes == ("local/ears: Good ears.",)


def test_a_sheet_tells_all() -> None:
    """Limits in words, and how to install it."""
    pairs = {row[0]: row[1] for row in sheet(MODEL).rows}
    assert pairs["longest audio"] == "2 h 0 min"
    assert pairs["longest text"] == "no limit"
    assert pairs["installed with"] == "conduit-nb[whisper]"
    assert pairs["runs"] == "on this machine"
    assert pairs["note"] == "Good ears."
