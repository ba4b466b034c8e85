"""Keeps SQLite's connections from crossing a fork.

SQLite's locks belong to the process, and its own note of them is copied into a forked child, where
it is wrong: https://www.sqlite.org/howtocorrupt.html#_carrying_an_open_database_connection_across_a_fork_
So every connection is closed before a fork and opened anew when next needed, on both sides.
"""

from __future__ import annotations

import os
import threading
import weakref
from typing import Protocol

__all__ = ["READING", "ForkAware", "watch"]


class ForkAware(Protocol):
    """Something that holds a connection."""

    def before_fork(self) -> None:
        """Closes it and holds still."""
        ...

    def after_fork_in_parent(self) -> None:
        """Goes on."""
        ...

    def after_fork_in_child(self) -> None:
        """Starts over, without the threads of the parent."""
        ...


READING = threading.RLock()  # held while a read-only connection is open
_watched: weakref.WeakSet[ForkAware] = weakref.WeakSet()
_still: list[ForkAware] = []


def watch(holder: ForkAware) -> None:
    """Tells `holder` of every fork from now on, for as long as it lives."""
    _watched.add(holder)


def _before() -> None:
    READING.acquire()
    _still.extend(sorted(_watched, key=id))
    for holder in _still:
        holder.before_fork()


def _after_in_parent() -> None:
    for holder in _still:
        holder.after_fork_in_parent()
    _still.clear()
    READING.release()


def _after_in_child() -> None:
    for holder in _still:
        holder.after_fork_in_child()
    _still.clear()
    READING.release()


if hasattr(os, "register_at_fork"):  # not on Windows, which cannot fork
    os.register_at_fork(
        before=_before, after_in_parent=_after_in_parent, after_in_child=_after_in_child
    )
