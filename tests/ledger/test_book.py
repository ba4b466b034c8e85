"""The ledger in real processes: killed, forked, four at once, without rights, without room."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conduit_nb.config.settings import Settings
from conduit_nb.core.errors import LedgerError, UserError
from conduit_nb.ledger import frame, open_ledger, summary
from conduit_nb.ledger.book import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import Popen

    from tests.ledger.conftest import MakeIntent, MakeOutcome, StartChild

KILLS = 100


def recorded(home: Path) -> set[tuple[str, str]]:
    """Every entry that is in the file, as (kind, call_id), once its soundness is checked."""
    with closing(sqlite3.connect(home / "ledger.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("SELECT COALESCE(SUM(calls), 0) FROM rollup").fetchone() == (
            raw.execute("SELECT COUNT(*) FROM entries WHERE kind = 'outcome'").fetchone()
        )
        return set(raw.execute("SELECT kind, call_id FROM entries"))


def acknowledged(lines: list[str]) -> set[tuple[str, str]]:
    """Every entry that a child has printed as durable."""
    words = [line.split() for line in lines]
    return {(w[0], w[1]) for w in words if w[0] in {"intent", "outcome"}}


@pytest.mark.integration
def test_kill_9_loses_no_acknowledged_entry(tmp_path: Path, start_child: StartChild) -> None:
    """Killed at 100 random points of a run of calls, a process leaves everything it was promised.

    The first rounds also kill it while the file is being made and opened.
    """
    nursery = start_child("killed", tmp_path)
    chance = random.Random(20260301)  # noqa: S311 - where it dies is no secret
    heard = set[tuple[str, str]]()
    for _ in range(KILLS):
        heard |= acknowledged(
            _killed_once(nursery, after_lines=chance.randrange(30), chance=chance)
        )
    assert len(heard) > KILLS
    assert heard - recorded(tmp_path) == set()


def _killed_once(nursery: Popen[str], *, after_lines: int, chance: random.Random) -> list[str]:
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("go\n")
    nursery.stdin.flush()
    pid = int(nursery.stdout.readline().split()[1])
    lines = [nursery.stdout.readline() for _ in range(after_lines)]
    for _ in range(chance.randrange(20_000)):
        pass  # up to a millisecond, so that it dies at any point of a call
    os.kill(pid, signal.SIGKILL)
    while (line := nursery.stdout.readline()) != "end\n":
        assert line, "the process that starts the others has ended"
        lines.append(line)
    return lines


@pytest.mark.integration
def test_four_processes_share_a_new_ledger(tmp_path: Path, start_child: StartChild) -> None:
    """Four processes make one ledger at once and record 500 calls each: none is lost or refused."""
    children = [start_child("run", tmp_path, 500) for _ in range(4)]
    heard = set[tuple[str, str]]()
    for child in children:
        lines, _ = child.communicate(timeout=120)
        assert child.returncode == 0
        heard |= acknowledged(lines.splitlines())
    assert len(heard) == 4 * 500 * 2
    assert recorded(tmp_path) == heard


@pytest.mark.integration
def test_both_sides_of_a_fork_record(tmp_path: Path, start_child: StartChild) -> None:
    """After a fork parent and child go on with the same object, each as a writer of its own."""
    lines, _ = start_child("forked", tmp_path).communicate(timeout=60)
    heard = acknowledged(lines.splitlines())
    assert "child 0" in lines
    assert len(heard) == (10 + 50 + 50) * 2
    assert recorded(tmp_path) == heard
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as raw:
        processes = raw.execute(
            "SELECT DISTINCT substr(writer, 1, instr(writer, '-')) FROM entries"
        ).fetchall()
    assert len(processes) == 2


@pytest.mark.integration
def test_what_was_handed_over_is_written_at_exit(tmp_path: Path, start_child: StartChild) -> None:
    """A process that ends at once still writes all that it had handed over."""
    child = start_child("leave", tmp_path)
    child.communicate(timeout=60)
    assert child.returncode == 0
    assert len(recorded(tmp_path)) == 400


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter, and only its owner can write to."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.integration
def test_a_home_that_cannot_be_written_to_is_refused(
    open_folder: Path, start_child: StartChild
) -> None:
    """Without the right to write, the call is refused in one line, and nothing is made."""
    open_folder.chmod(0o555)
    lines, _ = start_child("powerless", open_folder / "home").communicate(timeout=60)
    assert lines.startswith("LedgerError CONDUIT_HOME ")
    assert "cannot be written to" in lines
    assert "set CONDUIT_HOME" in lines
    assert not (open_folder / "home").exists()


@pytest.mark.integration
def test_a_ledger_that_cannot_be_written_to_is_refused(
    open_folder: Path, start_child: StartChild, make_intent: MakeIntent
) -> None:
    """A ledger of somebody else, open for reading only, is an error and stays as it is."""
    ledger = Ledger(open_folder)
    ledger.reserve(make_intent()).result()
    ledger.close()
    ledger.path.chmod(0o444)
    open_folder.chmod(0o555)
    before = ledger.path.read_bytes()
    lines, _ = start_child("powerless", open_folder).communicate(timeout=60)
    assert lines.startswith("LedgerError The ledger ")
    assert "set CONDUIT_HOME" in lines
    assert ledger.path.read_bytes() == before


@pytest.mark.integration
def test_a_ledger_that_can_only_be_read_is_read(
    open_folder: Path, start_child: StartChild, make_intent: MakeIntent, make_outcome: MakeOutcome
) -> None:
    """Where not even the log's index can be made, totals are read from the file as it lies."""
    ledger = Ledger(open_folder)
    ledger.reserve(make_intent())
    ledger.settle(make_outcome()).result()
    ledger.close()
    ledger.path.chmod(0o444)
    open_folder.chmod(0o555)
    lines, _ = start_child("peek", open_folder).communicate(timeout=60)
    assert lines == "calls 1\n"
    assert [path.name for path in open_folder.iterdir()] == ["ledger.db"]


