"""The flags that several commands take, spelled once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conduit_nb.cli.output import parse_options
from conduit_nb.core.calls import Origin

if TYPE_CHECKING:
    import argparse

__all__ = [
    "add_call_flags",
    "add_recognition_flags",
    "call_options",
    "estimate_options",
    "recognition_options",
]


def add_call_flags(parser: argparse.ArgumentParser) -> None:
    """Adds what every call takes."""
    parser.add_argument("-m", "--model", help="a model's name, or auto (see `conduit-nb models`)")
    parser.add_argument("--language", metavar="CODE", help="BCP 47 code, for instance en or de-AT")
    parser.add_argument(
        "-O",
        dest="options",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an option of the model; may be repeated",
    )
    parser.add_argument("--max-cost", metavar="USD", help="refuse what could cost more")
    parser.add_argument("--dry-run", action="store_true", help="only tell what it would cost")
    parser.add_argument("--no-cache", action="store_true", help="do not reuse an earlier answer")
    parser.add_argument("--label", help="a name for these calls in the ledger")


def add_recognition_flags(parser: argparse.ArgumentParser) -> None:
    """Adds what speech to text takes."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a recording")
    parser.add_argument("--words", action="store_true", help="also tell when each word was said")
    parser.add_argument("--diarize", action="store_true", help="also tell who spoke")
    parser.add_argument("--speakers", type=int, metavar="N", help="how many people speak")
    parser.add_argument("--prompt", help="a text that primes the recognition")
    parser.add_argument(
        "--keyterm",
        dest="keyterms",
        action="append",
        default=[],
        metavar="TERM",
        help="a term to listen for; may be repeated",
    )


def call_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Returns the flags of `add_call_flags` as keyword arguments of a verb."""
    return {
        "model": arguments.model,
        "language": arguments.language,
        "options": parse_options(arguments.options),
        "max_cost": arguments.max_cost,
        "use_cache": not arguments.no_cache,
        "origin": Origin(surface="cli", label=arguments.label),
    }


def recognition_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Returns the flags of `add_recognition_flags` as keyword arguments of a verb."""
    return {
        "words": arguments.words,
        "diarize": arguments.diarize,
        "speakers": arguments.speakers,
        "prompt": arguments.prompt,
        "keyterms": tuple(arguments.keyterms),
    }


def estimate_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Returns what `estimate` needs of the call's flags."""
    return {
        "model": arguments.model,
        "language": arguments.language,
        "options": parse_options(arguments.options),
    }
