"""`%conduit keys`: asked for without echo, kept in the keyring, never shown."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

import keyring
import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.notebook.magics.commands import keys
from conduit_nb.notebook.tables import Table
from conduit_nb.notebook.values import Text
from tests.keyrings import MemoryKeyring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conduit_nb.notebook.surface import Surface

SECRET = "sk-very-secret"


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """Returns the keyring of this test."""
    before, memory = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(memory)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: SECRET)
    yield memory
    keyring.set_keyring(before)


def test_a_key_is_kept_and_not_shown(surface: Surface, memory: MemoryKeyring) -> None:
    """Neither by what is said, nor by the list."""
    said = keys.run(surface, "set openai")
    table = keys.run(surface, "")
    assert list(memory.kept.values()) == [SECRET]
    assert isinstance(said, Text)
    assert "OPENAI_API_KEY" in said
    assert isinstance(table, Table)
    assert SECRET not in f"{said} {table.text()} {table.html()}"
    assert ("openai", "OpenAI", "OPENAI_API_KEY", "keyring") in table.rows


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OpenAI", "openai"])
def test_a_key_has_several_names(surface: Surface, memory: MemoryKeyring, name: str) -> None:
    """The provider's, or the variable's."""
    keys.run(surface, f"set {name}")
    assert list(memory.kept) == [("conduit_nb", "OPENAI_API_KEY")]


def test_a_key_can_be_deleted(surface: Surface, memory: MemoryKeyring) -> None:
    """And what is not there is said."""
    keys.run(surface, "set openai")
    assert keys.run(surface, "delete openai") == "The key openai is no longer in the keyring."
    assert keys.run(surface, "delete openai") == "The key openai is not in the keyring."
    assert memory.kept == {}


def test_a_key_in_a_cell_is_refused(surface: Surface, memory: MemoryKeyring) -> None:
    """It would be saved with the notebook; the message does not repeat it."""
    with pytest.raises(UserError, match="never written in a cell") as caught:
        keys.run(surface, f"set openai {SECRET}")
    assert SECRET not in str(caught.value)
    assert memory.kept == {}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("set opnai", "did you mean openai"),
        ("set", "Usage: %conduit keys"),
        ("show openai", "Usage: %conduit keys"),
        ("--all", "Usage: %conduit keys"),
    ],
)
def test_what_is_not_understood_is_refused(
    surface: Surface, memory: MemoryKeyring, line: str, message: str
) -> None:
    """Nothing is asked for."""
    with pytest.raises(UserError, match=message):
        keys.run(surface, line)


def test_the_kernels_own_question_is_used(
    run_cell: Callable[[str], Any], memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel replaces `getpass.getpass` after we were imported."""
    monkeypatch.setattr(getpass, "getpass", lambda prompt: f"{prompt}!")
    run_cell("%conduit keys set openai")
    assert list(memory.kept.values()) == ["OpenAI key (not shown): !"]
