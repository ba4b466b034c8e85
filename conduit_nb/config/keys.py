"""Providers' keys, from the environment, else from the system keyring; never shown or logged."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conduit_nb.core.checks import check_choice
from conduit_nb.core.errors import UserError
from conduit_nb.core.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KeyName", "KeyRow", "delete_key", "get_key", "known_keys", "set_key"]

SERVICE = "conduit_nb"  # under this name the keyring keeps them


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyName:
    """A key by its names.

    Attributes:
        name: The short name, the provider's.
        provider: Whose key it is.
        variable: The environment variable, which goes before the keyring.
    """

    name: str
    provider: str
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """Where a key is, without the key.

    Attributes:
        name: The short name.
        provider: Whose key it is.
        variable: The environment variable.
        found: ``environment``, ``keyring`` or None.
    """

    name: str
    provider: str
    variable: str
    found: str | None


_KEYS = tuple(
    KeyName(name=name, provider=provider, variable=variable)
    for name, provider, variable in (
        ("openai", "OpenAI", "OPENAI_API_KEY"),
        ("azure", "Azure OpenAI", "AZURE_OPENAI_API_KEY"),
        ("google", "Google Cloud", "GOOGLE_APPLICATION_CREDENTIALS"),
        ("gemini", "Google Gemini", "GEMINI_API_KEY"),
        ("elevenlabs", "ElevenLabs", "ELEVENLABS_API_KEY"),
        ("deepgram", "Deepgram", "DEEPGRAM_API_KEY"),
        ("ultravox", "Ultravox", "ULTRAVOX_API_KEY"),
    )
)


def get_key(name: str, *, env: Mapping[str, str] | None = None) -> Secret | None:
    """Returns the key, from the environment first, then from the keyring; None if in neither.

    Args:
        name: ``openai`` or ``OPENAI_API_KEY``, and so on.
        env: The environment; by default that of this process.

    Raises:
        UserError: If there is no such name, or the keyring is there but cannot be opened.
    """
    key = _key(name)
    value = _in_environment(key, env)
    if value is None:
        value = _from_keyring(key)
    return Secret(value) if value else None


def set_key(name: str, secret: Secret) -> KeyName:
    """Keeps a key in the system keyring and returns its names.

    Raises:
        UserError: If there is no such name, the key is empty, or no keyring can keep it.
    """
    key = _key(name)
    value = secret.reveal().strip()
    if not value:
        raise UserError(f"The key for {key.provider} is empty; nothing was kept.")
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, key.variable, value)
        kept = keyring.get_password(SERVICE, key.variable)
    except KeyringError as error:
        raise _no_keyring(key, type(error).__name__) from error
    if kept != value:  # a keyring that was switched off takes everything and keeps nothing
        raise _no_keyring(key, "it keeps nothing")
    return key


def delete_key(name: str) -> bool:
    """Takes a key out of the system keyring; returns False when it was not in it.

    Raises:
        UserError: If there is no such name, or the keyring cannot be opened.
    """
    key = _key(name)
    if _from_keyring(key) is None:
        return False
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(SERVICE, key.variable)
    except KeyringError as error:
        raise _no_keyring(key, type(error).__name__) from error
    return True


def known_keys(*, env: Mapping[str, str] | None = None) -> tuple[KeyRow, ...]:
    """Returns every key there can be and where it was found; no key is shown."""
    return tuple(
        KeyRow(name=key.name, provider=key.provider, variable=key.variable, found=_where(key, env))
        for key in _KEYS
    )


def _key(name: str) -> KeyName:
    by_name = {key.name: key for key in _KEYS} | {key.variable: key for key in _KEYS}
    written = name.strip()
    spelled = written.upper() if written.upper() in by_name else written.lower()
    if spelled not in by_name:
        check_choice("name", written, [key.name for key in _KEYS])
    return by_name[spelled]


def _where(key: KeyName, env: Mapping[str, str] | None) -> str | None:
    if _in_environment(key, env):
        return "environment"
    try:
        return "keyring" if _from_keyring(key) else None
    except UserError:  # a locked keyring: a list of what there is must not fail over it
        return None


def _in_environment(key: KeyName, env: Mapping[str, str] | None) -> str | None:
    return ((os.environ if env is None else env).get(key.variable) or "").strip() or None


def _from_keyring(key: KeyName) -> str | None:
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    try:
        return keyring.get_password(SERVICE, key.variable)
    except NoKeyringError:
        return None  # usual on servers and in containers: then there is only the environment
    except KeyringError as error:
        raise _no_keyring(key, type(error).__name__) from error


def _no_keyring(key: KeyName, reason: str) -> UserError:
    # Never the backend's own message, which may repeat what it was given.
    return UserError(
        f"The system keyring cannot be used ({reason}).",
        hint=f"Set the environment variable {key.variable} instead.",
    )
