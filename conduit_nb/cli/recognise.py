"""What ``transcribe`` and ``translate`` share: several files in, transcripts out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from conduit_nb.cli.arguments import (
    add_call_flags,
    add_recognition_flags,
    call_options,
    estimate_options,
    recognition_options,
)
from conduit_nb.cli.output import note
from conduit_nb.cli.progress import progress_bar
from conduit_nb.core import formats
from conduit_nb.core.errors import ConduitError, UserError

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
    _check_out(arguments.out)
    worst = 0
    for file in arguments.files:
        try:
            _one(file, task, arguments, wanted)
        except ConduitError as error:
            note(f"conduit-nb: {error}")
            worst = max(worst, error.exit_code)
    return worst


def _check_out(out: Path | None) -> None:
    """Raises before any work is done when the result could not be kept."""
    if out is not None and not out.is_dir() and not out.absolute().parent.is_dir():
        raise UserError(f"--out {out}: the folder {out.absolute().parent} does not exist.")


def _one(file: str, task: str, arguments: argparse.Namespace, wanted: str | None) -> None:
    from conduit_nb.session import sync

    asked = recognition_options(arguments)
    if arguments.dry_run:
        print(sync.estimate(file, operation=task, **estimate_options(arguments), **asked).explain())
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
    if wanted is None and target.suffix.lower() in _ENDINGS.values():
        transcript.save(target)
    else:
        formats.save_text(transcript.to_format(wanted or "text"), target)
    note(f"wrote {target}")
