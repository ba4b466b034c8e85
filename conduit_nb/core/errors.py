"""The error tree. Every error is one line that says what happened and what to do next.

ConduitError
├── UserError             the call cannot be made as written
├── PolicyViolation       a rule of the user or the lab forbids it
│   ├── BudgetExceeded
│   ├── ContentBlocked
│   └── PermissionDenied
├── ProviderError         the provider answered with a failure
│   ├── AuthFailed
│   ├── RateLimited
│   ├── BadRequest
│   ├── Unavailable
│   └── ProtocolViolation
├── AudioError            the audio cannot be read, decoded or written
├── EngineError           a local model cannot be loaded or failed
└── LedgerError           a call cannot be recorded, so it is not made
"""

from __future__ import annotations

__all__ = [
    "AudioError",
    "AuthFailed",
    "BadRequest",
    "BudgetExceeded",
    "ConduitError",
    "ContentBlocked",
    "EngineError",
    "LedgerError",
    "PermissionDenied",
    "PolicyViolation",
    "ProtocolViolation",
    "ProviderError",
    "RateLimited",
    "Unavailable",
    "UserError",
]


class ConduitError(Exception):
    """Something a person can act on.

    Args:
        message: What happened, in one sentence.
        hint: What to do about it, in one sentence.
        provider: The provider that was asked, if any.
        model: The full model name (``provider/model``), if any.
        request_id: The provider's id of the failed request, if it gave one.
        retryable: True when the same call may succeed later.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        provider: str | None = None,
        model: str | None = None,
        request_id: str | None = None,
        retryable: bool = False,
    ) -> None:
        self.message = one_line(message)
        self.hint = one_line(hint) if hint else None
        self.provider = provider
        self.model = model
        self.request_id = request_id
        self.retryable = retryable
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class UserError(ConduitError):
    """The call cannot be made as it was written."""

    exit_code = 2


class PolicyViolation(ConduitError):
    """A rule set by the user or the lab forbids the call."""


class BudgetExceeded(PolicyViolation):
    """The call could cost more than is left."""


class ContentBlocked(PolicyViolation):
    """The content may not be sent or shown."""


class PermissionDenied(PolicyViolation):
    """The call is not allowed here, for instance audio leaving the machine in local-only mode."""


class ProviderError(ConduitError):
    """A provider answered with a failure."""


class AuthFailed(ProviderError):
    """The credential is missing, wrong or expired."""


class RateLimited(ProviderError):
    """Too many requests or too little quota; ``retryable`` says whether waiting helps."""


class BadRequest(ProviderError):
    """The provider refused the request itself."""


class Unavailable(ProviderError):
    """The provider cannot be reached or is out of order."""


class ProtocolViolation(ProviderError):
    """The provider answered with something its protocol does not allow."""


class AudioError(ConduitError):
    """Audio that cannot be read, decoded, converted or written."""


class EngineError(ConduitError):
    """A local model that cannot be loaded, or that failed while running."""


class LedgerError(ConduitError):
    """A call that cannot be recorded; nothing is sent or shown in that case."""


def one_line(text: str) -> str:
    """Returns `text` on one line without control characters, so that it never breaks a log."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
