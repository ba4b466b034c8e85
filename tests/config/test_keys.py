"""Keys: where they are found, what is said without a keyring, and that none is ever shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from conduit_nb.config.keys import delete_key, get_key, known_keys, set_key
from conduit_nb.core.errors import UserError
from conduit_nb.core.secret import Secret
from tests.keyrings import MemoryKeyring

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "sk-canary-3f9a"
NONE: dict[str, str] = {}


class Locked(KeyringBackend):
    """A keyring that nobody unlocks, and that is careless with what it is given."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """Cannot be read."""
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Cannot be written to."""
        raise KeyringLocked(f"cannot keep {password}")


@pytest.fixture(autouse=True)
def memory() -> Iterator[MemoryKeyring]:
    """The keyring of these tests, in place of the system's."""
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.mark.parametrize(
    "name", ["openai", "OpenAI", "OPENAI_API_KEY", "openai_api_key", " openai "]
)
def test_a_key_comes_back_by_any_of_its_names(name: str, memory: MemoryKeyring) -> None:
    """The provider's name and the variable's are one key."""
    assert set_key(name, Secret(CANARY + "\n")).variable == "OPENAI_API_KEY"
    secret = get_key("openai", env=NONE)
    assert secret is not None
    assert secret.reveal() == CANARY
    assert memory.kept == {("conduit_nb", "OPENAI_API_KEY"): CANARY}


def test_the_environment_goes_first() -> None:
    """What is set for this process is meant."""
    set_key("deepgram", Secret("kept"))
    secret = get_key("deepgram", env={"DEEPGRAM_API_KEY": "set"})
    assert secret is not None
    assert secret.reveal() == "set"


def test_a_missing_key_is_none() -> None:
    """An empty variable is no key."""
    assert get_key("gemini", env={"GEMINI_API_KEY": " "}) is None


def test_the_list_says_where_each_key_is() -> None:
    """It has every provider of the house, and no key in it."""
    set_key("openai", Secret(CANARY))
    rows = known_keys(env={"ELEVENLABS_API_KEY": CANARY})
    assert {row.variable: row.found for row in rows} == {
        "OPENAI_API_KEY": "keyring",
        "AZURE_OPENAI_API_KEY": None,
        "GOOGLE_APPLICATION_CREDENTIALS": None,
        "GEMINI_API_KEY": None,
        "ELEVENLABS_API_KEY": "environment",
        "DEEPGRAM_API_KEY": None,
        "ULTRAVOX_API_KEY": None,
    }
    assert CANARY not in repr(rows)


def test_a_key_can_be_forgotten() -> None:
    """Once; after that there is nothing to forget."""
    set_key("azure", Secret(CANARY))
    assert delete_key("azure")
    assert get_key("azure", env=NONE) is None
    assert not delete_key("azure")


def test_an_unknown_name_is_refused() -> None:
    """The nearest one is offered."""
    with pytest.raises(UserError, match="did you mean openai"):
        set_key("opnai", Secret(CANARY))


def test_an_empty_key_is_refused(memory: MemoryKeyring) -> None:
    """Pressing return is not a key."""
    with pytest.raises(UserError, match="is empty"):
        set_key("openai", Secret(" \n"))
    assert memory.kept == {}


def test_without_a_keyring_the_variable_is_named() -> None:
    """On a server there is none: reading finds nothing, keeping says what to do."""
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    assert get_key("openai", env=NONE) is None
    assert not delete_key("openai")
    assert {row.found for row in known_keys(env=NONE)} == {None}
    with pytest.raises(UserError, match="Set the environment variable OPENAI_API_KEY instead"):
        set_key("openai", Secret(CANARY))


def test_a_locked_keyring_is_told_and_lists_nothing() -> None:
    """That the key may be there is not hidden; the list does not fail over it."""
    keyring.set_keyring(Locked())  # type: ignore[no-untyped-call]
    with pytest.raises(UserError, match="KeyringLocked"):
        get_key("openai", env=NONE)
    assert {row.found for row in known_keys(env=NONE)} == {None}


def test_a_failure_does_not_show_the_key(caplog: pytest.LogCaptureFixture) -> None:
    """Neither the message nor any log has the key in it, whatever the keyring says."""
    keyring.set_keyring(Locked())  # type: ignore[no-untyped-call]
    with caplog.at_level(0), pytest.raises(UserError) as caught:
        set_key("openai", Secret(CANARY))
    assert CANARY not in str(caught.value)
    assert CANARY not in caplog.text


def test_a_keyring_that_keeps_nothing_is_told() -> None:
    """A keyring that was switched off does not take a key and lose it."""
    keyring.set_keyring(keyring.backends.null.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(UserError, match="OPENAI_API_KEY"):
        set_key("openai", Secret(CANARY))
