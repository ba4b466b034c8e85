"""The parts of the documentation that are made from the code, so that they cannot drift from it.

`write` puts them beside the pages that include them, in folders that git does not keep.
"""

from __future__ import annotations

import shutil
from pathlib import Path

__all__ = ["write"]


def write(docs: Path, root: Path) -> None:
    """Writes all parts below `docs`, and copies the notebooks of `root` into the tutorials."""
    copy_notebooks(root / "notebooks", docs / "tutorials")


def copy_notebooks(source: Path, target: Path) -> None:
    """Copies the notebooks of `source`; those that are gone there go here too."""
    for old in target.glob("*.ipynb"):
        if not (source / old.name).is_file():
            old.unlink()
    for notebook in sorted(source.glob("[0-9]*.ipynb")):
        shutil.copy2(notebook, target / notebook.name)
