"""The catalog, and what the registry tells of each line."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.router.registry import CATALOG, EngineOptions, Registry

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """Returns the real registry over an empty models folder."""
    return Registry(EngineOptions(models_dir=tmp_path))


def test_every_line_of_the_catalog_leads_to_a_class_that_knows_its_name() -> None:
    """A catalog line and the capabilities behind it agree on the model's name."""
    for model, home in CATALOG.items():
        module, _, name = home.partition(":")
        assert getattr(importlib.import_module(module), name).capabilities.model == model


def test_a_model_may_be_written_with_a_colon(registry: Registry) -> None:
    """provider:model is accepted."""
    assert registry.canonical("local:piper") == "local/piper"


def test_an_unknown_model_is_refused_with_the_nearest_names(registry: Registry) -> None:
    """A typing mistake is answered with what was probably meant."""
    with pytest.raises(UserError, match="Did you mean local/moonshine-tiny"):
        registry.canonical("local/moonshine-tiney")


def test_a_name_like_nothing_is_pointed_to_the_list(registry: Registry) -> None:
    """Where nothing is near, the list is the next step."""
    with pytest.raises(UserError, match="conduit-nb models"):
        registry.canonical("zzzzzz/qqqqqq")


def test_what_is_missing_names_the_extra(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model whose runtime is absent says how to install it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    missing = registry.missing("local/moonshine-tiny")
    assert missing is not None
    assert "conduit-nb[local]" in missing


def test_an_engine_is_made_once(registry: Registry) -> None:
    """Models load once a process."""
    assert registry.text_to_speech("local/piper") is registry.text_to_speech("local/piper")


def test_a_recogniser_has_no_voices(registry: Registry) -> None:
    """Voices are asked of what speaks."""
    assert registry.voices("local/moonshine-tiny") == ()


def test_after_a_fork_an_engine_is_made_anew(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model's own threads are gone in the child, so the parent's object is of no use there."""
    inherited = registry.text_to_speech("local/piper")
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert registry.text_to_speech("local/piper") is not inherited
