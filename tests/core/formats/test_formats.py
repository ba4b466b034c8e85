"""Formats by name and by ending; files whole or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from conduit_nb.core import formats
from conduit_nb.core.errors import UserError
from conduit_nb.core.transcript import Segment, Transcript

if TYPE_CHECKING:
    from pathlib import Path

TRANSCRIPT = Transcript(segments=(Segment(text="Hello.", start=0.0, end=1.0),), duration=1.0)


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_format_reads_what_it_writes(name: str) -> None:
    """By its name."""
    assert formats.read(formats.write(TRANSCRIPT, name), name).text == "Hello."


@pytest.mark.parametrize("ending", [".txt", ".json", ".srt", ".vtt", ".SRT"])
def test_the_ending_names_the_format(ending: str, tmp_path: Path) -> None:
    """Small or capital; the file ends with a line break and nothing else is left."""
    path = formats.save(TRANSCRIPT, tmp_path / f"talk{ending}")
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "Hello." in text
    assert [entry.name for entry in tmp_path.iterdir()] == [f"talk{ending}"]


def test_an_unknown_name_or_ending_is_refused(tmp_path: Path) -> None:
    """With the known ones; nothing is written."""
    with pytest.raises(UserError, match="format is 'x'; choose one of text, json, srt, vtt"):
        formats.read("", "x")
    with pytest.raises(
        UserError, match=r"talk\.doc does not tell the format; use the ending \.txt"
    ):
        formats.save(TRANSCRIPT, tmp_path / "talk.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(UserError, match=r"cannot be written: the folder .* does not exist"):
        formats.save(TRANSCRIPT, tmp_path / "nowhere" / "talk.txt")


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """A folder in the way: what was there stays, and no temporary file is left."""
    folder = tmp_path / "talk.txt"
    folder.mkdir()
    with pytest.raises(UserError, match="is a folder"):
        formats.save(TRANSCRIPT, folder)
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("ending", [".txt", ".json", ".srt", ".vtt"])
def test_half_a_surrogate_pair_does_not_break_a_file(ending: str, tmp_path: Path) -> None:
    """Such text comes from broken tools and has no bytes in UTF-8."""
    segment = Segment(text="a\ud800b", start=0.0, end=1.0)
    path = formats.save(Transcript(segments=(segment,), duration=1.0), tmp_path / f"t{ending}")
    assert "a?b" in path.read_text(encoding="utf-8")


def test_text_of_any_script_is_utf_8(tmp_path: Path) -> None:
    """In JSON too, where it is not escaped."""
    segment = Segment(text="日本語 🎙", start=0.0, end=1.0)
    path = formats.save(Transcript(segments=(segment,), duration=1.0), tmp_path / "t.json")
    assert "日本語 🎙" in path.read_text(encoding="utf-8")
    assert json.loads(path.read_bytes())["text"] == "日本語 🎙"
