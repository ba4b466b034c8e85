"""Records calls in a process of its own; the first argument names what to do, see the functions.

Every line is printed after the entry's future is done, that is, once the entry is acknowledged.
"""

from __future__ import annotations

import os
import resource
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import conduit_nb.ledger.migrate
import conduit_nb.ledger.store  # noqa: F401 - so that a forked child has nothing left to import
from conduit_nb.core.calls import CallIntent, CallOutcome, Origin, Status
from conduit_nb.core.errors import LedgerError
from conduit_nb.core.usage import Cost, Usage
from conduit_nb.ledger.book import Ledger
from conduit_nb.ledger.reader import read_summary

NOBODY = 65534


def say(*words: object) -> None:
    """Writes one line at once, whole even where several processes share the pipe."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def intent(call_id: str) -> CallIntent:
    """An intent that starts now."""
    return CallIntent(
        call_id=call_id,
        attempt=0,
        at=datetime.now(UTC),
        operation="transcribe",
        provider="local",
        model="local/moonshine-tiny",
        input_name="interview.wav",
        audio_seconds=1.5,
        characters=None,
        reserved_nano_usd=0,
        origin=Origin(project="thesis"),
    )


def outcome(call_id: str) -> CallOutcome:
    """An outcome that ended now."""
    return CallOutcome(
        call_id=call_id,
        attempt=0,
        at=datetime.now(UTC),
        status=Status.OK,
        usage=Usage(audio_seconds=1.5),
        cost=Cost.local(),
        latency=0.5,
    )


def record(ledger: Ledger, count: int) -> None:
    """Records `count` calls, one after the other."""
    for _ in range(count):
        call_id = uuid.uuid4().hex
        ledger.reserve(intent(call_id)).result()
        say("intent", call_id)
        ledger.settle(outcome(call_id)).result()
        say("outcome", call_id)


def run(home: str, count: str) -> None:
    """Records `count` calls."""
    record(Ledger(Path(home)), int(count))


def killed(home: str) -> None:
    """For each line read: forks a child that records calls until it is killed from outside."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            say("pid", os.getpid())
            record(Ledger(Path(home)), 1_000_000)
        os.waitpid(child, 0)
        say("end")


def forked(home: str) -> None:
    """Forks with the ledger open; both sides record 50 calls with the object they have."""
    ledger = Ledger(Path(home))
    record(ledger, 10)
    child = os.fork()
    record(ledger, 50)
    ledger.close()
    if child == 0:
        os._exit(0)
    say("child", os.waitpid(child, 0)[1])


def powerless(home: str) -> None:
    """Records a call as a user who may not write here."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        record(Ledger(Path(home)), 1)
    except LedgerError as error:
        say("LedgerError", error)


def peek(home: str) -> None:
    """Reads the totals as a user who may not write here."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    say("calls", sum(row.calls for row in read_summary(Path(home), by="provider")))


def limited(home: str) -> None:
    """Records calls until the file may not grow any more, then again once it may."""
    ledger = Ledger(Path(home))
    record(ledger, 1)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        record(ledger, 1_000)
    except LedgerError as error:
        say("LedgerError", error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    record(ledger, 1)


def leave(home: str) -> None:
    """Hands over 200 calls, waits for none of them, and ends."""
    ledger = Ledger(Path(home))
    for _ in range(200):
        call_id = uuid.uuid4().hex
        ledger.reserve(intent(call_id))
        ledger.settle(outcome(call_id))


COMMANDS = (run, killed, forked, powerless, peek, limited, leave)

if __name__ == "__main__":
    by_name = {command.__name__: command for command in COMMANDS}
    by_name[sys.argv[1]](*sys.argv[2:])
