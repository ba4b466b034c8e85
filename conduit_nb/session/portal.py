"""One event loop in one background thread, and the ways into it.

A kernel's own loop is busy while a cell runs, so `asyncio.run` and nested loops are no way in.
Everything asynchronous runs here instead; a synchronous caller waits for a future.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Future

    from anyio.from_thread import BlockingPortal

__all__ = ["Portal"]

T = TypeVar("T")

# How long an interrupted caller waits for its call to be settled before it gets its prompt back.
SETTLE_SECONDS = 2.0


class Portal:
    """Runs coroutines on the background loop for callers in other threads and on other loops."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stack: ExitStack | None = None
        self._portal: BlockingPortal | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pid = 0
        self._inherited: list[ExitStack | None] = []

    def call(self, function: Callable[[], Awaitable[T]]) -> T:
        """Runs the coroutine to its end and returns its result, for a synchronous caller.

        An interrupt (Ctrl-C, "stop" in a notebook) cancels the coroutine and is raised again once
        the call has been settled.

        Raises:
            RuntimeError: If it is called on the background loop itself, which would wait for ever.
        """
        if _running_loop() is not None and _running_loop() is self._loop:
            raise RuntimeError("a synchronous call was made on the background loop; await instead")
        ended = threading.Event()
        future = self._submit(function, ended)
        try:
            return future.result()
        except KeyboardInterrupt:
            future.cancel()
            ended.wait(SETTLE_SECONDS)
            raise

    async def bridge(self, function: Callable[[], Awaitable[T]]) -> T:
        """Runs the coroutine on the background loop for a caller on any loop; cancels both ways."""
        running = asyncio.get_running_loop()
        if running is self._loop:
            return await function()
        ended = threading.Event()
        future = self._submit(function, ended)
        try:
            return await asyncio.wrap_future(future, loop=running)
        except asyncio.CancelledError:
            future.cancel()
            raise

    def close(self) -> None:
        """Stops the background loop; the next call starts another."""
        with self._lock:
            stack, self._stack, self._portal, self._loop = self._stack, None, None, None
            if stack is not None and self._pid == os.getpid():
                stack.close()
        atexit.unregister(self.close)

    def _submit(self, function: Callable[[], Awaitable[T]], ended: threading.Event) -> Future[T]:
        async def run() -> T:
            try:
                return await function()
            finally:
                ended.set()

        return self._started().start_task_soon(run)

    def _started(self) -> BlockingPortal:
        if self._pid != os.getpid():
            self._lock = threading.Lock()  # The parent may have held it at the fork.
        with self._lock:
            # After a fork the thread is gone although the object is there: make it anew.
            if self._portal is None or self._pid != os.getpid():
                from anyio.from_thread import start_blocking_portal

                # Letting go of the parent's portal would close it: wait for a thread not here.
                self._inherited.append(self._stack)
                stack = ExitStack()
                portal = stack.enter_context(start_blocking_portal("asyncio", name="conduit-io"))
                self._loop = portal.call(asyncio.get_running_loop)
                self._portal, self._stack, self._pid = portal, stack, os.getpid()
                atexit.register(self.close)
            return self._portal


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
