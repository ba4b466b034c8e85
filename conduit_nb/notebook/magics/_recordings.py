"""One recording or many, one after the other: progress, failures, and what is kept on a stop."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from conduit_nb.core.errors import AuthFailed, ConduitError, LedgerError, PolicyViolation
from conduit_nb.core.html import timestamp
from conduit_nb.notebook.progress import Meter
from conduit_nb.notebook.stops import stoppable
from conduit_nb.notebook.style import STYLE
from conduit_nb.notebook.values import Estimates, total_cost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from conduit_nb.core.audio import AudioClip
    from conduit_nb.core.calls import Origin
    from conduit_nb.core.transcript import Transcript
    from conduit_nb.notebook.magics._inputs import Source
    from conduit_nb.notebook.surface import Surface

__all__ = ["Recording", "Wishes", "estimate_all", "run_all"]

# Shorter recordings are done before a person would look at a bar. The rule looks at the input
# and not at the clock, so that running a notebook again gives the same outputs.
METER_FROM_SECONDS = 30.0
NAMES_SHOWN = 5
# The next recording would fail in the same way, or must not be tried.
FATAL = (LedgerError, PolicyViolation, AuthFailed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was asked of every recording; the fields are those of `conduit_nb.transcribe`.

    Attributes:
        stream: Whether to show the text as it comes.
    """

    model: str | None = None
    language: str | None = None
    task: str = "transcribe"
    words: bool = False
    diarize: bool = False
    speakers: int | None = None
    prompt: str | None = None
    keyterms: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    max_cost: Decimal | None = None
    use_cache: bool = True
    stream: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording that was transcribed, under the name it was given by."""

    name: str
    transcript: Transcript


@dataclass(slots=True, kw_only=True)
class _Batch:
    """What became of the recordings so far."""

    done: list[Recording] = field(default_factory=list)
    failed: list[tuple[str, ConduitError]] = field(default_factory=list)
    left: int = 0


def estimate_all(surface: Surface, found: Sequence[Source], wishes: Wishes) -> Estimates:
    """Returns what the calls would use and cost; none is made.

    Raises:
        ConduitError: If a recording cannot be read, or the request cannot be served.
    """
    return Estimates(
        surface.session.estimate(
            source.clip(),
            operation=wishes.task,
            model=wishes.model,
            language=wishes.language,
            words=wishes.words,
            diarize=wishes.diarize,
            speakers=wishes.speakers,
            prompt=wishes.prompt,
            keyterms=wishes.keyterms,
            options=wishes.options,
        )
        for source in found
    )


def run_all(
    surface: Surface,
    found: Sequence[Source],
    wishes: Wishes,
    keep: Callable[[list[Recording]], object],
) -> list[Recording]:
    """Returns the recordings that could be transcribed, in order.

    One recording that fails raises. Of several, the failures are shown and the rest is returned.

    Args:
        surface: The shell and its session.
        found: The recordings.
        wishes: What is asked of each.
        keep: Told what is done when the user stops the magic.

    Raises:
        ConduitError: If nothing could be transcribed.
        Stopped: If the user stopped it.
    """
    if len(found) == 1:
        return [_only(surface, found[0], wishes)]
    batch = _Batch()
    clips = list(_opened(found, batch))
    meter = Meter(
        surface.place(surface.shell),
        surface.clock,
        total=sum(clip.duration for _, clip in clips),
        count=len(clips),
        partials=wishes.stream,
    )
    summary = None
    try:
        _each(surface, clips, wishes, batch, meter)
        if batch.done or len(_failures(batch)) > 1:
            summary = _summary(batch, meter.elapsed)
    except KeyboardInterrupt:
        keep(batch.done)
        summary = _summary(batch, meter.elapsed) if batch.done else None
        raise
    finally:
        meter.close(summary)
    if not batch.done:
        raise _all_failed(batch)
    return batch.done


def _only(surface: Surface, source: Source, wishes: Wishes) -> Recording:
    clip = source.clip()
    shown = wishes.stream or clip.duration >= METER_FROM_SECONDS
    meter = None
    if shown:
        place = surface.place(surface.shell)
        meter = Meter(place, surface.clock, total=clip.duration, partials=wishes.stream)
        meter.begin(source.name)
    try:
        with stoppable(f"{clip.name} is in the ledger as cancelled."):
            transcript = _call(surface, clip, wishes, wishes.max_cost, meter)
    finally:
        if meter is not None:
            meter.close()
    return Recording(name=source.name, transcript=transcript)


def _opened(found: Sequence[Source], batch: _Batch) -> list[tuple[str, AudioClip]]:
    clips: list[tuple[str, AudioClip]] = []
    names: set[str] = set()
    for source in found:
        name, number = source.name, 2
        while name in names:
            name, number = f"{source.name} ({number})", number + 1
        names.add(name)
        try:
            clips.append((name, source.clip()))
        except ConduitError as error:
            batch.failed.append((name, error))
    return clips


def _each(
    surface: Surface,
    clips: Sequence[tuple[str, AudioClip]],
    wishes: Wishes,
    batch: _Batch,
    meter: Meter,
) -> None:
    left = wishes.max_cost
    for number, (name, clip) in enumerate(clips, 1):
        meter.begin(name)
        stopped = f"{name}, {number} of {len(clips)}, is in the ledger as cancelled"
        try:
            with stoppable(f"{stopped}; done before it: {len(batch.done)}."):
                transcript = _call(surface, clip, wishes, left, meter)
        except ConduitError as error:
            batch.failed.append((name, error))
            if isinstance(error, FATAL):
                batch.left = len(clips) - number
                return
        else:
            batch.done.append(Recording(name=name, transcript=transcript))
            if left is not None and transcript.cost is not None:
                left = max(left - (transcript.cost.usd or Decimal(0)), Decimal(0))
        finally:
            meter.end(clip.duration)


def _call(
    surface: Surface, clip: AudioClip, wishes: Wishes, left: Decimal | None, meter: Meter | None
) -> Transcript:
    return surface.session.transcribe(
        clip,
        model=wishes.model,
        language=wishes.language,
        task=wishes.task,
        words=wishes.words,
        diarize=wishes.diarize,
        speakers=wishes.speakers,
        prompt=wishes.prompt,
        keyterms=wishes.keyterms,
        options=wishes.options,
        max_cost=left,
        use_cache=wishes.use_cache,
        origin=wishes.origin,
        on_progress=None if meter is None else meter.report,
    )


def _summary(batch: _Batch, seconds: float) -> tuple[str, str]:
    """Returns one line for all, and one a failure, as HTML and as text."""
    transcripts = [recording.transcript for recording in batch.done]
    parts = [
        f"{len(transcripts)} recordings" if len(transcripts) != 1 else "1 recording",
        f"{timestamp(sum(t.duration for t in transcripts))} of audio",
        f"took {seconds:.2f} s",
        total_cost(t.cost for t in transcripts),
    ]
    if batch.failed:
        parts.append(f"{len(batch.failed)} failed")
    if batch.left:
        parts.append(f"{batch.left} not tried")
    line, failures = " · ".join(part for part in parts if part), _failures(batch)
    items = "".join(f"<li>{escape(failure)}</li>" for failure in failures)
    told = f'<ul class="cnb-list" role="alert">{items}</ul>' if items else ""
    html = (
        f'{STYLE}<div class="cnb" role="status"><p class="cnb-quiet">{escape(line)}</p>{told}</div>'
    )
    return html, "\n".join([line, *failures])


def _failures(batch: _Batch) -> list[str]:
    """Returns a line a failure; recordings that failed in the same way share one."""
    groups: dict[str, list[str]] = {}
    for name, error in batch.failed:
        groups.setdefault(str(error), []).append(name)
    lines = []
    for message, names in groups.items():
        more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
        lines.append(f"{', '.join(names[:NAMES_SHOWN])}{more}: {message}")
    return lines


def _all_failed(batch: _Batch) -> ConduitError:
    lines = _failures(batch)
    why = lines[0] if len(lines) == 1 else "each line above tells why."
    count = len(batch.failed) + batch.left
    return ConduitError(f"None of {count} recordings could be transcribed: {why}")
