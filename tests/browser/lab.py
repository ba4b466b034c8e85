"""A running JupyterLab, as the tests see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Lab"]


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes:
        url: Where it listens, on loopback.
        token: What it asks for.
        folder: What it shows.
    """

    url: str
    token: str
    folder: Path

    def address(self, notebook: str) -> str:
        """Returns the address that opens a notebook."""
        return f"{self.url}/lab/tree/{notebook}?token={self.token}&reset"
