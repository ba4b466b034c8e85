"""``conduit-nb keys``: names and places, never a key."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import keyring
import pytest

from tests.keyrings import MemoryKeyring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CANARY = "sk-obviously-fake-canary"


@pytest.fixture(autouse=True)
def memory() -> Iterator[MemoryKeyring]:
    """Puts a keyring in memory in place of the system's."""
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def test_a_key_is_kept_and_never_shown(
    cli: Callable[..., Any], memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes from standard input into the keyring and nowhere else."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(CANARY + "\n"))
    ran = cli("keys", "set", "openai")
    assert CANARY in memory.kept.values()
    listed = cli("keys", "--json")
    assert CANARY not in ran.out + ran.err + listed.out + listed.err
    found = {row["name"]: row["found"] for row in json.loads(listed.out)}
    assert found["openai"] == "keyring"


def test_a_key_can_be_deleted(
    cli: Callable[..., Any], memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is gone from the keyring."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(CANARY))
    cli("keys", "set", "openai")
    assert cli("keys", "delete", "openai").code == 0
    assert memory.kept == {}


def test_setting_needs_a_name(cli: Callable[..., Any]) -> None:
    """One line that says so."""
    ran = cli("keys", "set")
    assert ran.code == 2
    assert "name" in ran.err
