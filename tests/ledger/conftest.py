"""Calls to record, and processes of their own to record them in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import conduit_nb
from conduit_nb.core.calls import CallIntent, CallOutcome, Origin, Status
from conduit_nb.core.usage import Cost, Usage
from conduit_nb.ledger.book import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
HERE = Path(__file__).parent


MakeIntent: TypeAlias = Callable[..., CallIntent]
MakeOutcome: TypeAlias = Callable[..., CallOutcome]
StartChild: TypeAlias = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def make_intent() -> MakeIntent:
    """A maker of intents: call number `number`, with any field set otherwise."""

    def make(number: int = 1, **fields: Any) -> CallIntent:
        intent = CallIntent(
            call_id=f"{number:032x}",
            attempt=0,
            at=NOON + timedelta(seconds=number),
            operation="transcribe",
            provider="local",
            model="local/moonshine-tiny",
            input_name="interview.wav",
            audio_seconds=60.0,
            characters=None,
            reserved_nano_usd=0,
            origin=Origin(project="thesis", notebook="one.ipynb", cell=3, surface="magic"),
        )
        return replace(intent, **fields)

    return make


@pytest.fixture
def make_outcome() -> MakeOutcome:
    """A maker of outcomes: call number `number`, with any field set otherwise."""

    def make(number: int = 1, **fields: Any) -> CallOutcome:
        outcome = CallOutcome(
            call_id=f"{number:032x}",
            attempt=0,
            at=NOON + timedelta(seconds=number + 2),
            status=Status.OK,
            usage=Usage(audio_seconds=60.0),
            cost=Cost.local(),
            latency=2.0,
        )
        return replace(outcome, **fields)

    return make


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of its own, closed at the end."""
    opened = Ledger(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def start_child() -> Iterator[StartChild]:
    """Starts processes that record calls; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []
    root = str(Path(conduit_nb.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}

    def start(*arguments: str | Path) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(HERE / "appender.py"), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.communicate()
