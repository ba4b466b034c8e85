"""The verbs as plain functions, over one `Conduit` of this process."""

from __future__ import annotations

import functools
import inspect
import threading
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from conduit_nb.session.conduit import Conduit

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

__all__ = [
    "capabilities",
    "close",
    "conduit",
    "estimate",
    "speak",
    "transcribe",
    "translate",
    "voices",
]

P = ParamSpec("P")
T = TypeVar("T")

_lock = threading.Lock()
_shared: list[Conduit] = []


def conduit() -> Conduit:
    """Returns the `Conduit` that the functions of this module use; made when first asked for."""
    with _lock:
        if not _shared:
            _shared.append(Conduit())
        return _shared[0]


def close() -> None:
    """Closes the shared `Conduit`; the next call makes another, with settings read anew."""
    with _lock:
        while _shared:
            _shared.pop().close()


def _sync(method: Callable[Concatenate[Conduit, P], Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """Returns the method as a function that waits for its result."""

    @functools.wraps(method)
    def function(*args: P.args, **kwargs: P.kwargs) -> T:
        shared = conduit()
        return shared.run(lambda: method(shared, *args, **kwargs))

    signature = inspect.signature(method)
    plain = [parameter for name, parameter in signature.parameters.items() if name != "self"]
    # What help() and completion show; the method's own one has a `self` that nobody gives.
    function.__dict__["__signature__"] = signature.replace(parameters=plain)
    return function


transcribe = _sync(Conduit.transcribe)
translate = _sync(Conduit.translate)
speak = _sync(Conduit.speak)
estimate = _sync(Conduit.estimate)
voices = _sync(Conduit.voices)
capabilities = _sync(Conduit.capabilities)
