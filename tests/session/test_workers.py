"""Each model works in a thread of its own."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
from typing import TYPE_CHECKING

import pytest

from conduit_nb.session.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Returns workers that are stopped afterwards."""
    workers = Workers()
    yield workers
    workers.close()


def _count(upto: int) -> Generator[int, None, str]:
    yield from range(upto)
    return threading.current_thread().name


def test_items_and_the_return_value_arrive(workers: Workers) -> None:
    """Everything that was yielded is handed on, and what was returned is returned."""
    seen: list[int] = []
    name = asyncio.run(workers.drive("m", lambda: _count(3), seen.append))
    assert (seen, name.startswith("conduit-m")) == ([0, 1, 2], True)


def test_one_model_keeps_its_thread(workers: Workers) -> None:
    """Models that are bound to a thread stay in theirs."""
    names = {asyncio.run(workers.drive("m", lambda: _count(1), print)) for _ in range(3)}
    assert len(names) == 1


def test_an_error_in_the_thread_is_raised_in_the_caller(workers: Workers) -> None:
    """Nothing is swallowed on the way."""

    def fail() -> Generator[int, None, None]:
        yield 1
        raise ValueError("inside")

    with pytest.raises(ValueError, match="inside"):
        asyncio.run(workers.drive("m", fail, print))


def test_cancelling_closes_the_generator(workers: Workers) -> None:
    """The engine gets the chance to clean up."""
    reached, closed = threading.Event(), threading.Event()

    def endless() -> Generator[int, None, None]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    async def cancel() -> None:
        task = asyncio.create_task(workers.drive("m", endless, lambda _: reached.set()))
        await asyncio.to_thread(reached.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert closed.wait(5)


def test_a_forked_child_makes_its_own_threads(workers: Workers) -> None:
    """Threads do not survive a fork; waiting for them would be for ever."""
    asyncio.run(workers.drive("m", lambda: _count(1), print))
    context = multiprocessing.get_context("fork")
    queue = context.Queue()

    def child() -> None:
        queue.put(asyncio.run(workers.drive("m", lambda: _count(1), print)))

    process = context.Process(target=child)
    process.start()
    assert queue.get(timeout=20).startswith("conduit-m")
    process.join(20)
