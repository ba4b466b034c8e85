"""One file, asked value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conduit_nb.config.toml import TomlFile, read_toml
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def parse(tmp_path: Path) -> Callable[[str], TomlFile]:
    """Reads a text as a file."""

    def write_and_read(text: str) -> TomlFile:
        path = tmp_path / "conduit.toml"
        path.write_text(text)
        return read_toml(path)

    return write_and_read


def test_what_is_not_set_is_none(parse: Callable[[str], TomlFile]) -> None:
    """A missing key and a missing section are the same."""
    file = parse("[a]\n")
    assert file.boolean("a", "x") is None
    assert file.text_of("b", "x") is None
    assert file.choice("b", "x", ("p", "q")) is None
    assert file.keys("b") == ()


def test_values_are_given_as_written(parse: Callable[[str], TomlFile]) -> None:
    """False is a value and not an absence."""
    file = parse("[a]\nx = false\ny = 'text'\nz = 'p'\n")
    assert file.boolean("a", "x") is False
    assert file.text_of("a", "y") == "text"
    assert file.choice("a", "z", ("p", "q")) == "p"
    assert file.keys("a") == ("x", "y", "z")


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nb = 1\n[s]\nkey = 5\n",
        "[s] # key\n\n\nkey=5\n",
        "\n\n\ns.key = 5\n",
        "\n\n\ns = {key = 5}",
    ],
)
def test_the_line_of_a_wrong_value_is_found(parse: Callable[[str], TomlFile], text: str) -> None:
    """However it is spelled, the fourth line is named."""
    with pytest.raises(UserError, match=r"line 4: \[s\] key is 5"):
        parse(text).boolean("s", "key")


def test_globs_match_known_keys(parse: Callable[[str], TomlFile]) -> None:
    """Keys that people make up themselves are known by their form."""
    file = parse('[w]\n"local/x" = "p"\nplain = "p"\n')
    assert len(file.unknown({"w": ("*/*",)})) == 1
    assert file.unknown({"w": ("*/*", "plain")}) == []


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """The system's reason is given."""
    with pytest.raises(UserError, match="cannot be read: Is a directory"):
        read_toml(tmp_path)
