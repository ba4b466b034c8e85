"""Keys of results: the same for the same call, and for nothing else."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from itertools import combinations
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduit_nb.cache.results import CacheStats, cache_key
from conduit_nb.core.errors import UserError


def test_the_key_is_sha_256_of_canonical_json() -> None:
    """It can be computed by anybody: sorted, without spaces, ASCII."""
    text = b'{"model":"local/x","options":{"a":[1,null],"b":true},"text":"\\u00e9"}'
    key = cache_key(text="é", options={"b": True, "a": (1, None)}, model="local/x")
    assert key == hashlib.sha256(text).hexdigest()


def test_order_and_container_do_not_count() -> None:
    """A frozen mapping and a tuple mean what a dict and a list mean."""
    one = cache_key(a=1, b={"x": [1, 2], "y": 2})
    assert one == cache_key(b=MappingProxyType({"y": 2, "x": (1, 2)}), a=1)


def test_different_values_have_different_keys() -> None:
    """Numbers, switches, texts, absences and nesting are all told apart."""
    parts: list[Any] = [1, 1.0, True, "1", None, "None", [1], ["1"], {"a": 1}, [], {}, "", 0, False]
    for one, other in combinations(parts, 2):
        assert cache_key(part=one) != cache_key(part=other)
    assert cache_key(a="x", b="y") != cache_key(a="x,b=y")
    assert cache_key(a=None) != cache_key()


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), PLAIN))
def test_any_plain_values_have_a_key(parts: dict[str, Any]) -> None:
    """The key is 64 hexadecimal digits and does not depend on the order of the parts."""
    key = cache_key(**parts)
    assert len(bytes.fromhex(key)) == 32
    assert key == cache_key(**dict(reversed(parts.items())))


@pytest.mark.parametrize(
    "part", [b"x", object(), float("nan"), float("inf"), {1: "x"}, [Decimal(1)]]
)
def test_what_has_no_one_spelling_is_refused(part: Any) -> None:
    """A part whose text could differ between two runs is no part of a key."""
    with pytest.raises(UserError, match="audio holds"):
        cache_key(audio=part)


def test_savings_are_exact() -> None:
    """What was saved is told in dollars without rounding."""
    stats = CacheStats(entries=1, bytes=2, hits=3, misses=4, saved_nano_usd=6_000_001)
    assert stats.saved_usd == Decimal("0.006000001")
