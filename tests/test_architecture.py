"""The standards of the house, as tests."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import conduit_nb

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "conduit_nb"
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts and path.stat().st_size
)
SOFT_LINES, HARD_LINES = 400, 600
# Files over the soft limit, each with the reason; the list may only get shorter.
LONG: dict[str, str] = {}
# Packages whose `__init__` only describes the room, and entry points that one line covers.
UNTESTED = {"__init__.py", "__main__.py", "env.py"}


def _test_module(path: Path) -> Path:
    relative = path.relative_to(PACKAGE)
    return ROOT / "tests" / relative.parent / f"test_{relative.stem.strip('_')}.py"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_module_has_its_test_module(path: Path) -> None:
    """A module is tested by the test module of the same name."""
    if path.name in UNTESTED:
        return
    assert _test_module(path).is_file(), f"write {_test_module(path).relative_to(ROOT)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_stay_short(path: Path) -> None:
    """A file fits in a head: 400 lines, 600 with a reason."""
    lines = len(path.read_text().splitlines())
    limit = HARD_LINES if path.name in LONG else SOFT_LINES
    assert lines <= limit


def test_importing_the_package_loads_nothing_heavy() -> None:
    """`import conduit_nb` costs next to nothing."""
    heavy = ("pandas", "altair", "IPython", "httpx", "numpy", "sqlalchemy", "soundfile", "anyio")
    code = f"import sys, conduit_nb; print(*[m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == ""


def test_public_names_are_what_is_promised() -> None:
    """`__all__` and what can really be had are the same, and the list is pinned."""
    promised = {
        "AudioClip", "AudioFormat", "Capabilities", "Conduit", "ConduitError", "Segment", "Speech",
        "Transcript", "Usage", "Voice", "Word", "__version__", "capabilities", "estimate",
        "read_audio", "speak", "transcribe", "translate", "voices", "write_audio",
    }  # fmt: skip
    assert set(conduit_nb.__all__) == promised
    for name in conduit_nb.__all__:
        assert getattr(conduit_nb, name) is not None


def test_no_room_hides_a_public_verb() -> None:
    """After every submodule was imported, the public verbs are still functions."""
    for module in pkgutil.walk_packages(conduit_nb.__path__, "conduit_nb."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for verb in ("transcribe", "translate", "speak", "voices", "capabilities", "estimate"):
        assert callable(getattr(conduit_nb, verb)), verb


def test_every_public_object_has_a_docstring() -> None:
    """What users can reach is documented."""
    bare = [
        name
        for name in conduit_nb.__all__
        if name != "__version__" and not getattr(conduit_nb, name).__doc__
    ]
    assert bare == []
