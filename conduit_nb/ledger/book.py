"""The ledger as the rest of the package uses it: reserve before a call, settle after it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from conduit_nb.ledger.entries import intent_entry, outcome_entry
from conduit_nb.ledger.storage import FILE_NAME, storage_for
from conduit_nb.ledger.writer import Writer

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from conduit_nb.config.settings import Settings
    from conduit_nb.core.calls import CallIntent, CallOutcome
    from conduit_nb.ledger.reader import LedgerInfo
    from conduit_nb.ledger.writer import Sink

__all__ = ["Ledger", "open_ledger"]


class Ledger:
    """One ledger of one process; safe to use from any thread, and after a fork.

    Nothing is opened, imported or made before the first entry (or `ready`).

    Args:
        home: The folder that holds it.
        durability: ``process`` or ``power``: what an entry survives once its future is done.
    """

    def __init__(self, home: Path, durability: str = "process") -> None:
        self.path = home / FILE_NAME
        self.durability = durability
        self._writer = Writer(self._open, name=f"conduit-ledger {self.path}")

    def reserve(self, intent: CallIntent) -> Future[None]:
        """Records what is about to happen; the future is done when the entry is durable.

        The future raises LedgerError when it cannot be recorded: then the call is not to be made.

        Raises:
            UserError: If the intent's time has no time zone.
        """
        return self._writer.submit(intent_entry(intent))

    def settle(self, outcome: CallOutcome) -> Future[None]:
        """Records what happened; the future is done when the entry is durable.

        The future raises LedgerError when it cannot be recorded, or when the attempt has no intent
        or has an outcome already.

        Raises:
            UserError: If the outcome's time has no time zone.
        """
        return self._writer.submit(outcome_entry(outcome))

    def ready(self) -> Future[None]:
        """Opens (and makes) the file in the background, so that the first call need not wait."""
        return self._writer.submit(None)

    def describe(self) -> LedgerInfo:
        """Returns where and how the ledger is kept, for a person to read; makes nothing.

        Raises:
            LedgerError: If it is there but cannot be read.
        """
        from conduit_nb.ledger.reader import read_info

        return read_info(self.path, self.durability)

    def close(self) -> None:
        """Writes what is waiting and closes the file; a later entry opens it again."""
        self._writer.close()

    def _open(self) -> Sink:
        from conduit_nb.ledger.store import Store

        return Store(self.path, storage_for(self.path, self.durability))


_opened: dict[tuple[Path, str], Ledger] = {}
_opening = threading.Lock()


def open_ledger(settings: Settings) -> Ledger:
    """Returns this process's ledger of `settings.home`, always the same one."""
    key = (settings.home.resolve(), settings.durability)
    with _opening:
        if key not in _opened:
            _opened[key] = Ledger(*key)
        return _opened[key]
