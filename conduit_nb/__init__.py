"""Speech AI for notebooks: transcribe, speak, and always know what it cost.

Every public name is loaded when it is first used, so that importing the package costs next to
nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from conduit_nb.audio.files import read_audio, write_audio
    from conduit_nb.core.audio import AudioClip, AudioFormat
    from conduit_nb.core.capabilities import Capabilities
    from conduit_nb.core.errors import ConduitError
    from conduit_nb.core.speech import Speech, Voice
    from conduit_nb.core.transcript import Segment, Transcript, Word
    from conduit_nb.core.usage import Usage
    from conduit_nb.session.conduit import Conduit
    from conduit_nb.session.sync import capabilities, estimate, speak, transcribe, translate, voices

_HOMES = {
    "AudioClip": "conduit_nb.core.audio",
    "AudioFormat": "conduit_nb.core.audio",
    "Capabilities": "conduit_nb.core.capabilities",
    "Conduit": "conduit_nb.session.conduit",
    "ConduitError": "conduit_nb.core.errors",
    "Segment": "conduit_nb.core.transcript",
    "Speech": "conduit_nb.core.speech",
    "Transcript": "conduit_nb.core.transcript",
    "Usage": "conduit_nb.core.usage",
    "Voice": "conduit_nb.core.speech",
    "Word": "conduit_nb.core.transcript",
    "capabilities": "conduit_nb.session.sync",
    "estimate": "conduit_nb.session.sync",
    "read_audio": "conduit_nb.audio.files",
    "speak": "conduit_nb.session.sync",
    "transcribe": "conduit_nb.session.sync",
    "translate": "conduit_nb.session.sync",
    "voices": "conduit_nb.session.sync",
    "write_audio": "conduit_nb.audio.files",
}

__all__ = [
    "AudioClip",
    "AudioFormat",
    "Capabilities",
    "Conduit",
    "ConduitError",
    "Segment",
    "Speech",
    "Transcript",
    "Usage",
    "Voice",
    "Word",
    "__version__",
    "capabilities",
    "estimate",
    "read_audio",
    "speak",
    "transcribe",
    "translate",
    "voices",
    "write_audio",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("conduit-nb")
    if name == "ledger":  # A room with functions of its own: conduit_nb.ledger.frame().
        return importlib.import_module("conduit_nb.ledger")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Registers the magics and the rich displays; called by ``%load_ext conduit_nb``."""
    from conduit_nb.notebook.extension import load

    load(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Takes the magics and displays away and closes what runs in the background."""
    from conduit_nb.notebook.extension import unload

    unload(shell)
