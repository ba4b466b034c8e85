"""Composition: the one place where the parts of a `Conduit` are put together."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from conduit_nb.cache.memory import MemoryCache
from conduit_nb.config.settings import Settings, current_settings
from conduit_nb.ledger import open_ledger
from conduit_nb.router.registry import EngineOptions, Registry
from conduit_nb.session.pipeline import Clock, Pipeline
from conduit_nb.session.portal import Portal
from conduit_nb.session.workers import Workers

if TYPE_CHECKING:
    from conduit_nb.ledger.book import Ledger

__all__ = ["House", "build"]

SYSTEM_CLOCK = Clock(monotonic=time.perf_counter, now=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The parts of one `Conduit`, put together."""

    settings: Settings
    registry: Registry
    ledger: Ledger
    pipeline: Pipeline
    portal: Portal
    workers: Workers

    def close(self) -> None:
        """Stops the loop and the workers; the ledger is shared and closes with the process."""
        self.portal.close()
        self.workers.close()


def build(settings: Settings | None = None, registry: Registry | None = None) -> House:
    """Returns the parts, from what was configured; nothing heavy is loaded yet."""
    settings = settings or current_settings()
    registry = registry or Registry(
        EngineOptions(
            models_dir=settings.home / "models",
            weights=settings.weights,
            download=settings.allow_download,
        )
    )
    ledger = open_ledger(settings)
    workers = Workers()
    pipeline = Pipeline(
        registry=registry,
        ledger=ledger,
        cache=MemoryCache(),
        workers=workers,
        clock=SYSTEM_CLOCK,
        local_only=settings.local_only,
        offline=settings.offline,
    )
    return House(
        settings=settings,
        registry=registry,
        ledger=ledger,
        pipeline=pipeline,
        portal=Portal(),
        workers=workers,
    )
