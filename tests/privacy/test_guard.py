"""Audio stays unless sent: what leaves the machine, and which rule keeps it."""

from __future__ import annotations

import pytest

from conduit_nb.core.errors import PermissionDenied
from conduit_nb.core.route import Route
from conduit_nb.privacy.guard import check

LOCAL = Route(provider="local", model="local/piper", local=True)
REMOTE = Route(provider="openai", model="openai/gpt-transcribe", local=False)


@pytest.mark.parametrize("local_only", [False, True])
@pytest.mark.parametrize("offline", [False, True])
def test_a_local_route_is_always_allowed(local_only: bool, offline: bool) -> None:
    """What stays on the machine breaks no rule."""
    check(LOCAL, local_only=local_only, offline=offline)


def test_without_a_rule_a_named_provider_is_allowed() -> None:
    """Who names a provider means it."""
    check(REMOTE, local_only=False, offline=False)


@pytest.mark.parametrize(
    ("local_only", "offline", "rules", "ways"),
    [
        (True, False, ["[privacy] local_only = true forbids"], ["local_only = false"]),
        (False, True, ["CONDUIT_OFFLINE=1 forbids"], ["unset CONDUIT_OFFLINE"]),
        (
            True,
            True,
            ["CONDUIT_OFFLINE=1 and [privacy] local_only = true forbid"],
            ["unset CONDUIT_OFFLINE", "local_only = false"],
        ),
    ],
)
def test_a_rule_forbids_and_is_named(
    local_only: bool, offline: bool, rules: list[str], ways: list[str]
) -> None:
    """The refusal names every rule, and how each is changed."""
    with pytest.raises(PermissionDenied) as caught:
        check(REMOTE, local_only=local_only, offline=offline)
    assert all(rule in caught.value.message for rule in rules)
    assert all(way in (caught.value.hint or "") for way in ways)
    assert (caught.value.provider, caught.value.model) == ("openai", "openai/gpt-transcribe")
