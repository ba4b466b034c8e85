"""What works here, what does not, and what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from conduit_nb.core.errors import ConduitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from conduit_nb.session.wiring import House

__all__ = ["Check", "examine", "status"]

LOW_DISK_BYTES = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What was looked at.
        state: ``ok``, ``note`` (works, with something to know) or ``fail``.
        detail: What was found.
        fix: What to do about it, when there is something to do.
    """

    name: str
    state: Literal["ok", "note", "fail"]
    detail: str
    fix: str | None = None


def examine(house: House) -> list[Check]:
    """Returns a check for each part of the house, in the order a person would look."""
    return [
        _python(),
        *_models(house),
        _home(house),
        _ledger(house),
        _privacy(house),
        *_configuration(house),
        _labextension(),
    ]


def status(house: House, defaults: Mapping[str, str]) -> list[tuple[str, str]]:
    """Returns what is set and where things are, as pairs of name and value."""
    settings = house.settings
    stays = settings.offline or settings.local_only
    return [
        ("transcribe with", defaults.get("transcribe", "auto")),
        ("speak with", defaults.get("speak", "auto")),
        ("home", str(settings.home)),
        ("project", str(settings.project)),
        ("configuration", ", ".join(map(str, settings.sources)) or "none, defaults"),
        (
            "ledger",
            f"survives {'a power failure' if settings.durability == 'power' else 'kill -9'}",
        ),
        (
            "audio",
            "never leaves this machine" if stays else "stays here unless a cell names a model",
        ),
    ]


def _python() -> Check:
    detail = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return Check(name="python", state="ok", detail=detail)


def _models(house: House) -> Iterator[Check]:
    registry = house.registry
    for model in registry.models:
        missing = registry.missing(model)
        if missing:
            extra = registry.capabilities(model).extra
            yield Check(
                name=model,
                state="note",
                detail=missing,
                fix=f'pip install "conduit-nb[{extra}]"' if extra else None,
            )
            continue
        try:
            yield Check(name=model, state="ok", detail=registry.weights(model))
        except ConduitError as error:
            yield Check(name=model, state="note", detail=error.message, fix=error.hint)
    if registry.missing("local/moonshine-tiny") and sys.platform == "darwin":
        yield Check(
            name="auto:local",
            state="note",
            detail="moonshine has no wheel for macOS, so faster-whisper answers instead",
            fix="allow its download once: [weights] download = true in conduit.toml",
        )


def _home(house: House) -> Check:
    home = house.settings.home
    if not os.access(_existing(home), os.W_OK | os.X_OK):
        return Check(
            name="home",
            state="fail",
            detail=f"{home} cannot be written to, so no call can be recorded",
            fix="make it writable, or point CONDUIT_HOME at another folder",
        )
    free = shutil.disk_usage(_existing(home)).free
    if free < LOW_DISK_BYTES:
        return Check(
            name="home",
            state="note",
            detail=f"{home} has {free / 1e6:.0f} MB free",
            fix="free some room, or point CONDUIT_HOME at another disk",
        )
    return Check(name="home", state="ok", detail=f"{home}, {free / 1e9:.0f} GB free")


def _existing(folder: Path) -> Path:
    return next(candidate for candidate in (folder, *folder.parents) if candidate.exists())


def _ledger(house: House) -> Check:
    try:
        described = house.ledger.describe()
    except ConduitError as error:
        return Check(name="ledger", state="fail", detail=error.message, fix=error.hint)
    return Check(
        name="ledger",
        state="note" if described.note else "ok",
        detail=described.text,
        fix=described.note,
    )


def _privacy(house: House) -> Check:
    settings = house.settings
    rules = [
        name
        for name, on in (
            ("CONDUIT_OFFLINE=1", settings.offline),
            ("[privacy] local_only = true", settings.local_only),
        )
        if on
    ]
    detail = (
        f"{' and '.join(rules)}: nothing leaves" if rules else "calls without a model stay here"
    )
    return Check(name="privacy", state="ok", detail=detail)


def _configuration(house: House) -> Iterable[Check]:
    for note in house.settings.notes:
        yield Check(name="conduit.toml", state="note", detail=note, fix="correct or remove the key")


def _labextension() -> Check:
    installed = Path(sys.prefix, "share", "jupyter", "labextensions", "conduit-nb", "package.json")
    if installed.is_file():
        return Check(name="jupyterlab", state="ok", detail="the extension is installed")
    return Check(
        name="jupyterlab",
        state="note",
        detail="the extension is not in this environment; notebooks show plain HTML instead",
        fix="install conduit-nb in the environment that runs JupyterLab",
    )
