"""``%conduit cost [--by GROUP] [--since DAY]``: what was used and what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.cost_report import CostReport
from conduit_nb.notebook.magics._arguments import Arguments, evaluator
from conduit_nb.notebook.magics._options import Grammar, Option
from conduit_nb.notebook.magics._shared import HELP
from conduit_nb.notebook.values import Text

if TYPE_CHECKING:
    from conduit_nb.notebook.surface import Surface

__all__ = ["GRAMMAR", "run"]

GRAMMAR = Grammar(
    magic="%conduit cost",
    summary="Returns what was used and what it cost, from the ledger.",
    usage=("%conduit cost [--by GROUP] [--since DAY]",),
    options=(
        Option(names=("--by",), value="GROUP", help="provider, model, operation, day or notebook"),
        Option(
            names=("--since",), value="DAY", help="only from this day (UTC), such as 2026-01-31"
        ),
        HELP,
    ),
)


def run(surface: Surface, line: str) -> CostReport | Text:
    """Returns the totals.

    Raises:
        UserError: If the grouping or the day is not understood.
        LedgerError: If the ledger cannot be read.
    """
    from conduit_nb import ledger

    parsed = GRAMMAR.parse(line)
    if "help" in parsed.switches:
        return Text(GRAMMAR.help())
    if parsed.words:
        GRAMMAR.fail(f"{parsed.words[0].literal!r} is not understood here.")
    arguments = Arguments(GRAMMAR, parsed, evaluator(surface.shell.user_ns))
    by, since = arguments.text("by") or "model", arguments.text("since")
    settings = surface.session.conduit().settings
    rows = ledger.summary(by=by, since=since, settings=settings)
    return CostReport(by=by, rows=tuple(rows), since=since, settings=settings)
