"""The plan of a call: which models can serve it and in what order. Pure: facts in, plan out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conduit_nb.core.errors import UserError
from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
from conduit_nb.core.route import Candidate, Plan, Route

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from conduit_nb.core.capabilities import Capabilities

__all__ = ["AUTO_NAMES", "Facts", "plan", "unmet"]

Request = TranscribeRequest | SpeakRequest

# A call that names no model never leaves the machine, so both mean the same today.
AUTO_NAMES = ("auto", "auto:local")

_VERBS = {
    "transcribe": "transcribe",
    "translate": "translate speech into English",
    "speak": "speak text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a model when a call is planned.

    Attributes:
        capabilities: What it can do.
        missing: What must be installed before it can run here, or None.
        worst_case_usd: The most that this call can cost there, or None when unknown.
    """

    capabilities: Capabilities
    missing: str | None
    worst_case_usd: Decimal | None


def plan(asked: str, request: Request, facts: Sequence[Facts]) -> Plan:
    """Returns the routes for `request`, first one first, each with its reason.

    Args:
        asked: ``auto``, ``auto:local`` or a full model name that is among the facts.
        request: What is to be done.
        facts: All models, in the order of preference.

    Raises:
        UserError: If nothing can serve the request; the message names the nearest model that can.
    """
    if asked in AUTO_NAMES:
        return _plan_auto(asked, request, facts)
    fact = next(f for f in facts if f.capabilities.model == asked)
    lacks = unmet(fact.capabilities, request)
    if lacks:
        raise UserError(
            f"{asked} cannot {' and cannot '.join(lacks)}.",
            hint=_offer(request, facts),
            model=asked,
        )
    if fact.missing:
        raise UserError(f"{asked} cannot run here: {fact.missing}.", model=asked)
    return Plan(asked=asked, candidates=(_candidate(fact, "asked for by name", chosen=True),))


def _plan_auto(asked: str, request: Request, facts: Sequence[Facts]) -> Plan:
    chosen: list[Candidate] = []
    left_out: list[Candidate] = []
    for fact in facts:
        capabilities = fact.capabilities
        if request.operation not in capabilities.operations:
            continue
        lacks = unmet(capabilities, request)
        if lacks:
            left_out.append(_candidate(fact, f"cannot {', '.join(lacks)}", chosen=False))
        elif not capabilities.local:
            reason = "would leave the machine; name it to use it"
            left_out.append(_candidate(fact, reason, chosen=False))
        elif fact.missing:
            left_out.append(_candidate(fact, fact.missing, chosen=False))
        else:
            reason = "local, the first that can" if not chosen else "local, if those before it fail"
            chosen.append(_candidate(fact, reason, chosen=True))
    if not chosen:
        why = "; ".join(f"{c.route}: {c.reason}" for c in left_out) or "no model does that"
        raise UserError(
            f"Nothing here can {_VERBS[request.operation]} as asked ({why}).",
            hint=_offer(request, facts),
        )
    return Plan(asked=asked, candidates=(*chosen, *left_out))


def unmet(capabilities: Capabilities, request: Request) -> list[str]:
    """Returns what the request asks for and the model cannot do, as verbs; empty when it can."""
    if request.operation not in capabilities.operations:
        return [_VERBS[request.operation]]
    lacks = []
    if request.language and not capabilities.speaks_language(request.language):
        lacks.append(f"do the language {request.language}")
    unknown = sorted(set(request.options) - set(capabilities.options))
    if unknown:
        known = ", ".join(capabilities.options) or "none"
        lacks.append(f"take the option {', '.join(unknown)} (it knows: {known})")
    if isinstance(request, TranscribeRequest):
        lacks += _unmet_transcribe(capabilities, request)
    return lacks


def _unmet_transcribe(capabilities: Capabilities, request: TranscribeRequest) -> list[str]:
    wanted = [
        (request.words, capabilities.word_times, "give word times"),
        (request.diarize, capabilities.diarization, "tell speakers apart"),
        (request.speakers is not None, capabilities.diarization, "count speakers"),
        (request.prompt is not None, capabilities.prompt, "take a prompt"),
        (bool(request.keyterms), capabilities.keyterms, "take keyterms"),
    ]
    return [verb for asked, able, verb in wanted if asked and not able]


def _offer(request: Request, facts: Sequence[Facts]) -> str:
    """Returns which models could serve the request, or what could be left out of it."""
    able = [f for f in facts if not unmet(f.capabilities, request)]
    ready = [f.capabilities.model for f in able if not f.missing]
    if ready:
        return f"{' or '.join(ready)} can."
    if able:
        return f"{able[0].capabilities.model} can: {able[0].missing}."
    return "No model of this version can; leave the option out, or see `conduit-nb capabilities`."


def _candidate(fact: Facts, reason: str, *, chosen: bool) -> Candidate:
    capabilities = fact.capabilities
    route = Route(
        provider=capabilities.provider, model=capabilities.model, local=capabilities.local
    )
    return Candidate(route=route, reason=reason, chosen=chosen, estimate_usd=fact.worst_case_usd)
