"""The catalog of models: one line each. The only room that reaches provider and engine modules."""

from __future__ import annotations

import importlib
import importlib.util
import os
import threading
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from conduit_nb.core.checks import nearest
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from conduit_nb.core.capabilities import Capabilities
    from conduit_nb.core.protocols import SpeechToText, TextToSpeech, VoiceActivityDetector
    from conduit_nb.core.speech import Voice

__all__ = ["CATALOG", "EngineOptions", "Registry"]

# What tells speech from the rest, for the engines that ask for it.
DETECTOR = "conduit_nb.engines.silero:SileroDetector"

# In the order in which `auto` prefers them.
CATALOG: Mapping[str, str] = MappingProxyType(
    {
        "local/moonshine-tiny": "conduit_nb.engines.moonshine:MoonshineTiny",
        "local/whisper-tiny.en": "conduit_nb.engines.whisper:WhisperTinyEn",
        "local/whisper-base": "conduit_nb.engines.whisper:WhisperBase",
        "local/piper": "conduit_nb.engines.piper:Piper",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """Where engines look for weights.

    Attributes:
        weights: Explicit paths by model name.
        models_dir: Folder for downloaded or assembled weights.
        download: Whether weights may be fetched from a hub.
    """

    models_dir: Path
    weights: Mapping[str, Path] = field(default_factory=dict)
    download: bool = False


class Registry:
    """Knows every model, what it can do, and whether it can run here.

    Args:
        options: Where engines look for weights.
        catalog: Model names and the ``module:Class`` that serves each.
    """

    def __init__(self, options: EngineOptions, catalog: Mapping[str, str] = CATALOG) -> None:
        self._options = options
        self._catalog = dict(catalog)
        self._engines: dict[str, Any] = {}
        self._inherited: dict[str, Any] = {}  # Kept: letting go would wait for threads not here.
        self._lock = threading.Lock()
        self._pid = os.getpid()

    @property
    def models(self) -> tuple[str, ...]:
        """The full names of all models, in the order of preference."""
        return tuple(self._catalog)

    @property
    def providers(self) -> frozenset[str]:
        """The names before the slash."""
        return frozenset(model.partition("/")[0] for model in self._catalog)

    def canonical(self, model: str) -> str:
        """Returns the full name for `model`, which may be written ``provider:model``.

        Raises:
            UserError: If there is no such model; the message offers the nearest names.
        """
        name = model if "/" in model else model.replace(":", "/", 1)
        if name in self._catalog:
            return name
        near = nearest(name, self._catalog)
        offer = f"Did you mean {' or '.join(near)}?" if near else "See `conduit-nb models`."
        raise UserError(f"There is no model {model!r}.", hint=offer, model=model)

    def capabilities(self, model: str) -> Capabilities:
        """Returns what the model can do; nothing heavy is loaded."""
        return cast("Capabilities", self._class(model).capabilities)

    def missing(self, model: str) -> str | None:
        """Returns what must be installed before the model can run here, or None."""
        needs = self.capabilities(model)
        absent = [name for name in needs.requires if importlib.util.find_spec(name) is None]
        if not absent:
            return None
        way = f'pip install "conduit-nb[{needs.extra}]"' if needs.extra else "see the documentation"
        return f"{', '.join(absent)} is not installed ({way})"

    def speech_to_text(self, model: str) -> SpeechToText:
        """Returns the model's recogniser, one object a process."""
        return cast("SpeechToText", self._engine(model))

    def text_to_speech(self, model: str) -> TextToSpeech:
        """Returns the model's synthesiser, one object a process."""
        return cast("TextToSpeech", self._engine(model))

    def voices(self, model: str) -> tuple[Voice, ...]:
        """Returns the model's voices; none for a model that does not speak or cannot run here."""
        if "speak" not in self.capabilities(model).operations or self.missing(model):
            return ()
        return self.text_to_speech(model).voices()

    def weights(self, model: str) -> str:
        """Returns where the model's weights are, without loading them.

        Raises:
            EngineError: If they are missing or damaged; the message says what to do.
        """
        return str(self._engine(model).weights_note())

    def _class(self, model: str) -> Any:
        module, _, name = self._catalog[model].partition(":")
        return getattr(importlib.import_module(module), name)

    def _engine(self, model: str) -> Any:
        if self._pid != os.getpid():  # A model's own threads do not survive a fork: load it anew.
            self._inherited = self._engines
            self._engines, self._lock, self._pid = {}, threading.Lock(), os.getpid()
        with self._lock:
            if model not in self._engines:
                engine = self._class(model)
                listens = getattr(engine, "listens_for_speech", False)
                self._engines[model] = engine(
                    **({"detector": _detector} if listens else {}),
                    weights=self._options.weights.get(model),
                    models_dir=self._options.models_dir,
                    download=self._options.download,
                )
            return self._engines[model]


def _detector() -> VoiceActivityDetector:
    """Returns a new detector; it keeps state, so each engine has its own."""
    module, _, name = DETECTOR.partition(":")
    return cast("VoiceActivityDetector", getattr(importlib.import_module(module), name)())
