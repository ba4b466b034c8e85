"""``%speak`` and ``%%speak``: text in, speech out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conduit_nb.notebook.magics._arguments import Arguments, evaluator
from conduit_nb.notebook.magics._options import Grammar, Option
from conduit_nb.notebook.magics._shared import COMMON, dollars, model_of, namespace
from conduit_nb.notebook.magics._template import template
from conduit_nb.notebook.progress import Meter
from conduit_nb.notebook.stops import stoppable
from conduit_nb.notebook.values import Estimates, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conduit_nb.core.speech import Speech
    from conduit_nb.notebook.magics._options import Parsed
    from conduit_nb.notebook.surface import Surface

__all__ = ["GRAMMAR", "make"]

# About half a minute of speech: what is shorter is done before a person would look at a bar.
METER_FROM_CHARACTERS = 500

GRAMMAR = Grammar(
    magic="%speak",
    summary="Returns text spoken.",
    usage=(
        "%speak [MODEL] [options] TEXT",
        "%%speak [MODEL] [options]   (then the text)",
    ),
    options=(
        *COMMON[:2],
        Option(names=("--voice",), value="VOICE", help="which voice; see %conduit voices"),
        Option(names=("--speed",), value="RATE", help="rate of speech, 0.25 to 4; 1 is usual"),
        *COMMON[2:],
    ),
    notes=(
        "In a line, options come before the text, or after a text in quotes; -- begins a text",
        "that looks like an option. An {expression} is evaluated once; {{ and }} are braces.",
    ),
)


def make(surface: Surface) -> Callable[..., object]:
    """Returns the magic, bound to its shell."""

    def speak(
        line: str, cell: str | None = None, local_ns: Mapping[str, Any] | None = None
    ) -> object:
        parsed = _parsed(surface, line, cell)
        if "help" in parsed.switches:
            return Text(GRAMMAR.help())
        evaluate = evaluator(namespace(surface, local_ns))
        arguments = Arguments(GRAMMAR, parsed, evaluate)
        out = arguments.out()
        model = model_of(surface, GRAMMAR, parsed, arguments.text("model"))
        if parsed.words:
            GRAMMAR.fail("There is text on the line of %%speak.", "Put the text below the line.")
        text = parsed.text.fill(evaluate) if parsed.text is not None else ""
        if not text.strip():
            GRAMMAR.fail("There is no text to speak.")
        if arguments.on("dry-run"):
            return _estimate(surface, text, arguments, model)
        speech = _call(surface, text, arguments, model)
        surface.bind(out, speech)
        return speech

    speak.__doc__ = GRAMMAR.help()
    return speak


def _parsed(surface: Surface, line: str, cell: str | None) -> Parsed:
    if cell is None:
        return GRAMMAR.parse_text(line, surface.is_model)
    return GRAMMAR.parse(line).with_text(template(cell.strip("\n")))


def _call(surface: Surface, text: str, arguments: Arguments, model: str | None) -> Speech:
    options = arguments.pairs()
    speed = arguments.number("speed")
    limit = dollars(arguments)
    meter = None
    if len(text) >= METER_FROM_CHARACTERS:
        place = surface.place(surface.shell)
        meter = Meter(place, surface.clock, total=len(text), unit="characters")
        meter.begin("Speaking")
    try:
        with stoppable("The call is in the ledger as cancelled."):
            return surface.session.speak(
                text,
                model=model,
                voice=arguments.text("voice"),
                language=arguments.text("language"),
                speed=1.0 if speed is None else speed,
                options=options,
                max_cost=limit,
                use_cache=not arguments.on("no-cache"),
                origin=surface.origin(arguments.text("label")),
                on_progress=None if meter is None else meter.report,
            )
    finally:
        if meter is not None:
            meter.close()


def _estimate(surface: Surface, text: str, arguments: Arguments, model: str | None) -> Estimates:
    speed = arguments.number("speed")
    estimate = surface.session.estimate(
        text,
        operation="speak",
        model=model,
        voice=arguments.text("voice"),
        language=arguments.text("language"),
        speed=1.0 if speed is None else speed,
        options=arguments.pairs(),
    )
    return Estimates([estimate])
