"""``conduit-nb translate`` on a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_it_prints_what_was_said(cli: Callable[..., Any], recording: Path) -> None:
    """The words, and nothing else, on standard output."""
    ran = cli("translate", str(recording))
    assert (ran.code, ran.out) == (0, "one\ntwo\n")
