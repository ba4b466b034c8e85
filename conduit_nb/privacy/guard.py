"""The rule that audio and text stay on this machine. Pure: it is told what holds, and judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.core.errors import PermissionDenied

if TYPE_CHECKING:
    from conduit_nb.core.route import Route

__all__ = ["check"]


def check(route: Route, *, local_only: bool, offline: bool) -> None:
    """Raises if the route leaves the machine although a rule forbids it.

    Args:
        route: The way the call would go.
        local_only: True when ``[privacy] local_only`` is set in `conduit.toml`.
        offline: True when ``CONDUIT_OFFLINE`` is set.

    Raises:
        PermissionDenied: With every rule that forbids it and how each is changed.
    """
    if route.local or not (local_only or offline):
        return
    rules: list[str] = []
    changes: list[str] = []
    if offline:
        rules.append("CONDUIT_OFFLINE=1")
        changes.append("unset CONDUIT_OFFLINE")
    if local_only:
        rules.append("[privacy] local_only = true")
        changes.append("set local_only = false under [privacy] in conduit.toml")
    verb = "forbids" if len(rules) == 1 else "forbid"
    raise PermissionDenied(
        f"{route.model} would send data to {route.provider}, which {' and '.join(rules)} {verb}.",
        hint=f"Choose a local model, or {' and '.join(changes)}.",
        provider=route.provider,
        model=route.model,
    )
