"""What ``transcribe`` and ``translate`` share: several files in, transcripts out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conduit_nb.cli.arguments import (
    add_call_flags,
    add_recognition_flags,
    call_options,
    estimate_options,
    recognition_options,
)
from conduit_nb.cli.output import note, show_estimate
from conduit_nb.cli.progress import progress_bar
from conduit_nb.core import formats
from conduit_nb.core.errors import ConduitError, UserError
from conduit_nb.core.whole_file import check_writable

if TYPE_CHECKING:
    import argparse

    from conduit_nb.core.transcript import Transcript

__all__ = ["configure", "run"]

_ENDINGS = {"text": ".txt", "json": ".json", "srt": ".srt", "vtt": ".vtt"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the flags."""
    add_recognition_flags(parser)
    add_call_flags(parser)
    parser.add_argument("-f", "--format", choices=formats.NAMES, help="default: text")
    parser.add_argument(
        "-o", "--out", type=Path, help="a file, or a folder when there are several recordings"
    )
    parser.add_argument("--json", action="store_true", help="the same as -f json")


def run(arguments: argparse.Namespace, task: str) -> int:
    """Recognises each file in turn; one that fails does not stop the others."""
    wanted = "json" if arguments.json else arguments.format
    if arguments.out is not None and len(arguments.files) > 1 and not arguments.out.is_dir():
        raise UserError(f"--out {arguments.out} must be a folder when there are several files.")
    _check_out(arguments, wanted)
    worst = 0
    for file in arguments.files:
        try:
            _one(file, task, arguments, wanted)
        except ConduitError as error:
            note(f"conduit-nb: {error}")
            worst = max(worst, error.exit_code)
    return worst


def _check_out(arguments: argparse.Namespace, wanted: str | None) -> None:
    """Raises before any work is done when a result could not be kept, or would replace another."""
    out: Path | None = arguments.out
    if out is None:
        return
    if out.is_dir():
        names = Counter(Path(file).stem for file in arguments.files)
        twice = sorted(name for name, count in names.items() if count > 1)
        if twice:
            raise UserError(
                f"Some recordings share a name: {', '.join(twice)}.",
                hint="Their results would replace each other; use one folder for each.",
            )
        return
    check_writable(out)
    told = formats.format_of(out)
    if told is None and wanted is None:
        known = ", ".join(_ENDINGS.values())
        raise UserError(
            f"--out {out.name} does not tell the format.", hint=f"End it in {known}, or use -f."
        )
    if told is not None and wanted not in {None, told}:
        raise UserError(f"--out {out.name} is for {told}, but -f {wanted} was asked for.")


def _one(file: str, task: str, arguments: argparse.Namespace, wanted: str | None) -> None:
    from conduit_nb.session import sync

    asked = recognition_options(arguments)
    if arguments.dry_run:
        flags = estimate_options(arguments)
        estimate = sync.estimate(file, operation=task, **flags, **asked)
        show_estimate(estimate, as_json=arguments.json)
        return
    with progress_bar(Path(file).name) as report:
        options: dict[str, Any] = {**call_options(arguments), **asked, "task": task}
        transcript = sync.transcribe(file, **options, on_progress=report)
    _show(transcript, wanted, arguments.out)
    for warning in transcript.warnings:
        note(f"note: {warning}")
    if transcript.call is not None:
        note(transcript.call.summary())


def _show(transcript: Transcript, wanted: str | None, out: Path | None) -> None:
    if out is None:
        print(transcript.to_format(wanted or "text"))
        return
    target = out
    if out.is_dir():
        target = out / Path(transcript.name).with_suffix(_ENDINGS[wanted or "text"]).name
    form = wanted or formats.format_of(target) or "text"
    formats.save_text(transcript.to_format(form), target)
    note(f"wrote {target}")
