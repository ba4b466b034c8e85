"""A progress bar on the terminal; nothing when standard error is not one."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conduit_nb.core.protocols import Progress, ProgressReporter

__all__ = ["progress_bar"]


@contextmanager
def progress_bar(title: str) -> Iterator[ProgressReporter | None]:
    """Shows how far a call is; yields what to give to the call as `on_progress`."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title.replace("[", r"\["), total=None)

        def report(progress: Progress) -> None:
            bar.update(task, completed=progress.done, total=progress.total)

        yield report
