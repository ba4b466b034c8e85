"""The results of this process, the most recently used ones."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from conduit_nb.cache.results import CacheStats, cache_key
from conduit_nb.core.checks import check_range

__all__ = ["MemoryCache", "cache_key"]

MAX_ENTRIES = 512
MAX_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    size_bytes: int
    nano_usd: int | None


class MemoryCache:
    """Keeps results until there are too many or they take too much; the least used goes first.

    It hands out the object that was put there, so only values that never change belong in it.
    Safe to use from any thread.

    Args:
        max_entries: Results to keep at most, at least 1.
        max_bytes: What they may take together; a larger result is not kept at all.

    Raises:
        UserError: If a bound is less than 1.
    """

    def __init__(self, *, max_entries: int = MAX_ENTRIES, max_bytes: int = MAX_BYTES) -> None:
        check_range("max_entries", max_entries, low=1)
        check_range("max_bytes", max_bytes, low=1)
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()  # the least recently used first
        self._bytes = 0
        self._hits = 0
        self._misses = 0
        self._saved_nano_usd = 0

    def get(self, key: str) -> Any | None:
        """Returns the result that was put there, or None when it is not (or no longer) there."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                self._misses += 1
                return None
            self._kept.move_to_end(key)
            self._hits += 1
            self._saved_nano_usd += kept.nano_usd or 0
            return kept.value

    def put(self, key: str, value: Any, size_bytes: int, *, nano_usd: int | None = None) -> None:
        """Keeps a result that takes `size_bytes` and has cost `nano_usd`, where that is known.

        Raises:
            UserError: If `size_bytes` is negative.
        """
        check_range("size_bytes", size_bytes, low=0, unit="bytes")
        with self._lock:
            self._drop(key)
            if size_bytes > self._max_bytes:
                return
            self._kept[key] = _Kept(value, size_bytes, nano_usd)
            self._bytes += size_bytes
            while len(self._kept) > self._max_entries or self._bytes > self._max_bytes:
                self._drop(next(iter(self._kept)))

    def stats(self) -> CacheStats:
        """Returns what is held and what it was good for."""
        with self._lock:
            return CacheStats(
                entries=len(self._kept),
                bytes=self._bytes,
                hits=self._hits,
                misses=self._misses,
                saved_nano_usd=self._saved_nano_usd,
            )

    def clear(self) -> None:
        """Forgets all results; what they were good for stays counted."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _drop(self, key: str) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._bytes -= kept.size_bytes
