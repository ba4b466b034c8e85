"""Progress of one or many calls, shown in one place of the cell.

`Meter` is told what happens, by whatever thread, and shows it at most ten times a second by the
clock it is given; it never sleeps. Where it shows it is a `Place`.
"""

from __future__ import annotations

import sys
import threading
from html import escape
from typing import TYPE_CHECKING, Protocol

from conduit_nb.core.errors import one_line
from conduit_nb.core.html import timestamp
from conduit_nb.notebook.style import ACCENT, STYLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from IPython.core.interactiveshell import InteractiveShell

    from conduit_nb.core.protocols import Progress

__all__ = ["DisplayPlace", "Meter", "Place", "TerminalPlace", "place_for"]

LEAST_INTERVAL_S = 0.1
ETA_AFTER_S = 1.0
PARTIAL_SHOWN = 400  # characters, the newest


class Place(Protocol):
    """Where progress is shown: each showing replaces the last."""

    def show(self, html: str, text: str) -> None:
        """Shows this instead of what was shown."""
        ...

    def clear(self) -> None:
        """Leaves nothing behind."""
        ...


class Meter:
    """How far a magic is.

    Args:
        place: Where to show it.
        clock: Returns seconds that never go back.
        total: Seconds of audio, or characters, in all.
        unit: ``s`` or ``characters``.
        count: How many recordings there are.
        partials: Whether to show the newest text too.
    """

    def __init__(
        self,
        place: Place,
        clock: Callable[[], float],
        *,
        total: float,
        unit: str = "s",
        count: int = 1,
        partials: bool = False,
    ) -> None:
        self._place = place
        self._clock = clock
        self._total = total
        self._unit = unit
        self._count = count
        self._partials = partials
        self._lock = threading.Lock()
        self._started = clock()
        self._shown_at: float | None = None
        self._before = 0.0
        self._current = 0.0
        self._number = 0
        self._name = ""
        self._partial = ""

    def begin(self, name: str) -> None:
        """Tells that the next recording is begun."""
        with self._lock:
            self._number += 1
            self._name, self._partial, self._current = name, "", 0.0
            self._show()

    def report(self, progress: Progress) -> None:
        """Tells how far the recording at hand is; a `ProgressReporter`."""
        with self._lock:
            self._current = progress.done
            if self._partials and progress.partial is not None:
                self._partial = progress.partial.segment.text
            self._show()

    def end(self, size: float) -> None:
        """Tells that the recording at hand is done, or failed; `size` is its share of the total."""
        with self._lock:
            self._before += size
            self._current = 0.0
            self._show()

    def close(self, summary: tuple[str, str] | None = None) -> None:
        """Shows the summary (HTML and text) from now on, or nothing."""
        with self._lock:
            self._shown_at = float("inf")  # what a thread still reports is not shown any more
            if summary is None:
                self._place.clear()
            else:
                self._place.show(*summary)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._started

    def _show(self) -> None:
        now = self._clock()
        if self._shown_at is not None and now - self._shown_at < LEAST_INTERVAL_S:
            return
        self._shown_at = now
        done = min(self._before + self._current, self._total)
        line = self._line(done)
        self._place.show(_bar(done / self._total if self._total else 0.0, line, self._tail()), line)

    def _line(self, done: float) -> str:
        parts = [one_line(self._name)]
        if self._count > 1:
            parts.insert(0, f"{self._number} of {self._count}")
        if self._unit == "s":
            parts.append(f"{timestamp(done)} of {timestamp(self._total)} of audio")
        else:
            parts.append(f"{done:,.0f} of {self._total:,.0f} {self._unit}")
        if done > 0 and self.elapsed >= ETA_AFTER_S:
            left = self.elapsed / done * (self._total - done)
            parts.append(f"about {timestamp(left)} left")
        return " · ".join(parts)

    def _tail(self) -> str:
        text = one_line(self._partial)
        return text if len(text) <= PARTIAL_SHOWN else "…" + text[-PARTIAL_SHOWN:]


def _bar(share: float, line: str, partial: str) -> str:
    percent = round(100 * share)
    live = f'<p style="margin:6px 0 0" aria-live="polite">{escape(partial)}</p>' if partial else ""
    return (
        f'{STYLE}<div class="cnb"><div role="progressbar" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{percent}" aria-label="{escape(line)}" style="height:6px;'
        'border-radius:3px;overflow:hidden;background:rgba(128,128,128,.25);margin:6px 0 4px">'
        f'<div style="height:100%;width:{percent}%;'
        f'background:var(--jp-brand-color1,{ACCENT})"></div></div>'
        f'<div class="cnb-quiet">{escape(line)}</div>{live}</div>'
    )


class DisplayPlace:
    """One output of a notebook's cell, updated in place."""

    def __init__(self) -> None:
        from IPython.display import DisplayHandle

        self._handle = DisplayHandle()  # type: ignore[no-untyped-call]
        self._open = False

    def show(self, html: str, text: str) -> None:
        """Shows this instead of what was shown."""
        self._publish({"text/html": html, "text/plain": text})

    def clear(self) -> None:
        """Leaves an output without content, which takes no room."""
        if self._open:
            self._publish({})

    def _publish(self, data: dict[str, str]) -> None:
        send = self._handle.update if self._open else self._handle.display
        self._open = True
        send(data, raw=True)  # type: ignore[no-untyped-call]


class TerminalPlace:
    """The last line of a terminal; a stream that is no terminal only gets the end.

    Args:
        stream: Where to write, standard error.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()

    def show(self, html: str, text: str) -> None:  # noqa: ARG002  (a terminal shows no HTML)
        """Writes the text over the line; several lines stay."""
        if self._live:
            self._stream.write(f"\r\x1b[K{text}" + ("\n" if "\n" in text else ""))
            self._stream.flush()

    def clear(self) -> None:
        """Empties the line."""
        if self._live:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def place_for(shell: InteractiveShell) -> Place:
    """Returns where the shell's progress is shown: an output in a kernel, a line in a terminal."""
    return DisplayPlace() if hasattr(shell, "kernel") else TerminalPlace(sys.stderr)
