"""The one call path. Magics, the command line, batches and plain Python all come through `run`.

request -> privacy -> plan -> for the routes in order:
cache -> reserve (the worst case, durable) -> attempt -> settle (durable) -> result
"""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from conduit_nb.cache.results import cache_key
from conduit_nb.core.calls import Call, CallIntent, CallOutcome, Origin, Status
from conduit_nb.core.errors import ConduitError, EngineError
from conduit_nb.core.speech import Speech
from conduit_nb.core.transcript import Transcript
from conduit_nb.core.usage import Cost, Usage
from conduit_nb.ledger.budgets import check_max_cost
from conduit_nb.pricing.worst_case import cost_of, worst_case_usd
from conduit_nb.privacy.guard import check as check_privacy
from conduit_nb.router.plan import AUTO_NAMES, Facts, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from conduit_nb.cache.results import ResultCache
    from conduit_nb.core.protocols import CallRecorder, ProgressReporter
    from conduit_nb.core.route import Candidate, Plan
    from conduit_nb.router.registry import Registry
    from conduit_nb.session.jobs import Job, Result
    from conduit_nb.session.workers import Workers

__all__ = ["CallOptions", "Clock", "Pipeline"]

R = TypeVar("R", Transcript, Speech)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOptions:
    """How a call is to be made, apart from what is asked.

    Attributes:
        model: ``auto``, ``auto:local`` or a model's name.
        max_cost_usd: The most it may cost, or None for no limit.
        use_cache: Whether an earlier answer of this process may be given again.
        origin: Where the call comes from.
        on_progress: Called from the worker thread as the work goes on.
    """

    model: str = "auto"
    max_cost_usd: Decimal | None = None
    use_cache: bool = True
    origin: Origin = field(default_factory=Origin)
    on_progress: ProgressReporter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The two clocks a call is timed with: one that ticks evenly, one that tells the date."""

    monotonic: Callable[[], float]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Everything a call passes through, in order; see the module's docstring.

    Attributes:
        registry: The models.
        ledger: Where every call is recorded, durably, before its result is shown.
        cache: Earlier answers of this process.
        workers: The threads in which engines run.
        clock: The clocks.
        local_only: The privacy rule: nothing leaves the machine.
        offline: The same, set from outside (``CONDUIT_OFFLINE=1``).
    """

    registry: Registry
    ledger: CallRecorder
    cache: ResultCache
    workers: Workers
    clock: Clock
    local_only: bool
    offline: bool

    async def run(self, job: Job[R], options: CallOptions) -> R:
        """Makes the call and returns its result, recorded.

        Raises:
            ConduitError: With what went wrong and what to do; nothing half-done is returned.
        """
        call_plan = self.plan(job, options.model)
        call_id = uuid.uuid4().hex
        for attempt, candidate in enumerate(call_plan.routes):
            await self._allow(job, candidate, options)
            key, known = await self._recall(job, candidate, options)
            opened = _Attempt(
                pipeline=self,
                job=job,
                call_id=call_id,
                number=attempt,
                candidate=candidate,
                call_plan=call_plan,
            )
            await opened.reserve(options.origin)
            try:
                result = known or await opened.work(options.on_progress)
            except EngineError as error:
                await opened.settle_failure(error)
                if candidate is call_plan.routes[-1]:
                    raise
                continue
            except asyncio.CancelledError:
                await asyncio.shield(opened.settle_cancelled())
                raise
            except Exception as error:  # Whatever it was, the ledger must not show it as open.
                await opened.settle_failure(error)
                raise
            call = await opened.settle(result.usage, cached=known is not None)
            if key is not None and known is None:
                self.cache.put(
                    key, result, size_bytes=result.size_bytes, nano_usd=call.cost.nano_usd
                )
            return job.finish(result.value, call)
        raise AssertionError("a plan has at least one route, and the last one returns or raises")

    def plan(self, job: Job[Any], asked: str) -> Plan:
        """Returns the routes that the call would try.

        Raises:
            UserError: If the model is unknown, or nothing can serve the request.
        """
        name = asked if asked in AUTO_NAMES else self.registry.canonical(asked)
        return plan(name, job.request, self._facts(self.registry.models))

    def _facts(self, models: Sequence[str]) -> list[Facts]:
        return [
            Facts(
                capabilities=capabilities,
                missing=self.registry.missing(model),
                worst_case_usd=worst_case_usd(capabilities),
            )
            for model in models
            for capabilities in [self.registry.capabilities(model)]
        ]

    async def _allow(self, job: Job[Any], candidate: Candidate, options: CallOptions) -> None:
        check_privacy(candidate.route, local_only=self.local_only, offline=self.offline)
        check_max_cost(candidate, options.max_cost_usd)
        await asyncio.to_thread(job.check, self.registry, candidate.route.model)

    async def _recall(
        self, job: Job[R], candidate: Candidate, options: CallOptions
    ) -> tuple[str | None, Result[R] | None]:
        """Returns the call's key in the cache and what is there; None without the cache."""
        if not options.use_cache:
            return None, None
        identity = await asyncio.to_thread(job.identity)
        key = cache_key(model=candidate.route.model, **identity)
        known: Result[R] | None = self.cache.get(key)
        return key, known


