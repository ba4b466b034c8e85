"""A pipeline over fakes, so that every promise of the call path can be watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.cache.memory import MemoryCache
from conduit_nb.session.pipeline import Clock, Pipeline
from conduit_nb.session.workers import Workers
from conduit_nb.testing.calls import FakeClock, FakeRegistry, MemoryRecorder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def clock() -> FakeClock:
    """Returns a clock that moves only when told to."""
    return FakeClock()


@pytest.fixture
def recorder() -> MemoryRecorder:
    """Returns a ledger in a list."""
    return MemoryRecorder()


@pytest.fixture
def make_pipeline(clock: FakeClock, recorder: MemoryRecorder) -> Iterator[Callable[..., Pipeline]]:
    """Returns a maker of pipelines over the given engines."""
    workers = Workers()

    def make(*engines: Any, absent: tuple[str, ...] = (), offline: bool = False) -> Pipeline:
        return Pipeline(
            registry=FakeRegistry(*engines, absent=absent),
            ledger=recorder,
            cache=MemoryCache(),
            workers=workers,
            clock=Clock(monotonic=clock.monotonic, now=clock.now),
            local_only=False,
            offline=offline,
        )

    yield make
    workers.close()
