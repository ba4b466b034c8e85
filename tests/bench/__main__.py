"""Prints every figure beside its yardstick: `make bench`, or `make bench ONLY=ledger`."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from tests.bench.rows import Row

# A room with figures is one line here and one module with `rows()`; `soak_rows()` takes minutes.
ROOMS = ("session", "ledger", "engines")


def main() -> int:
    """Measures, prints the table, and fails when a figure falls short."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--soak", action="store_true", help="what takes minutes by nature")
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of {', '.join(ROOMS)}")
    arguments = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 170)
    measured: list[Row] = []
    for room in arguments.rooms or ROOMS:
        module = importlib.import_module(f"tests.bench.{room}")
        measure = getattr(module, "soak_rows" if arguments.soak else "rows", None)
        if measure is None:
            continue
        started = time.monotonic()
        console.print(f"measuring {room} …", style="dim")
        measured += measure()
        console.print(f"  took {time.monotonic() - started:.0f} s", style="dim")
    console.print(_table(measured))
    return 0 if all(row.ok for row in measured) else 1


def _table(measured: list[Row]) -> Table:
    table = Table(title="Figures, each beside its yardstick in the same run")
    for column in ("what", "ours", "yardstick", "ratio", "reach", ""):
        table.add_column(column, overflow="fold")
    for row in measured:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        verdict = "ok" if row.ok else "SHORT"
        table.add_row(row.what, row.ours, row.yardstick, ratio, row.target, verdict)
    return table


if __name__ == "__main__":
    sys.exit(main())
