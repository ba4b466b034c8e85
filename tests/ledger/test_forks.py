"""Whoever holds a connection is told of a fork, in order, on both sides."""

from __future__ import annotations

import gc
import threading

from conduit_nb.ledger import forks


class Holder:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def before_fork(self) -> None:
        """Notes it."""
        self.told.append("before")

    def after_fork_in_parent(self) -> None:
        """Notes it."""
        self.told.append("parent")

    def after_fork_in_child(self) -> None:
        """Notes it."""
        self.told.append("child")


def test_both_sides_are_told() -> None:
    """Each holder is stopped once, and goes on once, as parent or as child."""
    holder = Holder()
    forks.watch(holder)
    forks._before()
    forks._after_in_parent()
    forks._before()
    forks._after_in_child()
    assert holder.told == ["before", "parent", "before", "child"]


def test_a_fork_waits_for_whoever_reads() -> None:
    """A read-only connection does not cross a fork either: the fork waits until it is closed."""
    reached = threading.Event()

    def fork() -> None:
        forks._before()
        reached.set()
        forks._after_in_parent()

    forking = threading.Thread(target=fork)
    with forks.READING:
        forking.start()
        assert not reached.wait(0.05)
    assert reached.wait(10)
    forking.join()


def test_what_is_gone_is_not_told() -> None:
    """Being watched keeps nothing alive."""
    before = len(forks._watched)
    forks.watch(Holder())
    gc.collect()
    assert len(forks._watched) <= before
