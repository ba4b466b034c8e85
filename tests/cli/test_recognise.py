"""Several files in, transcripts out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pysubs2
import pytest

if TYPE_CHECKING:
    from pathlib import Path

Cli = Callable[..., Any]


def test_the_text_is_on_standard_output_and_the_cost_on_standard_error(
    cli: Cli, recording: Path
) -> None:
    """What a pipe wants and what a person wants are apart."""
    ran = cli("transcribe", str(recording))
    assert (ran.code, ran.out) == (0, "one\ntwo\n")
    assert "$0.00 (local)" in ran.err


def test_json_can_be_parsed(cli: Cli, recording: Path) -> None:
    """--json is -f json."""
    data = json.loads(cli("transcribe", str(recording), "--json").out)
    assert data["text"] == "one two"
    assert data["call"]["cost_basis"] == "local"


def test_subtitles_are_what_players_read(cli: Cli, recording: Path, tmp_path: Path) -> None:
    """The file's ending tells the format, and another library reads it."""
    cli("transcribe", str(recording), "-o", str(tmp_path / "out.srt"))
    assert [line.text for line in pysubs2.load(str(tmp_path / "out.srt"))] == ["one", "two"]


def test_a_folder_takes_one_file_a_recording(cli: Cli, recording: Path, tmp_path: Path) -> None:
    """Several recordings, one folder."""
    second = tmp_path / "second.wav"
    shutil.copy(recording, second)
    (tmp_path / "out").mkdir()
    ran = cli("transcribe", str(recording), str(second), "-f", "vtt", "-o", str(tmp_path / "out"))
    assert ran.code == 0
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"interview.vtt", "second.vtt"}


def test_several_files_do_not_fit_into_one(cli: Cli, recording: Path, tmp_path: Path) -> None:
    """Nothing is overwritten by the next."""
    ran = cli("transcribe", str(recording), str(recording), "-o", str(tmp_path / "one.txt"))
    assert ran.code == 2
    assert "folder" in ran.err


def test_one_bad_file_does_not_stop_the_others(cli: Cli, recording: Path) -> None:
    """The good one is printed, the bad one named, the exit code tells."""
    ran = cli("transcribe", "missing.wav", str(recording))
    assert (ran.code != 0, ran.out) == (True, "one\ntwo\n")
    assert "missing.wav" in ran.err


def test_a_missing_folder_is_told_before_the_work(cli: Cli, recording: Path) -> None:
    """Nobody waits an hour to learn that the result cannot be kept."""
    ran = cli("transcribe", str(recording), "-o", "no/such/folder/a.txt")
    assert ran.code == 2
    assert "does not exist" in ran.err


def test_a_dry_run_records_nothing(cli: Cli, recording: Path) -> None:
    """--dry-run tells the cost and the plan."""
    ran = cli("transcribe", str(recording), "--dry-run")
    assert "at most $0.00" in ran.out
    assert cli("cost", "--json").out.strip() == "[]"


def test_translate_is_recorded_as_what_it_is(cli: Cli, recording: Path) -> None:
    """The ledger tells translations apart."""
    cli("translate", str(recording))
    rows = json.loads(cli("cost", "--by", "operation", "--json").out)
    assert [row["key"] for row in rows] == ["translate"]


def test_an_option_that_is_none_is_refused(cli: Cli, recording: Path) -> None:
    """-O needs NAME=VALUE."""
    ran = cli("transcribe", str(recording), "-O", "beam")
    assert ran.code == 2
    assert "NAME=VALUE" in ran.err


def test_recordings_of_one_name_are_refused_before_the_work(
    cli: Cli, recording: Path, tmp_path: Path
) -> None:
    """The second result would replace the first."""
    for folder in ("a", "b", "out"):
        (tmp_path / folder).mkdir()
    for folder in ("a", "b"):
        shutil.copy(recording, tmp_path / folder / "x.wav")
    ran = cli("transcribe", "a/x.wav", "b/x.wav", "-o", str(tmp_path / "out"))
    assert ran.code == 2
    assert "share a name: x" in ran.err
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [(["-o", "a.docx"], "does not tell the format"), (["-o", "a.srt", "-f", "json"], "is for srt")],
)
def test_an_ending_that_does_not_fit_is_refused(
    cli: Cli, recording: Path, words: list[str], told: str
) -> None:
    """Nobody finds JSON in a subtitle file."""
    ran = cli("transcribe", str(recording), *words)
    assert ran.code == 2
    assert told in ran.err


def test_a_dry_run_can_be_json(cli: Cli, recording: Path) -> None:
    """For scripts that ask before they spend."""
    told = json.loads(cli("transcribe", str(recording), "--dry-run", "--json").out)
    assert (told["audio_seconds"], told["routes"][0]["model"]) == (1.0, "local/scripted")
