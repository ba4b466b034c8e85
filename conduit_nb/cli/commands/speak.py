"""``conduit-nb speak TEXT -o FILE``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from conduit_nb.cli.arguments import add_call_flags, call_options, estimate_options
from conduit_nb.cli.output import add_json, note, print_json, show_estimate
from conduit_nb.cli.progress import progress_bar
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    import argparse

HELP = "turn text into speech"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the flags."""
    parser.add_argument("text", help="what to say; - reads it from standard input")
    parser.add_argument("-o", "--out", type=Path, help="the audio file to write")
    parser.add_argument("--voice", help="a voice's id, or the path of a Piper voice")
    parser.add_argument("--speed", type=float, default=1.0, help="0.25 to 4; default 1")
    add_call_flags(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Speaks the text into the file."""
    from conduit_nb.audio.files import check_target, write_audio
    from conduit_nb.session import sync

    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    if not text.strip():
        raise UserError("the text is empty; give at least one word to say.")
    asked = {"voice": arguments.voice, "speed": arguments.speed}
    if arguments.dry_run:
        estimate = sync.estimate(text, operation="speak", **estimate_options(arguments), **asked)
        show_estimate(estimate, as_json=arguments.json)
        return 0
    if arguments.out is None:
        raise UserError("speak needs -o FILE.", hint="For instance -o speech.wav.")
    check_target(arguments.out)
    with progress_bar("speaking") as report:
        speech = sync.speak(text, **call_options(arguments), **asked, on_progress=report)
    write_audio(speech.audio, arguments.out)
    for warning in speech.warnings:
        note(f"note: {warning}")
    call = speech.call
    if arguments.json and call is not None:
        print_json(
            {
                "file": str(arguments.out),
                "seconds": round(speech.duration, 3),
                "voice": speech.voice,
                "model": call.model,
                "characters": call.usage.characters,
                "cost_usd": call.cost.usd,
                "cost_basis": call.cost.basis,
            }
        )
    elif call is not None:
        note(f"wrote {arguments.out} ({speech.duration:.1f} s)")
        note(call.summary())
    return 0
