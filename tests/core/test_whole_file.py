"""A file is there whole or not at all, and nothing but a file is ever replaced."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.core.whole_file import check_writable, whole_file

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_is_there_when_the_block_ended_well(tmp_path: Path) -> None:
    """And nothing else is left in the folder."""
    with whole_file(tmp_path / "a.txt") as path:
        path.write_text("all of it")
        assert not (tmp_path / "a.txt").exists()
    assert (tmp_path / "a.txt").read_text() == "all of it"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """The old file, untouched."""
    (tmp_path / "a.txt").write_text("old")

    def fail() -> None:
        with whole_file(tmp_path / "a.txt") as path:
            path.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (tmp_path / "a.txt").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_is_followed(tmp_path: Path) -> None:
    """The file behind it is replaced, the link stays."""
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with whole_file(tmp_path / "link.txt") as path:
        path.write_text("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    """Nor a device: the superuser could lose one."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserError, match="not a regular file"), whole_file(tmp_path / "pipe"):
        pass
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_the_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    """The user's umask holds."""
    before = os.umask(0o077)
    try:
        with whole_file(tmp_path / "a.txt") as path:
            path.write_text("private")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", [".", "no/such/folder/a.txt", "a\0b"])
def test_what_cannot_be_written_is_told_before_the_work(tmp_path: Path, name: str) -> None:
    """One line, with the path."""
    with pytest.raises(UserError):
        check_writable(f"{tmp_path}/{name}")


def test_a_writable_path_passes_and_leaves_no_trace(tmp_path: Path) -> None:
    """Asking does not write."""
    check_writable(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []
