"""The parts of the documentation that are made from the code."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.cli.main import COMMANDS
from conduit_nb.config.keys import known_keys
from conduit_nb.ledger.frames import COLUMNS
from conduit_nb.notebook.magics import speak, transcribe
from conduit_nb.notebook.magics.commands import CATALOG

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="generated")
def _generated() -> ModuleType:
    """Returns docs/generated.py, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("docs_generated", ROOT / "docs" / "generated.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_line_reference_has_every_command_and_flag(generated: Any) -> None:
    """A command has a section; a flag that several take has a row in each."""
    text = generated.cli()
    sections = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert sections == list(COMMANDS)
    assert text.count("`--max-cost` `USD`") == 3
    assert "| `-f`, `--format` `FORMAT` | default: text (text, json, srt, vtt) |" in text


def test_the_magics_reference_has_every_magic_and_option(generated: Any) -> None:
    """A magic has a section, an option a row, a sub-command a row."""
    text = generated.magics()
    for grammar in (transcribe.GRAMMAR, speak.GRAMMAR):
        section = text.split(f"## {grammar.magic}\n")[1].split("\n## ")[0]
        for option in grammar.options:
            assert f"`{option.names[-1]}`" in section
    for command in CATALOG:
        assert f"| `%conduit {command}` |" in text


def test_the_ledger_reference_has_every_column(generated: Any) -> None:
    """A column has a row, with its type."""
    rows = generated.ledger_columns().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == list(COLUMNS)


def test_the_key_reference_has_every_key(generated: Any) -> None:
    """A key has a row, with its variable."""
    text = generated.keys()
    for key in known_keys(env={}):
        assert f"| `{key.name}` | {key.provider} | `{key.variable}` |" in text


def test_a_bar_in_a_text_does_not_break_a_table(generated: Any) -> None:
    """What the code says is shown as it is said."""
    table = generated._table(("a",), [("x | y <z>",)])
    assert table.splitlines()[2] == "| x \\| y &lt;z> |"


def test_notebooks_are_copied_and_old_copies_removed(generated: Any, tmp_path: Path) -> None:
    """The tutorials are the notebooks that are there now."""
    source, target = tmp_path / "notebooks", tmp_path / "tutorials"
    source.mkdir()
    target.mkdir()
    (source / "01_a.ipynb").write_text("{}")
    (source / "scratch.ipynb").write_text("{}")
    (target / "09_gone.ipynb").write_text("{}")
    generated.copy_notebooks(source, target)
    assert [path.name for path in target.iterdir()] == ["01_a.ipynb"]
