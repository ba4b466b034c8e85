"""What models can do, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conduit_nb.notebook.embedding import spoken_length
from conduit_nb.notebook.tables import Column, Table, facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conduit_nb.core.capabilities import Capabilities

__all__ = ["overview", "sheet"]

LANGUAGES_SHOWN = 6
_FLAGS = (
    ("streaming", "streaming"),
    ("word times", "word_times"),
    ("speakers", "diarization"),
    ("prompt", "prompt"),
    ("key terms", "keyterms"),
)


def overview(models: Sequence[Capabilities]) -> Table:
    """Returns a row a model with what it can do."""
    columns = (
        Column("model"),
        Column("does"),
        Column("languages"),
        *(Column(title) for title, _ in _FLAGS),
        Column("options"),
    )
    rows = tuple(
        (
            model.model,
            operations(model),
            languages(model),
            *(_mark(getattr(model, name)) for _, name in _FLAGS),
            ", ".join(model.options) or "·",
        )
        for model in models
    )
    notes = tuple(f"{model.model}: {model.note}" for model in models if model.note)
    return Table(caption="Capabilities", columns=columns, rows=rows, notes=notes)


def sheet(model: Capabilities) -> Table:
    """Returns all that is known of one model, a row a fact."""
    pairs = [
        ("does", operations(model)),
        ("languages", ", ".join(model.languages) or "any"),
        *((title, _mark(getattr(model, name))) for title, name in _FLAGS),
        ("runs", "on this machine" if model.local else "at the provider"),
        ("longest audio", spoken_length(model.max_seconds) if model.max_seconds else "no limit"),
        ("longest text", f"{model.max_characters:,}" if model.max_characters else "no limit"),
        ("options (-O)", ", ".join(model.options) or "none"),
        ("licence", model.licence or "not stated"),
        ("installed with", f"conduit-nb[{model.extra}]" if model.extra else "conduit-nb"),
        *([("note", model.note)] if model.note else []),
    ]
    return facts(model.model, pairs)


def operations(model: Capabilities) -> str:
    """Returns what can be asked of a model."""
    return ", ".join(
        name for name in ("transcribe", "translate", "speak") if name in model.operations
    )


def languages(model: Capabilities) -> str:
    """Returns the languages it knows, or how many when there are many."""
    if not model.languages:
        return "any"
    if len(model.languages) > LANGUAGES_SHOWN:
        return f"{len(model.languages)} languages"
    return ", ".join(model.languages)


def _mark(able: object) -> str:
    return "yes" if able else "·"
