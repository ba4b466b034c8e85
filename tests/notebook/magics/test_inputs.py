"""Inputs: paths, patterns and objects become recordings; nothing is guessed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from conduit_nb.audio.files import write_audio
from conduit_nb.core.audio import AudioClip
from conduit_nb.core.errors import AudioError, UserError
from conduit_nb.core.speech import Speech
from conduit_nb.core.transcript import Transcript
from conduit_nb.notebook.magics._arguments import evaluator
from conduit_nb.notebook.magics._inputs import Source, lines_of, sources
from conduit_nb.notebook.magics._template import template
from conduit_nb.testing.audio import tone

if TYPE_CHECKING:
    from collections.abc import Sequence

CLIP = tone(0.1)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns the working folder, with recordings in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.wav", "a.wav", "deep/er/c.wav", "odd[1].wav", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"RIFF")
    return tmp_path


def found(*texts: str, **names: object) -> list[Source]:
    """Returns what the texts name."""
    return sources([template(text) for text in texts], evaluator(names))


def names(given: Sequence[Source]) -> list[str]:
    """Returns what the sources are called."""
    return [source.name for source in given]


def test_patterns_give_files_in_order_of_name() -> None:
    """Folders are passed over; `**` goes down; a file comes once."""
    assert names(found("*.wav")) == ["a.wav", "b.wav", "odd[1].wav"]
    assert names(found("**/c.*", "deep/**/*.wav")) == ["deep/er/c.wav"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file() -> None:
    """What exists is meant."""
    assert names(found("odd[1].wav")) == ["odd[1].wav"]


def test_a_path_that_does_not_exist_is_left_to_the_reader() -> None:
    """The audio room says what is wrong with it."""
    given = found("gone.wav")
    with pytest.raises(AudioError, match=r"gone\.wav does not exist"):
        given[0].clip()


def test_what_an_expression_gives_is_never_a_pattern() -> None:
    """Neither alone, nor as a part of one."""
    assert names(found("{x}", x="*.wav")) == ["*.wav"]
    assert names(found("{x}/*.wav", x=str(Path("deep") / "er"))) == ["deep/er/c.wav"]
    with pytest.raises(UserError, match="matches no file"):
        found("{x}/*.wav", x="*")


def test_each_expression_is_evaluated_once() -> None:
    """Although the path is looked at in two ways."""
    seen: list[int] = []

    def folder_of() -> str:
        seen.append(1)
        return "deep/er"

    assert names(found("{f()}/*.wav", f=folder_of)) == ["deep/er/c.wav"]
    assert seen == [1]


def test_the_home_folder_is_known(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Typed, not filled in."""
    monkeypatch.setenv("HOME", str(folder))
    assert names(found("~/a.wav", "~/b.w*")) == [str(folder / "a.wav"), str(folder / "b.wav")]
    assert names(found("{x}", x="~/a.wav")) == ["~/a.wav"]


def test_a_pattern_without_a_match_tells_what_there_is() -> None:
    """The folder's audio files are named, and only they."""
    with pytest.raises(UserError, match=r"\*\.mp3 matches no file\. This folder holds a\.wav, b"):
        found("*.mp3")
    with pytest.raises(UserError, match=r"nowhere/\*\.mp3 matches no file\. This folder holds"):
        found("nowhere/*.mp3")
    with pytest.raises(UserError, match=r"deep holds no audio files"):
        found("deep/*.mp3")


def test_many_files_are_counted(folder: Path) -> None:
    """A long list does not make a long message."""
    for number in range(9):
        (folder / f"z{number}.wav").touch()
    with pytest.raises(UserError, match="and 7 more"):
        found("*.mp3")


def test_a_folder_offers_its_pattern(folder: Path) -> None:
    """With the ending that most of its files have."""
    with pytest.raises(UserError, match=r"er is a folder\. For the recordings in it write .*\*\.w"):
        found("deep/er")[0].clip()
    (folder / "empty").mkdir()
    with pytest.raises(UserError, match="empty is a folder, without audio files"):
        found("empty")[0].clip()


def test_objects_are_taken_as_they_are(folder: Path) -> None:
    """A clip, bytes, samples with their rate, speech, a transcript, or a list of such."""
    write_audio(CLIP, folder / "tone.wav")
    data = (folder / "tone.wav").read_bytes()
    samples = np.zeros(160, np.float32)
    things = {
        "clip": CLIP,
        "data": data,
        "view": memoryview(data),
        "pair": (samples, np.int64(16_000)),
        "speech": Speech(audio=CLIP, text="a", voice="one"),
        "transcript": Transcript(segments=(), duration=0.1, audio=CLIP),
    }
    for name, thing in things.items():
        [source] = found(f"{{{name}}}", **{name: thing})
        clip = source.clip()
        assert isinstance(clip, AudioClip)
        assert clip.format.sample_rate_hz == 16_000
    several = found("{many}", many=[CLIP, Path("a.wav"), "b.wav"])
    assert names(several) == ["tone", "a.wav", "b.wav"]
    assert found("{clip}", clip=CLIP)[0].audio is CLIP
    assert found("{data}", data=data)[0].clip().name == "data"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (3, "an int"),
        (None, "a NoneType"),
        ([], "an empty list"),
        (np.zeros(5), "a ndarray"),
        (Transcript(segments=(), duration=0.0), "a Transcript"),
    ],
)
def test_other_objects_are_refused(value: object, kind: str) -> None:
    """The expression is named, and what may stand there."""
    with pytest.raises(UserError, match=rf"\{{x\}} is {kind}, which holds no audio.*sample_rate"):
        found("{x}", x=value)


def test_a_cells_lines_are_inputs() -> None:
    """Spaces belong to a path; comments and empty lines do not; quotes may stand around one."""
    body = "\n# all of it\nmy file.wav\n  'quoted.wav'\n\n{clip}\nit's.wav\n"
    lines = list(lines_of(body))
    assert [line.literal for line in lines] == ["my file.wav", "quoted.wav", None, "it's.wav"]
    assert lines[2].sole is not None


def test_a_name_that_no_file_can_have_is_no_surprise() -> None:
    """A null byte or a name of 10,000 letters is a file that does not exist."""
    for name in ("a\0b*", "x" * 10_000 + "*"):
        with pytest.raises(UserError, match="matches no file"):
            found("{x}*", x=name)
