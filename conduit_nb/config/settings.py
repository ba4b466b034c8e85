"""What the user has set: `conduit.toml` of the project, then of the user, then the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from conduit_nb.config.toml import TomlFile, read_toml
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FILE_NAME", "Settings", "current_settings", "load_settings"]

FILE_NAME = "conduit.toml"
DURABILITIES = ("process", "power")
T = TypeVar("T")
SWITCH = {"1": True, "true": True, "yes": True, "on": True}
SWITCH |= {"": False, "0": False, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this project is to be run.

    Attributes:
        home: The folder of the ledger and the cache (``CONDUIT_HOME``).
        project: The folder that holds `conduit.toml`, or the working folder.
        offline: True when nothing may leave the machine (``CONDUIT_OFFLINE=1``).
        local_only: True when the user's rule forbids it (``[privacy] local_only``).
        durability: What a recorded call survives: ``process`` (a killed process) or ``power`` (a
            power failure too); ``[ledger] durability``.
        default_transcribe_model: ``[models] transcribe``, or None.
        default_speak_model: ``[models] speak``, or None.
        weights: The user's own weights by model name; ``[weights] "local/piper" = "path"``.
        allow_download: True when weights may be downloaded; ``[weights] download``.
        sources: The files that were read, the strongest first.
        notes: What was not understood in them, one sentence each.
    """

    home: Path
    project: Path
    offline: bool = False
    local_only: bool = False
    durability: str = "process"
    default_transcribe_model: str | None = None
    default_speak_model: str | None = None
    weights: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    allow_download: bool = False
    sources: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def current_settings() -> Settings:
    """Returns the settings of this process: its working folder and its environment.

    Raises:
        UserError: If a `conduit.toml` or a variable cannot be understood.
    """
    return load_settings(Path.cwd(), os.environ)


def load_settings(
    cwd: Path, env: Mapping[str, str], *, user_folder: Path | None = None
) -> Settings:
    """Returns the settings that hold in `cwd`.

    Args:
        cwd: Where to look for `conduit.toml`; the nearest folder upwards that has one is used.
        env: The environment.
        user_folder: The user's configuration folder, instead of the system's usual one.

    Raises:
        UserError: If a file cannot be read or understood (file, line and key are named), or a
            variable holds something unknown.
    """
    project_file = _nearest(cwd)
    user_file = (user_folder or _user_config()) / FILE_NAME
    paths = [path for path in (project_file, user_file) if path is not None and path.is_file()]
    files = [read_toml(path) for path in dict.fromkeys(paths)]
    models = [_models(file) for file in files]
    return Settings(
        home=_home(cwd, env),
        project=project_file.parent if project_file else cwd,
        offline=_switch(env, "CONDUIT_OFFLINE"),
        local_only=_first([file.boolean("privacy", "local_only") for file in files]) or False,
        durability=_first([file.choice("ledger", "durability", DURABILITIES) for file in files])
        or "process",
        default_transcribe_model=_first([model["transcribe"] for model in models]),
        default_speak_model=_first([model["speak"] for model in models]),
        weights=_weights(files),
        allow_download=_first([file.boolean("weights", "download") for file in files]) or False,
        sources=tuple(file.path for file in files),
        notes=tuple(note for file in files for note in file.unknown(_KNOWN)),
    )


_KNOWN: Mapping[str, tuple[str, ...]] = {
    "privacy": ("local_only",),
    "ledger": ("durability",),
    "models": ("transcribe", "speak"),
    "weights": ("download", "*/*"),
}


def _nearest(cwd: Path) -> Path | None:
    for folder in (cwd, *cwd.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def _user_config() -> Path:
    import platformdirs

    return platformdirs.user_config_path("conduit_nb", appauthor=False)


def _home(cwd: Path, env: Mapping[str, str]) -> Path:
    named = env.get("CONDUIT_HOME", "")
    if named.strip():
        return cwd / Path(named).expanduser()
    import platformdirs

    return platformdirs.user_data_path("conduit_nb", appauthor=False)


def _switch(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in SWITCH:
        raise UserError(f"{name} is {value!r}; it must be 1 or 0.")
    return SWITCH[value]


def _models(file: TomlFile) -> dict[str, str | None]:
    return {verb: file.text_of("models", verb) for verb in ("transcribe", "speak")}


def _weights(files: list[TomlFile]) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for file in reversed(files):  # the project comes first and so is laid on top
        for name in file.keys("weights"):
            if name == "download" or "/" not in name:
                continue  # `unknown` tells of the second kind
            written = file.text_of("weights", name)
            if written:
                found[name] = file.path.parent / Path(written).expanduser()
    return MappingProxyType(found)


def _first(values: list[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
