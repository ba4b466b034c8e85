"""The one thread that writes: each entry has a future, which is done when the entry is durable."""

from __future__ import annotations

import atexit
import contextlib
import threading
import weakref
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from conduit_nb.core.errors import LedgerError
from conduit_nb.ledger import forks
from conduit_nb.ledger.faults import EntryRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from conduit_nb.ledger.entries import Entry

    Job: TypeAlias = tuple[Entry | None, Future[None]]

__all__ = ["Sink", "Writer"]

MAX_BATCH = 256  # entries a transaction; more would only make the first of them wait


class Sink(Protocol):
    """Where entries go."""

    def append(self, entries: Sequence[Entry]) -> None:
        """Writes all of them durably, or none.

        Raises:
            EntryRefused: If one of them contradicts what is recorded.
            LedgerError: If nothing can be written.
        """
        ...

    def close(self) -> None:
        """Closes the file."""
        ...


class Writer:
    """Appends entries in the order in which they came, several waiting ones in one transaction.

    The thread starts with the first entry. `close` ends it once everything is written; a later
    entry starts it again. Safe to use from any thread, and after a fork.

    Args:
        open_sink: Opens the file; called on the writer's thread, and again after a failure.
        name: What the thread is called.
    """

    def __init__(self, open_sink: Callable[[], Sink], name: str) -> None:
        self._open_sink = open_sink
        self._name = name
        self._sink: Sink | None = None
        self._reset()
        forks.watch(self)
        _live.add(self)

    def _reset(self) -> None:
        self._waiting: list[Job] = []
        self._in_hand: list[Job] = []
        self._changed = threading.Condition(threading.Lock())  # guards all but the sink
        self._sinking = threading.Lock()  # held while the sink is used; taken before `_changed`
        self._thread: threading.Thread | None = None
        self._closing = False

    def submit(self, entry: Entry | None) -> Future[None]:
        """Returns a future that is done when `entry` is durable; None only opens the file.

        It cannot be cancelled: what has been handed over is written.
        """
        future: Future[None] = Future()
        future.set_running_or_notify_cancel()
        with self._changed:
            self._waiting.append((entry, future))
            try:
                self._start()
            except RuntimeError as error:  # the interpreter is ending, or out of threads
                self._waiting.pop()
                future.set_exception(_stopped(error))
            self._changed.notify_all()
        return future

    def close(self, timeout: float = 30.0) -> None:
        """Writes what is waiting, for `timeout` seconds at most, and closes the file."""
        with self._changed:
            thread = self._thread
            self._closing = thread is not None
            self._changed.notify_all()
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)

    def _start(self) -> None:
        if self._thread is None:
            self._closing = False
            thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            thread.start()
            self._thread = thread

    def _run(self) -> None:
        try:
            while self._take():
                with self._sinking:
                    self._write(self._in_hand)
        except BaseException as error:  # noqa: BLE001 - whoever waits must be told, always
            self._abandon(_stopped(error))

    def _take(self) -> bool:
        """Waits for work; returns False, as the thread's last act, when there will be none."""
        with self._changed:
            self._in_hand = []
            while not self._waiting and not self._closing:
                self._changed.wait()
            self._in_hand, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
            if self._in_hand:
                return True
        with self._sinking:
            self._close_sink()
        with self._changed:
            if self._waiting:  # came while the file was being closed
                return True
            self._thread = None
            return False

    def _write(self, jobs: list[Job]) -> None:
        try:
            self._append([entry for entry, _ in jobs if entry is not None])
        except EntryRefused as error:
            if len(jobs) == 1:
                jobs[0][1].set_exception(error)
                return
            for job in jobs:  # one is wrong: the others must not suffer for it
                self._write([job])
        except LedgerError as error:
            self._close_sink()  # the next entry opens it anew: the cause may be gone by then
            for _, future in jobs:
                future.set_exception(error)
        else:
            for _, future in jobs:
                future.set_result(None)

    def _append(self, entries: list[Entry]) -> None:
        if self._sink is None:
            self._sink = self._open_sink()
        if entries:
            self._sink.append(entries)

    def _close_sink(self) -> None:
        sink, self._sink = self._sink, None
        if sink is not None:
            with contextlib.suppress(LedgerError):  # everything acknowledged is already durable
                sink.close()

    def _abandon(self, error: LedgerError) -> None:
        with self._sinking:
            self._close_sink()
        with self._changed:
            left = [*self._in_hand, *self._waiting]
            self._in_hand, self._waiting, self._thread = [], [], None
        for _, future in left:
            if not future.done():
                future.set_exception(error)

    def before_fork(self) -> None:
        """Closes the file between two transactions and holds still."""
        self._sinking.acquire()
        self._changed.acquire()
        self._close_sink()

    def after_fork_in_parent(self) -> None:
        """Goes on; the next entry opens the file."""
        self._changed.release()
        self._sinking.release()

    def after_fork_in_child(self) -> None:
        """Starts over; what was waiting is written by the parent, so nobody may wait for it here.

        A future that waits in both processes is answered with an error in the child.
        """
        left = [*self._in_hand, *self._waiting]
        self._reset()
        for _, future in left:
            if not future.done():
                future.set_exception(
                    LedgerError("The process was forked; its parent records this entry.")
                )


def _stopped(error: BaseException) -> LedgerError:
    stopped = LedgerError(
        f"The ledger's writer stopped ({type(error).__name__}: {error}).",
        hint="What it was to write may be missing; the next entry starts it again.",
    )
    stopped.__cause__ = error
    return stopped


_live: weakref.WeakSet[Writer] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for writer in list(_live):
        writer.close()
