"""Results of this process: kept while there is room, the least used dropped first."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.cache.memory import MemoryCache
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from conduit_nb.cache.results import ResultCache


def test_what_was_put_is_found() -> None:
    """The very object comes back."""
    cache: ResultCache = MemoryCache()
    value = object()
    cache.put("k", value, 10)
    assert cache.get("k") is value
    assert cache.get("other") is None
    assert (cache.stats().hits, cache.stats().misses) == (1, 1)


def test_a_hit_saves_what_the_result_has_cost() -> None:
    """Each hit saves it again; where the cost is not known, nothing is claimed."""
    cache = MemoryCache()
    cache.put("paid", "x", 1, nano_usd=6_000_000)
    cache.put("unknown", "x", 1)
    for key in ("paid", "paid", "unknown"):
        cache.get(key)
    assert cache.stats().saved_nano_usd == 12_000_000


def test_the_least_used_goes_first() -> None:
    """Being asked for counts as use."""
    cache = MemoryCache(max_entries=2)
    cache.put("a", 1, 1)
    cache.put("b", 2, 1)
    cache.get("a")
    cache.put("c", 3, 1)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_what_is_too_large_is_not_kept() -> None:
    """One huge result does not drive out all others, but it does replace its own older one."""
    cache = MemoryCache(max_bytes=100)
    cache.put("a", 1, 60)
    cache.put("b", 2, 101)
    assert cache.get("a") == 1
    cache.put("a", 3, 101)
    assert cache.get("a") is None


def test_forgetting_keeps_the_count() -> None:
    """All results go; what they were good for stays known."""
    cache = MemoryCache()
    cache.put("a", 1, 60)
    cache.get("a")
    cache.clear()
    stats = cache.stats()
    assert (stats.entries, stats.bytes, stats.hits) == (0, 0, 1)
    assert cache.get("a") is None


@pytest.mark.parametrize("bounds", [{"max_entries": 0}, {"max_bytes": -1}])
def test_bounds_below_one_are_refused(bounds: dict[str, int]) -> None:
    """A cache that can hold nothing is a mistake."""
    with pytest.raises(UserError, match="at least 1"):
        MemoryCache(**bounds)


def test_a_negative_size_is_refused() -> None:
    """It would make room that is not there."""
    with pytest.raises(UserError, match="size_bytes is -1"):
        MemoryCache().put("a", 1, -1)


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "get"]), st.sampled_from("abcdef"), st.integers(0, 60))
)


@given(STEPS)
def test_it_does_what_a_simple_model_does(steps: list[tuple[str, str, int]]) -> None:
    """Whatever is put and asked for, it holds what an ordered list would hold."""
    cache = MemoryCache(max_entries=4, max_bytes=100)
    model: OrderedDict[str, int] = OrderedDict()
    for verb, key, size in steps:
        if verb == "put":
            cache.put(key, size, size)
            model.pop(key, None)
            model[key] = size
            while len(model) > 4 or sum(model.values()) > 100:
                model.popitem(last=False)
        else:
            assert cache.get(key) == model.get(key)
            if key in model:
                model.move_to_end(key)
        stats = cache.stats()
        assert (stats.entries, stats.bytes) == (len(model), sum(model.values()))


def test_many_threads_share_it() -> None:
    """Counts and sizes are right after many threads have used it at once."""
    cache = MemoryCache(max_entries=8)

    def use(number: int) -> None:
        for step in range(200):
            key = str((number * step) % 20)
            cache.put(key, key, 3)
            assert cache.get(key) in {key, None}

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, range(8)))
    stats = cache.stats()
    assert (stats.entries, stats.bytes) == (8, 24)
    assert stats.hits + stats.misses == 8 * 200
