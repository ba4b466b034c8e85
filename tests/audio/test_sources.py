"""Files and bytes as sources: read anew each time, and never another file than was opened."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from conduit_nb.audio.sources import BytesSource, FileSource
from conduit_nb.core.errors import AudioError
from tests.audio.broken import FORMATS, encoded

if TYPE_CHECKING:
    from pathlib import Path

DATA = encoded("a.wav", 3.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Returns a WAV file of 3 s."""
    target = tmp_path / "talk.wav"
    target.write_bytes(DATA)
    return target


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_and_its_bytes_are_the_same(name: str, tmp_path: Path) -> None:
    """Samples, layout and digest."""
    data = encoded(name, 1.0)
    target = tmp_path / name
    target.write_bytes(data)
    file, held = FileSource(target, name), BytesSource(data, name)
    assert file.layout == held.layout
    assert file.digest() == held.digest() == hashlib.sha256(data).hexdigest()
    for left, right in zip(file.blocks(5_000), held.blocks(5_000), strict=True):
        assert np.array_equal(left, right)


def test_it_can_be_read_as_often_as_asked(path: Path) -> None:
    """Two readers at once do not disturb each other."""
    source = FileSource(path, "talk.wav")
    first, second = source.blocks(16_000), source.blocks(16_000)
    for left, right in zip(first, second, strict=True):
        assert np.array_equal(left, right)


def test_a_warning_is_said_once(tmp_path: Path) -> None:
    """However often the file is read."""
    target = tmp_path / "talk.wav"
    target.write_bytes(DATA[: len(DATA) // 2])
    source = FileSource(target, "talk.wav")
    assert source.warnings() == ()
    for _ in range(3):
        list(source.blocks(16_000))
    assert len(source.warnings()) == 1


def test_a_file_that_disappeared_is_an_audio_error(path: Path) -> None:
    """Between opening and reading."""
    source = FileSource(path, "talk.wav")
    path.unlink()
    with pytest.raises(AudioError, match="does not exist"):
        list(source.blocks(16_000))
    with pytest.raises(AudioError, match="does not exist"):
        source.digest()


def test_a_file_that_changed_is_an_audio_error(path: Path) -> None:
    """Another recording under the same name must not be taken for the one that was asked for."""
    source = FileSource(path, "talk.wav")
    path.write_bytes(encoded("a.wav", 2.0))
    with pytest.raises(AudioError, match=r"talk\.wav has changed since it was opened"):
        list(source.blocks(16_000))
    with pytest.raises(AudioError, match="has changed"):
        source.digest()


def test_a_file_that_changes_while_it_is_read_is_noticed(path: Path) -> None:
    """At the next block; size and content may be as they were, the time is not."""
    blocks = FileSource(path, "talk.wav").blocks(16_000)
    next(blocks)
    path.write_bytes(DATA[:44] + bytes(len(DATA) - 44))
    os.utime(path, ns=(1, 1))
    with pytest.raises(AudioError, match="has changed"):
        next(blocks)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "may not be read .permission denied."),
        (OSError(5, "Input/output error"), "cannot be read: Input/output error"),
    ],
)
def test_what_the_system_refuses_is_an_audio_error(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    """Also where tests run as root, whom nothing is denied."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(AudioError, match=words) as caught:
        FileSource(path, "talk.wav")
    assert caught.value.hint
    assert caught.value.__cause__ is error


def test_a_missing_file_offers_its_neighbours(path: Path) -> None:
    """A slip of the finger is found."""
    with pytest.raises(AudioError, match=r"tlak\.wav does not exist\. Did you mean talk\.wav\?"):
        FileSource(path.with_name("tlak.wav"), "tlak.wav")


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """There are no neighbours to offer."""
    with pytest.raises(AudioError, match="There is no folder"):
        FileSource(tmp_path / "nowhere" / "talk.wav", "talk.wav")


def test_a_name_that_no_system_takes(tmp_path: Path) -> None:
    """A NUL inside, or far too long."""
    for name in ("a\0b.wav", "x" * 5_000):
        with pytest.raises(AudioError):
            FileSource(tmp_path / name, "it")
