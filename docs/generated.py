"""The parts of the documentation that are made from the code, so that they cannot drift from it.

`write` puts them beside the pages that include them, in folders that git does not keep.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from conduit_nb.notebook.magics._options import Grammar

__all__ = ["cli", "copy_notebooks", "keys", "ledger_columns", "magics", "write"]


def write(docs: Path, root: Path) -> None:
    """Writes all parts below `docs`, and copies the notebooks of `root` into the tutorials."""
    parts = docs / "reference" / "_parts"
    parts.mkdir(exist_ok=True)
    for name, make in (
        ("cli", cli),
        ("keys", keys),
        ("ledger-columns", ledger_columns),
        ("magics", magics),
    ):
        (parts / f"{name}.md").write_text(make() + "\n", encoding="utf-8")
    copy_notebooks(root / "notebooks", docs / "tutorials")


def copy_notebooks(source: Path, target: Path) -> None:
    """Copies the notebooks of `source`; those that are gone there go here too."""
    for old in target.glob("*.ipynb"):
        if not (source / old.name).is_file():
            old.unlink()
    for notebook in sorted(source.glob("[0-9]*.ipynb")):
        shutil.copy2(notebook, target / notebook.name)


def ledger_columns() -> str:
    """Returns the ledger's columns as a table."""
    from conduit_nb.ledger.frames import COLUMNS

    rows = ((f"`{name}`", f"`{kind}`", text) for name, (kind, text) in COLUMNS.items())
    return _table(("column", "type", "what it holds"), rows)


def keys() -> str:
    """Returns the keys' names as a table."""
    from conduit_nb.config.keys import _KEYS  # the public list would open the keyring

    rows = ((f"`{key.name}`", key.provider, f"`{key.variable}`") for key in _KEYS)
    return _table(("name", "provider", "variable"), rows)


def cli() -> str:
    """Returns a section for each command, from the command's own parser."""
    from conduit_nb.cli.main import COMMANDS

    return "\n\n".join(_command(name, home) for name, home in COMMANDS.items())


def _command(name: str, home: str) -> str:
    module = importlib.import_module(home)
    parser = argparse.ArgumentParser(
        prog=f"conduit-nb {name}",
        add_help=False,
        formatter_class=lambda prog: argparse.HelpFormatter(prog, width=80),
    )
    module.configure(parser)
    usage = textwrap.dedent(" " * len("usage: ") + parser.format_usage().removeprefix("usage: "))
    summary = module.HELP[0].upper() + module.HELP[1:] + "."
    table = _table(("argument", "meaning"), _arguments(parser))
    return f"## {name}\n\n{summary}\n\n```text\n{usage}```\n\n{table}"


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:  # noqa: SLF001  (argparse has no other list of them)
        value = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
        takes = action.nargs != 0
        names = ", ".join(f"`{name}`" for name in action.option_strings)
        shown = f"{names} `{value}`" if names and takes else names or f"`{value}`"
        choices = f" ({', '.join(map(str, action.choices))})" if action.choices else ""
        yield shown, f"{action.help or ''}{choices}".strip()


def magics() -> str:
    """Returns a section for each magic, from the grammar that parses it."""
    from conduit_nb.notebook.magics import speak, transcribe
    from conduit_nb.notebook.magics.commands import CATALOG

    rows = ((f"`%conduit {name}`", summary) for name, summary in CATALOG.items())
    conduit = f"## %conduit\n\n{_table(('command', 'what it shows or does'), rows)}"
    return "\n\n".join([_magic(transcribe.GRAMMAR), _magic(speak.GRAMMAR), conduit])


def _magic(grammar: Grammar) -> str:
    usage = "\n".join(grammar.usage)
    rows = (
        (
            ", ".join(f"`{name}`" for name in option.names)
            + (f" `{option.value}`" if option.value else ""),
            option.help + (" (may be repeated)" if option.repeatable else ""),
        )
        for option in grammar.options
    )
    notes = " ".join(grammar.notes).replace("{", "\\{")
    return (
        f"## {grammar.magic}\n\n{grammar.summary}\n\n```text\n{usage}\n```\n\n"
        f"{_table(('option', 'meaning'), rows)}\n\n{notes}"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