@pytest.mark.integration
def test_a_disk_without_room_refuses_and_recovers(tmp_path: Path, start_child: StartChild) -> None:
    """When the file cannot grow, the call is refused; once it can, the same ledger goes on."""
    lines, _ = start_child("limited", tmp_path).communicate(timeout=60)
    said = lines.splitlines()
    refused = [line for line in said if line.startswith("LedgerError")]
    assert len(refused) == 1
    assert "disk" in refused[0]
    assert "Free some space" in refused[0]
    assert acknowledged(said[-2:]) <= recorded(tmp_path)
    assert acknowledged(said) - recorded(tmp_path) == set()


def test_a_full_database_says_that_the_disk_is_full(
    ledger: Ledger, make_intent: MakeIntent
) -> None:
    """SQLite's own "full" is told as a full disk, and what was recorded stays readable."""
    ledger.ready().result()
    store = ledger._writer._sink
    store._raw.execute("PRAGMA max_page_count = 1")  # type: ignore[union-attr]
    futures = [ledger.reserve(make_intent(number)) for number in range(2_000)]
    first = next(error for future in futures if (error := future.exception()) is not None)
    assert isinstance(first, LedgerError)
    assert "the disk is full" in str(first)
    ledger.reserve(make_intent(5_000)).result()  # opened anew, without the limit
    assert (f"{5_000:032x}",) in [(call,) for _, call in recorded(ledger.path.parent)]


def test_a_home_that_is_a_file_is_refused(tmp_path: Path, make_intent: MakeIntent) -> None:
    """CONDUIT_HOME must be a folder; the file that is there stays."""
    home = tmp_path / "home"
    home.write_text("my thesis")
    for place in (home, home / "deeper"):
        with pytest.raises(LedgerError, match="is not a folder"):
            Ledger(place).reserve(make_intent()).result()
    assert home.read_text() == "my thesis"


def test_a_ledger_that_is_a_folder_is_refused(tmp_path: Path, make_intent: MakeIntent) -> None:
    """A folder called ledger.db cannot be a ledger."""
    (tmp_path / "ledger.db").mkdir()
    with pytest.raises(LedgerError):
        Ledger(tmp_path).reserve(make_intent()).result()


def test_many_threads_record_at_once(
    ledger: Ledger, make_intent: MakeIntent, make_outcome: MakeOutcome
) -> None:
    """Calls from many threads are all recorded, each outcome after its intent."""

    def call(number: int) -> None:
        ledger.reserve(make_intent(number)).result()
        ledger.settle(make_outcome(number)).result()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(call, range(400)))
    assert len(recorded(ledger.path.parent)) == 800


def test_an_outcome_may_follow_its_intent_without_waiting(
    ledger: Ledger, make_intent: MakeIntent, make_outcome: MakeOutcome
) -> None:
    """Entries are written in the order in which they were handed over."""
    ledger.reserve(make_intent())
    ledger.settle(make_outcome()).result()
    assert len(recorded(ledger.path.parent)) == 2


def test_one_wrong_entry_does_not_fail_the_others(
    ledger: Ledger, make_intent: MakeIntent, make_outcome: MakeOutcome
) -> None:
    """Of entries that wait together, only the wrong one is refused."""
    ledger.ready().result()
    with ledger._writer._sinking:  # they pile up and are taken together
        futures = [ledger.reserve(make_intent(number)) for number in range(5)]
        wrong = ledger.settle(make_outcome(77))
        futures.append(ledger.settle(make_outcome(1)))
    assert [future.exception() for future in futures] == [None] * 6
    with pytest.raises(LedgerError, match="has no intent"):
        wrong.result()


def test_nothing_is_made_before_the_first_entry(tmp_path: Path) -> None:
    """A ledger that is only looked at makes no file and no folder."""
    settings = Settings(home=tmp_path / "home", project=tmp_path)
    assert not open_ledger(settings).describe().exists
    assert summary(settings=settings) == []
    assert frame(settings=settings).empty
    assert not (tmp_path / "home").exists()


def test_a_process_has_one_ledger_a_home(tmp_path: Path) -> None:
    """Whoever asks for the ledger of a home gets the same one, however the path is written."""
    (tmp_path / "home").mkdir()
    plain = Settings(home=tmp_path / "home", project=tmp_path)
    other = Settings(home=tmp_path / "home" / ".." / "home", project=tmp_path)
    assert open_ledger(plain) is open_ledger(other)


def test_a_closed_ledger_opens_again(ledger: Ledger, make_intent: MakeIntent) -> None:
    """Closing writes and lets go; a later entry is recorded all the same."""
    ledger.reserve(make_intent(1))
    ledger.close()
    assert not ledger.path.with_name("ledger.db-wal").exists()
    ledger.reserve(make_intent(2)).result()
    assert len(recorded(ledger.path.parent)) == 2


def test_a_time_without_a_zone_is_refused(ledger: Ledger, make_intent: MakeIntent) -> None:
    """The ledger keeps UTC; a time that could mean anything is not recorded."""
    intent = make_intent()
    with pytest.raises(UserError, match="without a time zone"):
        ledger.reserve(make_intent(at=intent.at.replace(tzinfo=None)))
