"""The one call path: what is recorded, when, and what is never done unrecorded."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.calls import Origin, Status
from conduit_nb.core.errors import (
    BudgetExceeded,
    EngineError,
    LedgerError,
    PermissionDenied,
    UserError,
)
from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
from conduit_nb.core.usage import CostBasis
from conduit_nb.session.jobs import SpeakJob, TranscribeJob
from conduit_nb.session.pipeline import CallOptions, Pipeline
from conduit_nb.testing.calls import (
    FakeClock,
    MemoryRecorder,
    ScriptedRecogniser,
    ScriptedVoice,
)

if TYPE_CHECKING:
    from conduit_nb.core.protocols import Progress

MakePipeline = Callable[..., Pipeline]
PLAIN = CallOptions()


def recording(seconds: float = 2.0, **fields: Any) -> TranscribeJob:
    """Returns the job of transcribing so many seconds of silence."""
    clip = AudioClip.from_samples([0.0] * round(seconds * 16_000), 16_000, name="silence")
    return TranscribeJob(TranscribeRequest(audio=clip, **fields))


def text(words: str = "one two three", **fields: Any) -> SpeakJob:
    """Returns the job of speaking `words`."""
    return SpeakJob(SpeakRequest(text=words, **fields))


def run(pipeline: Pipeline, job: Any, options: CallOptions = PLAIN) -> Any:
    """Runs one call to its end."""
    return asyncio.run(pipeline.run(job, options))


def test_a_call_is_recorded_before_and_after(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """One call, one intent, one outcome, the same id."""
    result = run(make_pipeline(ScriptedRecogniser()), recording())
    assert [i.call_id for i in recorder.intents] == [o.call_id for o in recorder.outcomes]
    assert result.call.id == recorder.intents[0].call_id
    assert recorder.outcomes[0].status is Status.OK


def test_the_intent_is_there_before_the_engine_runs(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """What could cost something is durable before it is begun."""
    seen: list[int] = []
    engine = ScriptedRecogniser(before_item=lambda: seen.append(len(recorder.intents)))
    run(make_pipeline(engine), recording())
    assert seen == [1]


def test_nothing_runs_that_cannot_be_recorded(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """A ledger that refuses the intent stops the call."""
    recorder.fail_reserve = LedgerError("the disk is full.")
    engine = ScriptedRecogniser()
    with pytest.raises(LedgerError):
        run(make_pipeline(engine), recording())
    assert engine.runs == 0


def test_no_result_is_shown_that_was_not_recorded(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """A ledger that refuses the outcome keeps the result back."""
    recorder.fail_settle = LedgerError("the disk is full.")
    with pytest.raises(LedgerError):
        run(make_pipeline(ScriptedRecogniser()), recording())


def test_a_local_call_costs_nothing_and_says_why(make_pipeline: MakePipeline) -> None:
    """Local calls cost 0 with the basis local."""
    result = run(make_pipeline(ScriptedRecogniser()), recording())
    assert (result.cost.usd, result.cost.basis) == (Decimal(0), CostBasis.LOCAL)


def test_usage_is_what_was_decoded(make_pipeline: MakePipeline) -> None:
    """Seconds are measured on the audio."""
    assert run(make_pipeline(ScriptedRecogniser()), recording(2.5)).usage.audio_seconds == 2.5


def test_latency_and_first_result_are_timed(make_pipeline: MakePipeline, clock: FakeClock) -> None:
    """The first partial and the end are measured from the start of the attempt."""
    engine = ScriptedRecogniser(["a", "b"], before_item=lambda: clock.advance(1.0))
    call = run(make_pipeline(engine), recording()).call
    assert (call.first_result, call.latency) == (1.0, 2.0)


def test_the_origin_is_kept(make_pipeline: MakePipeline, recorder: MemoryRecorder) -> None:
    """The ledger knows which cell of which notebook it was."""
    origin = Origin(notebook="a.ipynb", cell=3, surface="magic")
    run(make_pipeline(ScriptedRecogniser()), recording(), CallOptions(origin=origin))
    assert recorder.intents[0].origin == origin


def test_progress_is_reported(make_pipeline: MakePipeline) -> None:
    """Each segment moves the bar."""
    seen: list[Progress] = []
    options = CallOptions(on_progress=seen.append)
    run(make_pipeline(ScriptedRecogniser(["a", "b"])), recording(), options)
    assert [(p.done, p.total, p.unit) for p in seen] == [(1.0, 2.0, "s"), (2.0, 2.0, "s")]


def test_a_second_identical_call_is_answered_from_memory(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """The engine runs once; the hit is recorded too, at cost 0."""
    engine = ScriptedRecogniser(["same"])
    pipeline = make_pipeline(engine)
    first, second = run(pipeline, recording()), run(pipeline, recording())
    assert (first.text, engine.runs) == (second.text, 1)
    assert second.cost.basis is CostBasis.CACHED
    assert len(recorder.outcomes) == 2


def test_the_cache_can_be_passed_over(make_pipeline: MakePipeline) -> None:
    """--no-cache runs the engine again."""
    engine = ScriptedRecogniser()
    pipeline = make_pipeline(engine)
    for _ in range(2):
        run(pipeline, recording(), CallOptions(use_cache=False))
    assert engine.runs == 2


@pytest.mark.parametrize("fields", [{"language": "en"}, {"task": "translate"}])
def test_what_changes_the_answer_changes_the_key(
    make_pipeline: MakePipeline, fields: dict[str, Any]
) -> None:
    """A call that asks something else is not answered with the old answer."""
    engine = ScriptedRecogniser(operations=frozenset({"transcribe", "translate"}))
    pipeline = make_pipeline(engine)
    run(pipeline, recording())
    run(pipeline, recording(**fields))
    assert engine.runs == 2


def test_an_engine_that_fails_gives_way_to_the_next(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """With auto, a model that cannot be loaded costs one failed attempt, not the call."""
    broken = ScriptedRecogniser(model="local/broken", failure=EngineError("no weights."))
    result = run(make_pipeline(broken, ScriptedRecogniser(["fine"])), recording())
    assert result.text == "fine"
    assert [(o.attempt, o.status) for o in recorder.outcomes] == [
        (0, Status.FAILED),
        (1, Status.OK),
    ]


def test_the_last_route_raises_what_it_failed_with(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """There is nothing left to try, so the caller is told."""
    broken = ScriptedRecogniser(failure=EngineError("the model is damaged."))
    with pytest.raises(EngineError, match="damaged"):
        run(make_pipeline(broken), recording())
    assert recorder.outcomes[0].error == "EngineError: the model is damaged."


def test_a_callers_mistake_is_never_tried_elsewhere(make_pipeline: MakePipeline) -> None:
    """Another route would refuse it too."""
    first = ScriptedRecogniser(model="local/first", failure=UserError("bad."))
    second = ScriptedRecogniser(model="local/second")
    with pytest.raises(UserError):
        run(make_pipeline(first, second), recording())
    assert second.runs == 0


def test_an_unforeseen_failure_leaves_no_open_entry(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """A fault of ours is recorded as a failure, without its text: it could hold anything."""
    with pytest.raises(ZeroDivisionError):
        run(make_pipeline(ScriptedRecogniser(failure=ZeroDivisionError("x"))), recording())
    assert recorder.outcomes[0].error == "ZeroDivisionError"


def test_what_is_refused_leaves_no_trace(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """A voice that does not exist costs nothing, not even a row."""
    with pytest.raises(UserError, match="no such voice"):
        run(make_pipeline(ScriptedVoice(refuse=UserError("no such voice."))), text())
    assert recorder.intents == []


def test_offline_refuses_a_hosted_model(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """With CONDUIT_OFFLINE nothing leaves the machine, named or not."""
    hosted = ScriptedRecogniser(model="far/m", local=False)
    with pytest.raises(PermissionDenied):
        run(make_pipeline(hosted, offline=True), recording(), CallOptions(model="far/m"))
    assert (hosted.runs, recorder.intents) == (0, [])


def test_a_limit_refuses_what_has_no_price(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """Under a limit, an unknown price is refused before anything is recorded."""
    hosted = ScriptedRecogniser(model="far/m", local=False)
    options = CallOptions(model="far/m", max_cost_usd=Decimal(1))
    with pytest.raises(BudgetExceeded):
        run(make_pipeline(hosted), recording(), options)
    assert recorder.intents == []


def test_speech_is_put_together_from_its_pieces(make_pipeline: MakePipeline) -> None:
    """Every piece that the engine made is in the clip, in order."""
    speech = run(make_pipeline(ScriptedVoice()), text("one two three"))
    assert speech.duration == pytest.approx(0.11)
    assert speech.voice == "scripted"
    assert speech.usage.characters == 13


def test_cancelling_stops_the_engine_and_settles(
    make_pipeline: MakePipeline, recorder: MemoryRecorder
) -> None:
    """A cancelled call ends at the next item and is recorded with what was used."""
    reached, go_on = threading.Event(), threading.Event()

    def hold(_: Progress) -> None:
        reached.set()
        go_on.wait(5)

    engine = ScriptedRecogniser(["a", "b", "c"])
    pipeline = make_pipeline(engine)

    async def cancel() -> None:
        task = asyncio.create_task(pipeline.run(recording(3.0), CallOptions(on_progress=hold)))
        await asyncio.to_thread(reached.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    go_on.set()
    pipeline.workers.close()
    assert recorder.outcomes[0].status is Status.CANCELLED
    assert recorder.outcomes[0].usage.audio_seconds == 1.0
    assert engine.closed == 1
