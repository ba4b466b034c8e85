"""What the environment tells of where this process runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["notebook_path"]


def notebook_path(env: Mapping[str, str] | None = None) -> str | None:
    """Returns the notebook that this kernel was started for, as Jupyter Server tells it."""
    return (os.environ if env is None else env).get("JPY_SESSION_NAME", "").strip() or None