class _Attempt:
    """One try at one route: its two ledger entries and what happens between them."""

    def __init__(
        self,
        *,
        pipeline: Pipeline,
        job: Job[Any],
        call_id: str,
        number: int,
        candidate: Candidate,
        call_plan: Plan,
    ) -> None:
        self._pipeline = pipeline
        self._job = job
        self._call_id = call_id
        self._number = number
        self._route = candidate.route
        self._worst_case_usd = candidate.estimate_usd
        self._plan = call_plan
        self._started = pipeline.clock.monotonic()
        self._first: float | None = None
        self._done = 0.0

    async def reserve(self, origin: Origin) -> None:
        """Records the attempt before it is made."""
        usage = self._job.measure()
        worst = self._worst_case_usd
        intent = CallIntent(
            call_id=self._call_id,
            attempt=self._number,
            at=self._pipeline.clock.now(),
            operation=self._job.request.operation,
            provider=self._route.provider,
            model=self._route.model,
            input_name=self._job.input_name,
            audio_seconds=usage.audio_seconds,
            characters=usage.characters,
            reserved_nano_usd=None if worst is None else int(worst * 1_000_000_000),
            origin=origin,
        )
        await asyncio.wrap_future(self._pipeline.ledger.reserve(intent))

    async def work(self, report: ProgressReporter | None) -> Result[Any]:
        """Runs the engine in its thread and returns what it made."""

        def on_item(item: Any) -> None:
            if self._first is None:
                self._first = self._elapsed()
            progress = self._job.progress(item)
            self._done = progress.done
            if report is not None:
                report(progress)

        pipeline, model = self._pipeline, self._route.model
        return await pipeline.workers.drive(
            model, lambda: self._job.start(pipeline.registry, model), on_item
        )

    async def settle(self, usage: Usage, *, cached: bool) -> Call:
        """Records success and returns what the result tells of its call."""
        capabilities = self._pipeline.registry.capabilities(self._route.model)
        cost = Cost.cached() if cached else cost_of(capabilities, usage)
        outcome = await self._record(Status.OK, usage, cost)
        return Call(
            id=self._call_id,
            operation=self._job.request.operation,
            provider=self._route.provider,
            model=self._route.model,
            plan=self._plan,
            usage=usage,
            cost=cost,
            latency=outcome.latency,
            first_result=outcome.first_result,
        )

    async def settle_failure(self, error: Exception) -> None:
        """Records that the attempt failed, and with what."""
        line = f"{type(error).__name__}: {error}" if isinstance(error, ConduitError) else ""
        await self._settle_unfinished(Status.FAILED, line or type(error).__name__)

    async def settle_cancelled(self) -> None:
        """Records that the caller went away, with what was used until then."""
        await self._settle_unfinished(Status.CANCELLED, "cancelled by the caller")

    async def _settle_unfinished(self, status: Status, error: str) -> None:
        speaks = self._job.request.operation == "speak"
        usage = Usage(characters=int(self._done)) if speaks else Usage(audio_seconds=self._done)
        capabilities = self._pipeline.registry.capabilities(self._route.model)
        await self._record(status, usage, cost_of(capabilities, usage), error)

    async def _record(
        self, status: Status, usage: Usage, cost: Cost, error: str | None = None
    ) -> CallOutcome:
        outcome = CallOutcome(
            call_id=self._call_id,
            attempt=self._number,
            at=self._pipeline.clock.now(),
            status=status,
            usage=usage,
            cost=cost,
            latency=self._elapsed(),
            first_result=self._first,
            error=error,
        )
        await asyncio.wrap_future(self._pipeline.ledger.settle(outcome))
        return outcome

    def _elapsed(self) -> float:
        return self._pipeline.clock.monotonic() - self._started
