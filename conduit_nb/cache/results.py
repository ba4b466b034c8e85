"""What a cache of results is, and by which key a result is found in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from conduit_nb.core.errors import UserError

__all__ = ["CacheStats", "ResultCache", "cache_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheStats:
    """What a cache holds and what it was good for.

    Attributes:
        entries: Results held.
        bytes: What they take, as their makers told.
        hits: Times a result was there.
        misses: Times it was not.
        saved_nano_usd: What the hits would have cost, as far as that is known, in nano-dollars.
    """

    entries: int
    bytes: int
    hits: int
    misses: int
    saved_nano_usd: int

    @property
    def saved_usd(self) -> Decimal:
        """What the hits would have cost in US dollars, exact, as far as that is known."""
        return Decimal(self.saved_nano_usd).scaleb(-9)


class ResultCache(Protocol):
    """Results by key; safe to use from any thread."""

    def get(self, key: str) -> Any | None:
        """Returns the result that was put there, or None when it is not (or no longer) there."""
        ...

    def put(self, key: str, value: Any, size_bytes: int, *, nano_usd: int | None = None) -> None:
        """Keeps a result that takes `size_bytes` and has cost `nano_usd`, where that is known."""
        ...

    def stats(self) -> CacheStats:
        """Returns what is held and what it was good for."""
        ...

    def clear(self) -> None:
        """Forgets all results."""
        ...


def cache_key(**parts: object) -> str:
    """Returns the SHA-256 (hex) of everything a result depends on, whatever its order.

    Give all of it: the operation, the model and its version, the digest of the input, and every
    option that changes the answer. 1, 1.0, True and "1" give four different keys.

    Args:
        parts: Texts, numbers, booleans, None, and sequences and mappings of them.

    Raises:
        UserError: If a part is anything else (bytes: give their digest), or not a finite number.
    """
    canonical = json.dumps(
        {name: _plain(name, part) for name, part in parts.items()},
        allow_nan=False,
        ensure_ascii=True,
        separators=(",", ":"),
        sort_keys=True,
    )
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _plain(name: str, part: object) -> object:
    if part is None or isinstance(part, (bool, int, str)):
        return part
    if isinstance(part, float) and part - part == 0:  # neither NaN nor infinite
        return part
    if isinstance(part, (list, tuple)):
        return [_plain(name, item) for item in part]
    if isinstance(part, Mapping) and all(isinstance(key, str) for key in part):
        return {key: _plain(name, item) for key, item in part.items()}
    raise UserError(f"{name} holds {part!r:.60}; a cache key is made of plain finite values.")
