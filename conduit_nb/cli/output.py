"""What the commands share: tables and JSON on standard output, notes on standard error."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

    from conduit_nb.core.route import Estimate

__all__ = ["add_json", "note", "parse_options", "print_json", "print_table", "show_estimate"]


def add_json(parser: argparse.ArgumentParser) -> None:
    """Adds ``--json`` to a command that prints data."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def print_json(value: Any) -> None:
    """Prints `value` as JSON; decimals and dates as text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints a table that fits the terminal, or whole lines when the output is a file."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: a cell is never read as markup.
    width = None if sys.stdout.isatty() else 160
    Console(width=width, soft_wrap=False, highlight=False).print(table)


def note(text: str) -> None:
    """Prints a line for the person, apart from the data."""
    print(text, file=sys.stderr)


def show_estimate(estimate: Estimate, *, as_json: bool) -> None:
    """Prints what a call would use and cost, and by which routes."""
    if not as_json:
        print(estimate.explain())
        return
    print_json(
        {
            "operation": estimate.operation,
            "input": estimate.input_name,
            "audio_seconds": estimate.usage.audio_seconds,
            "characters": estimate.usage.characters,
            "cost_usd": estimate.cost_usd,
            "routes": [
                {"model": c.route.model, "chosen": c.chosen, "reason": c.reason}
                for c in estimate.plan.candidates
            ],
        }
    )


def parse_options(pairs: Iterable[str]) -> Mapping[str, str]:
    """Returns the options written as ``NAME=VALUE``.

    Raises:
        UserError: If one has no name or no equals sign.
    """
    options: dict[str, str] = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or not name:
            raise UserError(f"-O {pair} is not an option; write it as NAME=VALUE.")
        options[name] = value
    return options
