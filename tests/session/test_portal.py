"""Ways into the background loop, for callers with and without a loop of their own."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from conduit_nb.session.portal import Portal

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def portal() -> Iterator[Portal]:
    """Returns a portal that is closed afterwards."""
    portal = Portal()
    yield portal
    portal.close()


async def _thread_name() -> str:
    return threading.current_thread().name


def test_a_synchronous_caller_gets_the_result(portal: Portal) -> None:
    """The coroutine runs in the background thread."""
    assert portal.call(_thread_name) == "conduit-io"


def test_an_error_reaches_the_caller(portal: Portal) -> None:
    """What the coroutine raises is raised."""

    async def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        portal.call(fail)


def test_a_caller_on_another_loop_is_bridged(portal: Portal) -> None:
    """`await conduit.transcribe(...)` in a cell runs on the background loop."""

    async def outer() -> str:
        return await portal.bridge(_thread_name)

    assert asyncio.run(outer()) == "conduit-io"


def test_a_caller_on_the_background_loop_goes_straight_on(portal: Portal) -> None:
    """No detour over another thread, and no deadlock."""

    async def outer() -> str:
        return await portal.bridge(_thread_name)

    assert portal.call(outer) == "conduit-io"


def test_a_synchronous_call_on_the_background_loop_is_refused(portal: Portal) -> None:
    """It would wait for itself for ever."""

    async def wrong() -> str:
        return portal.call(_thread_name)

    with pytest.raises(RuntimeError, match="background loop"):
        portal.call(wrong)


def test_cancelling_the_caller_cancels_the_work(portal: Portal) -> None:
    """Cancellation crosses the bridge."""
    started, cancelled = threading.Event(), threading.Event()

    async def work() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    async def outer() -> None:
        task = asyncio.create_task(portal.bridge(work))
        await asyncio.to_thread(started.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(outer())
    assert cancelled.wait(5)


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """Makes SIGINT an interrupt, also where a shell started the tests with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_an_interrupt_cancels_and_waits_for_the_settling(portal: Portal) -> None:
    """Ctrl-C in a cell: the coroutine is cancelled, and its clean-up ran before the prompt."""
    settled: list[str] = []

    async def work() -> None:
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGINT)
        try:
            await asyncio.Event().wait()
        finally:
            settled.append("settled")

    with pytest.raises(KeyboardInterrupt):
        portal.call(work)
    assert settled == ["settled"]


def test_after_closing_the_next_call_starts_anew(portal: Portal) -> None:
    """Closing is not the end of the object."""
    portal.call(_thread_name)
    portal.close()
    assert portal.call(_thread_name) == "conduit-io"


def test_a_forked_child_makes_its_own_loop(portal: Portal) -> None:
    """A thread does not survive a fork, so the portal is never inherited."""
    portal.call(_thread_name)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()

    def child() -> None:
        queue.put(portal.call(_thread_name))

    process = context.Process(target=child)
    process.start()
    assert queue.get(timeout=20) == "conduit-io"
    process.join(20)
    assert process.exitcode == 0
