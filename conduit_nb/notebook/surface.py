"""What a magic works with: the shell it was called in, and the session that makes the calls."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from IPython.core.interactiveshell import InteractiveShell

    from conduit_nb.config.settings import Settings
    from conduit_nb.core.audio import AudioClip
    from conduit_nb.core.calls import Origin
    from conduit_nb.core.capabilities import Capabilities
    from conduit_nb.core.protocols import ProgressReporter
    from conduit_nb.core.route import Estimate
    from conduit_nb.core.speech import Speech, Voice
    from conduit_nb.core.transcript import Transcript
    from conduit_nb.notebook.progress import Place
    from conduit_nb.session.doctor import Check

__all__ = ["House", "Session", "Surface", "open_place", "open_session"]


class House(Protocol):
    """What magics need of a `Conduit`."""

    @property
    def settings(self) -> Settings:
        """What was configured."""
        ...

    @property
    def defaults(self) -> Mapping[str, str]:
        """The default models by operation."""
        ...

    def use(self, model: str) -> tuple[str, ...]:
        """Makes a model the default for what it can do."""
        ...

    def knows_model(self, word: str) -> bool:
        """Returns whether a word begins as a model's name does."""
        ...

    def model_names(self) -> tuple[str, ...]:
        """Returns every name that can be written for a model."""
        ...

    def missing(self, model: str) -> str | None:
        """Returns what must be installed before a model can run here."""
        ...

    def status(self) -> list[tuple[str, str]]:
        """Returns what is set and where things are."""
        ...

    def doctor(self) -> list[Check]:
        """Returns what works here and what does not."""
        ...


class Session(Protocol):
    """The verbs as magics call them; the module `conduit_nb.session.sync` is one."""

    def conduit(self) -> House:
        """Returns the process's `Conduit`."""
        ...

    def transcribe(
        self,
        audio: AudioClip,
        *,
        model: str | None,
        language: str | None,
        task: str,
        words: bool,
        diarize: bool,
        speakers: int | None,
        prompt: str | None,
        keyterms: Sequence[str],
        options: Mapping[str, str],
        max_cost: Decimal | None,
        use_cache: bool,
        origin: Origin | None,
        on_progress: ProgressReporter | None,
    ) -> Transcript:
        """Returns what is said in a recording."""
        ...

    def speak(
        self,
        text: str,
        *,
        model: str | None,
        voice: str | None,
        language: str | None,
        speed: float,
        options: Mapping[str, str],
        max_cost: Decimal | None,
        use_cache: bool,
        origin: Origin | None,
        on_progress: ProgressReporter | None,
    ) -> Speech:
        """Returns text spoken."""
        ...

    def estimate(
        self,
        subject: str | AudioClip,
        *,
        operation: str,
        model: str | None,
        **options: Any,
    ) -> Estimate:
        """Returns what a call would use and cost."""
        ...

    def voices(self, model: str | None = None) -> tuple[Voice, ...]:
        """Returns the voices there are."""
        ...

    def capabilities(self, model: str | None = None) -> tuple[Capabilities, ...]:
        """Returns what models can do."""
        ...

    def close(self) -> None:
        """Stops what runs in the background."""
        ...


def open_place(shell: InteractiveShell) -> Place:
    """Returns a new place to show the shell's progress."""
    from conduit_nb.notebook.progress import place_for

    return place_for(shell)


def open_session() -> Session:
    """Returns the process's session; imported when the first magic asks for it."""
    from conduit_nb.session import sync

    return sync


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A shell and its session.

    Attributes:
        shell: The shell that the extension was loaded into.
        opened: Returns the session.
        clock: Returns seconds that never go back.
        place: Returns a new place to show progress.
    """

    shell: InteractiveShell
    opened: Callable[[], Session] = open_session
    clock: Callable[[], float] = monotonic
    place: Callable[[InteractiveShell], Place] = open_place

    @property
    def session(self) -> Session:
        """The session that makes the calls."""
        return self.opened()

    def is_model(self, word: str) -> bool:
        """Returns whether a first word names a model: it looks like one and no such file exists."""
        return self.session.conduit().knows_model(word) and not Path(word).exists()

    def bind(self, name: str | None, value: object) -> None:
        """Makes `value` the user's variable `name`, if there is one."""
        if name is not None:
            self.shell.user_ns[name] = value

    def origin(self, label: str | None) -> Origin:
        """Returns where a call of this cell comes from, for the ledger."""
        from conduit_nb.core.calls import Origin

        project = self.session.conduit().settings.project
        return Origin(
            project=str(project),
            notebook=self._notebook(project),
            cell=self.shell.execution_count,
            label=label,
            surface="magic",
        )

    def _notebook(self, project: Path) -> str | None:
        from conduit_nb.config.surroundings import notebook_path

        # VS Code puts the path among the user's variables; Jupyter Server into the environment.
        named = self.shell.user_ns.get("__vsc_ipynb_file__") or notebook_path()
        if not isinstance(named, str):
            return None
        path = Path(named)
        if path.is_absolute() and path.is_relative_to(project):
            return str(path.relative_to(project))
        return str(path)
