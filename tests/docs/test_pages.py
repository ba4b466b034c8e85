"""The pages name everything that the code offers, and nothing that it does not."""

from __future__ import annotations

import inspect
import json
import re
import tomllib
from pathlib import Path

import pytest

import conduit_nb
from conduit_nb.cli.main import COMMANDS
from conduit_nb.config import settings
from conduit_nb.core import errors
from conduit_nb.core.formats import NAMES as FORMATS
from conduit_nb.core.transcript import Segment, Transcript, Word
from conduit_nb.notebook.transcript_card import transcript_data
from conduit_nb.router.registry import CATALOG

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(
    page
    for page in DOCS.rglob("*.md")
    if not {"_parts", "_build"} & set(page.relative_to(DOCS).parts)
)
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))
TOML = [
    (page, block)
    for page in PAGES
    for block in re.findall(
        r"^```(?:toml|\{code-block\} toml\n:caption:[^\n]*\n)\n(.*?)^```$",
        page.read_text(),
        re.MULTILINE | re.DOTALL,
    )
]


def _page(name: str) -> str:
    return (DOCS / name).read_text()


def _column(page: str, number: int) -> set[str]:
    """Returns the code words of a column of all tables of a page."""
    return {word for cell in _cells(page, number) for word in re.findall(r"`([^`]+)`", cell)}


def _cells(page: str, number: int) -> list[str]:
    rows = [line.split("|")[1:-1] for line in _page(page).splitlines() if line.startswith("|")]
    return [row[number] for row in rows if len(row) > number]


def test_every_public_name_is_in_the_reference() -> None:
    """What `import conduit_nb` offers is documented from its docstrings."""
    page = _page("reference/python.md")
    documented = set(
        re.findall(r"^\.\. auto\w+:: (?:conduit_nb\.(?:core\.errors\.)?)?(\w+)$", page, re.M)
    )
    assert set(conduit_nb.__all__) - {"__version__"} <= documented
    assert "`conduit_nb.__version__`" in page


def test_every_error_is_in_the_reference_and_in_the_table_of_what_to_do() -> None:
    """No error can be met that the pages do not know, and none is told that does not exist."""
    known = {
        name
        for name, value in inspect.getmembers(errors, inspect.isclass)
        if issubclass(value, errors.ConduitError)
    }
    reference = _page("reference/python.md")
    assert known == _column("how-to/troubleshooting.md", 0)
    assert {
        name
        for name in known
        if not re.search(rf"^\.\. autoexception:: .*{name}$", reference, re.M)
    } == set()


def test_every_command_is_in_the_table_of_commands() -> None:
    """The page about the command line names each command, and no other."""
    listed = {word.split()[0] for word in _column("how-to/without-a-notebook.md", 0)}
    assert set(COMMANDS) == listed


def test_every_setting_is_in_the_reference() -> None:
    """Each key of `conduit.toml` that does something has a row."""
    rows = re.findall(
        r"^\| `\[(\w+)\]` \| `?([^|`]+?)`? \|", _page("reference/configuration.md"), re.M
    )
    known = {
        (section, "a model's name, in quotes" if "*" in key else key)
        for section, keys in settings._KNOWN.items()
        for key in keys
    }
    assert known == set(rows)


def test_every_variable_of_ours_is_in_the_reference() -> None:
    """Each `CONDUIT_` variable that is read has a row."""
    source = (Path(settings.__file__)).read_text()
    read = set(re.findall(r'"(CONDUIT_[A-Z]+)"', source))
    assert read == {name for name in _column("reference/configuration.md", 0) if "CONDUIT_" in name}


@pytest.mark.parametrize(("page", "block"), TOML, ids=lambda value: getattr(value, "stem", "toml"))
def test_settings_that_are_shown_are_understood(page: Path, block: str, tmp_path: Path) -> None:
    """A `conduit.toml` copied from a page does what the page says."""
    (tmp_path / "conduit.toml").write_text(block)
    found = settings.load_settings(tmp_path, {}, user_folder=tmp_path / "none")
    assert tomllib.loads(block)
    assert found.notes == ()


def test_there_are_settings_to_understand() -> None:
    """The test above has found the blocks it is for."""
    assert len(TOML) >= 4


def test_every_model_is_described() -> None:
    """The page about the engines names each model of the catalog, and no other."""
    assert set(CATALOG) == {name for name in _column("concepts/engines.md", 0) if "/" in name}


def test_every_format_is_described() -> None:
    """The page about subtitles names each format, and no other."""
    assert set(FORMATS) == _column("how-to/subtitles.md", 0)


def test_every_magic_and_room_has_its_place() -> None:
    """The architecture page names each room of the package."""
    package = Path(inspect.getfile(conduit_nb)).parent
    rooms = {path.parent.name for path in package.glob("[a-z]*/__init__.py")}
    assert rooms <= _column("concepts/architecture.md", 0)


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: str(page.stem))
def test_a_decision_has_its_four_parts(page: Path) -> None:
    """Each record tells context, decision, evidence and consequences, in this order."""
    parts = re.findall(r"^\*\*(\w+)\.\*\*", page.read_text(), re.MULTILINE)
    assert parts == ["Context", "Decision", "Evidence", "Consequences"]


def test_json_that_is_shown_is_json() -> None:
    """Blocks that say they are JSON are."""
    blocks = [
        b
        for page in PAGES
        for b in re.findall(r"^```json\n(.*?)^```$", page.read_text(), re.M | re.S)
    ]
    assert blocks
    for block in blocks:
        assert isinstance(json.loads(block), dict)


def test_the_transcript_contract_is_what_is_written() -> None:
    """Each field that a notebook stores has a row, and each row a field."""
    word = Word(text="It", start=0.0, end=0.3, confidence=0.9)
    segment = Segment(text="It was.", start=0.0, end=1.0, words=(word,))
    written = transcript_data(Transcript(segments=(segment,), duration=1.0))
    inside = written["segments"][0]
    fields = set(written)
    fields |= {f"segments[].{name}" for name in inside}
    fields |= {f"segments[].words[].{name}" for name in inside["words"][0]}
    named = set()
    for cell in _cells("reference/transcript-mime.md", 0):
        first, *more = re.findall(r"`([^`]+)`", cell) or [""]
        named |= {first, *(first.rpartition(".")[0] + name for name in more)}
    assert fields == named - {""}


def test_links_of_the_readme_lead_somewhere() -> None:
    """A file or picture that README.md names is in the checkout."""
    root = DOCS.parent
    links = re.findall(r"\]\(([^)#:]+)\)", (root / "README.md").read_text())
    assert links
    assert [link for link in links if not (root / link).exists()] == []
