"""The Tab key: models, options, voices, commands, and nothing elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.completer import provisionalcompleter

from conduit_nb.core.errors import LedgerError
from conduit_nb.notebook.completion import candidates

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("%transcribe ", {"auto", "auto:local", "fake/hears", "fake/speaks"}),
        ("x = %transcribe fa", {"auto", "auto:local", "fake/hears", "fake/speaks"}),
        ("%%speak -m ", {"auto", "auto:local", "fake/hears", "fake/speaks"}),
        ("%%speak --voice ", {"one", "two"}),
        ("%transcribe a.wav --format ", {"text", "json", "srt", "vtt"}),
        ("%transcribe --task ", {"transcribe", "translate"}),
        ("%transcribe a.wav b", set()),
        ("%conduit use ", {"auto", "auto:local", "fake/hears", "fake/speaks"}),
        ("%conduit keys ", {"set", "delete"}),
        ("%conduit cost --by ", {"provider", "model", "operation", "day", "notebook"}),
        ("%conduit status ", set()),
        ("print(", set()),
        ("%timeit fa", set()),
    ],
)
def test_what_may_stand_there_is_offered(surface: Surface, line: str, offers: set[str]) -> None:
    """By what stands before."""
    assert set(candidates(surface, line)[1]) == offers


def test_options_and_commands_and_keys(surface: Surface) -> None:
    """Long lists, by example."""
    assert {"--voice", "-m", "--help"} <= set(candidates(surface, "%speak --v")[1])
    assert "--voice" not in candidates(surface, "%transcribe --v")[1]
    assert {"doctor", "cost"} <= set(candidates(surface, "%conduit ")[1])
    assert "openai" in candidates(surface, "%conduit keys set ")[1]


def test_an_error_offers_nothing(surface: Surface, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wants one while typing."""

    def broken() -> None:
        raise LedgerError("broken")

    monkeypatch.setattr(surface.session, "conduit", broken)
    assert candidates(surface, "%transcribe fa") == ("fa", [])


def completed(shell: Any, line: str) -> set[str]:
    """Returns the lines that the Tab key offers, as a front end puts them together."""
    with provisionalcompleter():
        return {
            line[: found.start] + found.text + line[found.end :]
            for found in shell.Completer.completions(line, len(line))
        }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%transcribe fake/h", {"%transcribe fake/hears"}),
        ("x = %transcribe auto:l", {"x = %transcribe auto:local"}),
        ("%%speak --vo", {"%%speak --voice"}),
        ("%speak --voice t", {"%speak --voice two"}),
        ("%conduit doc", {"%conduit doctor"}),
    ],
)
def test_the_shell_completes(shell: Any, line: str, expected: set[str]) -> None:
    """Through IPython's own completer, whose word may begin after a colon."""
    assert completed(shell, line) == expected
