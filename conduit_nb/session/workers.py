"""Engines block, so each model runs in a worker thread of its own, off the event loop."""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["Workers"]

T = TypeVar("T")
Item = TypeVar("Item")


class Workers:
    """One thread a model: a model serves one call at a time, different models run side by side."""

    def __init__(self) -> None:
        self._executors: dict[str, ThreadPoolExecutor] = {}
        self._stops: set[threading.Event] = set()
        self._pid = os.getpid()

    async def drive(
        self,
        model: str,
        start: Callable[[], Generator[Item, None, T]],
        on_item: Callable[[Item], None],
    ) -> T:
        """Runs a generator in the model's thread and returns what it returns.

        Args:
            model: Whose thread to use.
            start: Makes the generator; called in that thread.
            on_item: Called in that thread with each item that the generator yields.

        When the caller is cancelled, the generator is closed at its next item.
        """
        stop = threading.Event()
        self._stops.add(stop)
        future = self._executor(model).submit(_run, start, on_item, stop)
        future.add_done_callback(lambda _: self._stops.discard(stop))
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            stop.set()
            raise

    def close(self) -> None:
        """Stops all work at its next item and lets the threads go."""
        for stop in list(self._stops):
            stop.set()
        for executor in self._executors.values():
            executor.shutdown(wait=True, cancel_futures=True)
        self._executors.clear()

    def _executor(self, model: str) -> ThreadPoolExecutor:
        if self._pid != os.getpid():  # After a fork the threads are gone: make them anew.
            self._executors, self._pid = {}, os.getpid()
        if model not in self._executors:
            self._executors[model] = ThreadPoolExecutor(1, thread_name_prefix=f"conduit-{model}")
        return self._executors[model]


def _run(
    start: Callable[[], Generator[Item, None, T]],
    on_item: Callable[[Item], None],
    stop: threading.Event,
) -> T:
    generator = start()
    try:
        while not stop.is_set():
            try:
                item = next(generator)
            except StopIteration as end:
                value: T = end.value
                return value
            on_item(item)
    finally:
        generator.close()
    raise _Stopped


class _Stopped(Exception):
    """The work was stopped; nobody waits for it any more."""
