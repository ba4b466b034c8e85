"""The writer's thread: order, batches, failures, its own death, and forks, on a scripted sink."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import LedgerError
from conduit_nb.ledger.entries import INTENT, Entry
from conduit_nb.ledger.faults import EntryRefused
from conduit_nb.ledger.writer import MAX_BATCH, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def entry(number: int) -> Entry:
    """Entry number `number`."""
    return Entry(kind=INTENT, values={"call_id": number, "attempt": 0})


class Script:
    """A sink that keeps what it is given, waits at a gate, and fails as it is told."""

    def __init__(self) -> None:
        self.batches: list[list[object]] = []
        self.opened = 0
        self.closed = 0
        self.errors: list[BaseException] = []
        self.refused: set[object] = set()
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def open(self) -> Script:
        """Counts how often it is opened."""
        self.opened += 1
        return self

    def append(self, entries: Sequence[Entry]) -> None:
        """Keeps the entries' numbers, or fails."""
        self.entered.set()
        assert self.gate.wait(10)
        numbers = [item.values["call_id"] for item in entries]
        if self.errors:
            raise self.errors.pop(0)
        if self.refused & set(numbers):
            raise EntryRefused("refused")
        self.batches.append(numbers)

    def close(self) -> None:
        """Counts how often it is closed."""
        self.closed += 1


@pytest.fixture
def script() -> Script:
    """A sink that works."""
    return Script()


@pytest.fixture
def writer(script: Script) -> Iterator[Writer]:
    """A writer to that sink."""
    made = Writer(script.open, name="test-writer")
    yield made
    script.gate.set()
    made.close()


def hold(script: Script, writer: Writer) -> None:
    """Makes the thread wait inside a first batch, so that later entries pile up."""
    script.gate.clear()
    script.entered.clear()
    writer.submit(entry(0))
    assert script.entered.wait(10)


def test_entries_that_wait_share_a_transaction(script: Script, writer: Writer) -> None:
    """While one batch is being written the next one gathers, in order."""
    hold(script, writer)
    futures = [writer.submit(entry(number)) for number in range(1, 6)]
    script.gate.set()
    assert [future.result(10) for future in futures] == [None] * 5
    assert script.batches == [[0], [1, 2, 3, 4, 5]]


def test_a_batch_is_bounded(script: Script, writer: Writer) -> None:
    """The first of many waiting entries need not wait for all of them."""
    hold(script, writer)
    last = [writer.submit(entry(number)) for number in range(MAX_BATCH + 1)][-1]
    script.gate.set()
    last.result(10)
    assert [len(batch) for batch in script.batches] == [1, MAX_BATCH, 1]


def test_only_the_refused_entry_fails(script: Script, writer: Writer) -> None:
    """A batch with a wrong entry is written one by one, and the file stays open."""
    script.refused = {2}
    hold(script, writer)
    futures = [writer.submit(entry(number)) for number in (1, 2, 3)]
    script.gate.set()
    assert isinstance(futures[1].exception(10), EntryRefused)
    assert [futures[0].exception(10), futures[2].exception(10)] == [None, None]
    assert script.batches == [[0], [1], [3]]
    assert script.opened == 1


def test_after_a_failure_the_file_is_opened_anew(script: Script, writer: Writer) -> None:
    """A failed batch fails its own entries; the next entry gets a new chance."""
    script.errors = [LedgerError("the disk is full")]
    with pytest.raises(LedgerError, match="the disk is full"):
        writer.submit(entry(1)).result(10)
    writer.submit(entry(2)).result(10)
    assert script.batches == [[2]]
    assert (script.opened, script.closed) == (2, 1)


def test_the_death_of_the_thread_is_told_to_all_who_wait(script: Script, writer: Writer) -> None:
    """No future hangs when the thread dies, and the next entry starts another."""
    hold(script, writer)
    waiting = [writer.submit(entry(number)) for number in (1, 2)]
    script.errors = [MemoryError("out of memory")]
    script.gate.set()
    for future in waiting:
        with pytest.raises(LedgerError, match=r"writer stopped \(MemoryError: out of memory\)"):
            future.result(10)
    writer.submit(entry(3)).result(10)
    assert script.batches == [[3]]


def test_a_thread_that_cannot_start_is_an_error(
    script: Script, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no thread can be started, the entry fails at once."""

    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        future = writer.submit(entry(1))
    with pytest.raises(LedgerError, match="can't start new thread"):
        future.result(10)
    writer.submit(entry(2)).result(10)
    assert script.batches == [[2]]


def test_what_was_handed_over_cannot_be_taken_back(script: Script, writer: Writer) -> None:
    """A caller that goes away must not keep its outcome out of the ledger."""
    hold(script, writer)
    future = writer.submit(entry(1))
    assert not future.cancel()
    script.gate.set()
    future.result(10)
    assert script.batches == [[0], [1]]


def test_closing_writes_what_waits(script: Script, writer: Writer) -> None:
    """Nothing that was handed over is lost by closing."""
    hold(script, writer)
    futures = [writer.submit(entry(number)) for number in range(1, 4)]
    closer = threading.Thread(target=writer.close)
    closer.start()
    script.gate.set()
    closer.join(10)
    assert all(future.done() for future in futures)
    assert script.closed == 1
    writer.close()  # again does nothing
    assert script.closed == 1


def test_opening_ahead_writes_nothing(script: Script, writer: Writer) -> None:
    """The file can be opened before there is anything to write."""
    writer.submit(None).result(10)
    assert (script.opened, script.batches) == (1, [])


def test_the_file_is_closed_before_a_fork(script: Script, writer: Writer) -> None:
    """No connection crosses a fork; the parent opens a new one when it needs it."""
    writer.submit(entry(1)).result(10)
    writer.before_fork()
    assert script.closed == 1
    waiting = threading.Thread(target=lambda: writer.submit(entry(2)).result(10))
    waiting.start()
    writer.after_fork_in_parent()
    waiting.join(10)
    assert script.batches == [[1], [2]]
    assert script.opened == 2


def test_a_forked_child_waits_for_nothing_of_its_parent(
    script: Script, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the parent has still to write is its own: in the child those futures fail."""
    with monkeypatch.context() as patch:  # the parent's thread, which a child does not have
        patch.setattr(threading.Thread, "start", lambda thread: None)
        inherited = writer.submit(entry(1))
    writer.before_fork()
    writer.after_fork_in_child()
    with pytest.raises(LedgerError, match="its parent records this entry"):
        inherited.result(10)
    writer.submit(entry(2)).result(10)
    assert script.batches == [[2]]
