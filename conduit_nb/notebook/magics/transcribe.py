"""``%transcribe`` and ``%%transcribe``: recordings in, transcripts out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conduit_nb.core.checks import check_choice
from conduit_nb.core.formats import NAMES
from conduit_nb.notebook.magics._arguments import Arguments, evaluator
from conduit_nb.notebook.magics._inputs import lines_of, sources
from conduit_nb.notebook.magics._options import Grammar, Option
from conduit_nb.notebook.magics._recordings import Recording, Wishes, estimate_all, run_all
from conduit_nb.notebook.magics._shared import COMMON, dollars, model_of, namespace
from conduit_nb.notebook.values import Text, Texts, Transcripts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conduit_nb.core.transcript import Transcript
    from conduit_nb.notebook.surface import Surface

__all__ = ["GRAMMAR", "make"]

GRAMMAR = Grammar(
    magic="%transcribe",
    summary="Returns what is said in recordings.",
    usage=(
        "%transcribe [MODEL] [options] PATH, PATTERN or {expression} ...",
        "%%transcribe [MODEL] [options]   (then a path, pattern or {expression} a line)",
    ),
    options=(
        *COMMON[:2],
        Option(names=("-f", "--format"), value="FORMAT", help=f"give text: {', '.join(NAMES)}"),
        COMMON[2],
        Option(names=("--task",), value="TASK", help="transcribe, or translate (into English)"),
        Option(names=("--words",), help="also tell when each word was said"),
        Option(names=("--diarize",), help="also tell who spoke"),
        Option(names=("--speakers",), value="N", help="how many people speak"),
        Option(names=("--prompt",), value="TEXT", help="a text that primes the recognition"),
        Option(names=("--keyterm",), value="TERM", help="a term to listen for", repeatable=True),
        Option(names=("--stream",), help="show the text as it comes"),
        *COMMON[3:],
    ),
    notes=(
        "An {expression} is evaluated once: a path, an AudioClip, bytes or (samples, rate).",
        "Several recordings give a list; one that fails is told and the rest is returned.",
    ),
)


def make(surface: Surface) -> Callable[..., object]:
    """Returns the magic, bound to its shell."""

    def transcribe(
        line: str, cell: str | None = None, local_ns: Mapping[str, Any] | None = None
    ) -> object:
        parsed = GRAMMAR.parse(line)
        if "help" in parsed.switches:
            return Text(GRAMMAR.help())
        evaluate = evaluator(namespace(surface, local_ns))
        arguments = Arguments(GRAMMAR, parsed, evaluate)
        out = arguments.out()
        model = model_of(surface, GRAMMAR, parsed, arguments.text("model"))
        wishes = _wishes(surface, arguments, model)
        given = [*parsed.words, *(lines_of(cell) if cell is not None else ())]
        if not given:
            GRAMMAR.fail("There is nothing to transcribe.")
        found = sources(given, evaluate)
        if arguments.on("dry-run"):
            return estimate_all(surface, found, wishes)

        several = len(found) > 1 or found[0].listed

        def bound(done: list[Recording]) -> object:
            result = _result(done, several=several, form=arguments.text("format"))
            surface.bind(out, result)
            return result

        return bound(run_all(surface, found, wishes, bound))

    transcribe.__doc__ = GRAMMAR.help()
    return transcribe


def _wishes(surface: Surface, arguments: Arguments, model: str | None) -> Wishes:
    task = arguments.text("task") or "transcribe"
    check_choice("--task", task, ("transcribe", "translate"))
    form = arguments.text("format")
    if form is not None:
        check_choice("--format", form, NAMES)
    return Wishes(
        model=model,
        language=arguments.text("language"),
        task=task,
        words=arguments.on("words"),
        diarize=arguments.on("diarize"),
        speakers=arguments.integer("speakers"),
        prompt=arguments.text("prompt"),
        keyterms=arguments.texts("keyterm"),
        options=arguments.pairs(),
        max_cost=dollars(arguments),
        use_cache=not arguments.on("no-cache"),
        stream=arguments.on("stream"),
        origin=surface.origin(arguments.text("label")),
    )


def _result(done: list[Recording], *, several: bool, form: str | None) -> object:
    if not several:
        return _formed(done[0].transcript, form)
    if form is None:
        return Transcripts(recording.transcript for recording in done)
    return Texts({each.name: each.transcript.to_format(form) for each in done})


def _formed(transcript: Transcript, form: str | None) -> object:
    return transcript if form is None else Text(transcript.to_format(form))
