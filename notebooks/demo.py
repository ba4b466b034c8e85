"""Runs the quickstart from start to end, prints what it gave, and renders it as a page."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "build" / "demo" / "01_quickstart.html"


def main() -> int:
    """Runs the notebook and returns an exit code."""
    notebook = nbformat.read(HERE / "01_quickstart.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    done = 0

    def told(cell: nbformat.NotebookNode, **_: object) -> None:
        nonlocal done
        if cell.cell_type == "code":
            done += 1
            line = cell.source.strip().splitlines()[0]
            print(f"  [{done}/{len(cells)}] {line}", flush=True)

    print("running notebooks/01_quickstart.ipynb", flush=True)
    started = time.monotonic()
    client = NotebookClient(
        notebook,
        timeout=600,
        extra_arguments=["--IPKernelApp.log_level=40"],  # errors only
        resources={"metadata": {"path": str(HERE)}},
        on_cell_start=told,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        print(f"\nthe quickstart failed:\n{error}", file=sys.stderr)
        return 1
    page, _ = HTMLExporter().from_notebook_node(notebook)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")
    _report(notebook, time.monotonic() - started)
    return 0


def _report(notebook: nbformat.NotebookNode, elapsed: float) -> None:
    """Prints the outputs of the cells that are tagged ``demo``."""
    print()
    for cell in notebook.cells:
        if "demo" not in cell.metadata.get("tags", []):
            continue
        for output in cell.outputs:
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            print(text.strip(), end="\n\n")
    print(f"ran in {elapsed:.0f} s")
    print(f"page:  {PAGE}")
    print("next:  make lab   opens JupyterLab at the notebooks")


if __name__ == "__main__":
    sys.exit(main())
