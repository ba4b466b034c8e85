"""The plan is pure: facts in, routes with reasons out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.capabilities import Capabilities
from conduit_nb.core.errors import UserError
from conduit_nb.core.requests import SpeakRequest, TranscribeRequest
from conduit_nb.router.plan import Facts, plan, unmet

CLIP = AudioClip.from_samples([0.0] * 160, 16_000)


def fact(model: str, missing: str | None = None, **able: Any) -> Facts:
    """Returns facts about an English model that transcribes locally unless told otherwise."""
    fields: dict[str, Any] = {
        "operations": frozenset({"transcribe"}),
        "languages": ("en",),
        "local": True,
        **able,
    }
    return Facts(
        capabilities=Capabilities(model=model, **fields),
        missing=missing,
        worst_case_usd=Decimal(0),
    )


SMALL = fact("local/small")
LARGE = fact("local/large", word_times=True, languages=())
FAR = fact("far/away", local=False, word_times=True, diarization=True)
VOICE = fact("local/voice", operations=frozenset({"speak"}))
ALL = [SMALL, LARGE, FAR, VOICE]


def request(**fields: Any) -> TranscribeRequest:
    """Returns a request for a short clip."""
    return TranscribeRequest(audio=CLIP, **fields)


def models(**fields: Any) -> list[str]:
    """Returns the routes of `auto` for a request, in order."""
    return [c.route.model for c in plan("auto", request(**fields), ALL).routes]


def test_auto_takes_the_first_local_model_and_keeps_the_others_in_reserve() -> None:
    """The order of the catalog is the order of preference."""
    assert models() == ["local/small", "local/large"]


def test_auto_never_leaves_the_machine() -> None:
    """A call that names no model stays here, even when only a hosted model could serve it."""
    with pytest.raises(UserError, match="would leave the machine"):
        plan("auto", request(diarize=True), ALL)


def test_auto_passes_over_a_model_that_lacks_what_is_asked() -> None:
    """Word times are asked for, so the model without them is left out, with the reason."""
    made = plan("auto", request(words=True), ALL)
    assert [c.route.model for c in made.routes] == ["local/large"]
    assert "local/small: cannot give word times" in made.explain()


def test_auto_passes_over_a_model_that_is_not_installed() -> None:
    """A missing runtime is a reason, not an error, while another model can serve."""
    gone = fact("local/small", missing="small_runtime is not installed")
    made = plan("auto", request(), [gone, LARGE])
    assert [c.route.model for c in made.routes] == ["local/large"]
    assert "small_runtime is not installed" in made.explain()


def test_a_named_model_is_the_only_route() -> None:
    """Whoever names a model gets that one or an error."""
    assert [c.route.model for c in plan("far/away", request(), ALL).routes] == ["far/away"]


def test_a_named_model_that_cannot_names_the_one_that_can() -> None:
    """The refusal comes before the call and offers the nearest model that can."""
    with pytest.raises(UserError, match=r"local/small cannot give word times\. local/large or far"):
        plan("local/small", request(words=True), ALL)


def test_a_named_model_that_is_not_installed_says_what_to_install() -> None:
    """The reason is the registry's, word for word."""
    gone = fact("local/small", missing='runtime is not installed (pip install "x[y]")')
    with pytest.raises(UserError, match="runtime is not installed"):
        plan("local/small", request(), [gone])


@pytest.mark.parametrize(
    ("fields", "lack"),
    [
        ({"words": True}, "give word times"),
        ({"diarize": True}, "tell speakers apart"),
        ({"speakers": 2}, "count speakers"),
        ({"prompt": "x"}, "take a prompt"),
        ({"keyterms": ("x",)}, "take keyterms"),
        ({"language": "de"}, "do the language de"),
        ({"task": "translate"}, "translate speech into English"),
        ({"options": {"beam": "2"}}, "take the option beam (it knows: none)"),
    ],
)
def test_each_thing_asked_for_is_checked(fields: dict[str, Any], lack: str) -> None:
    """Nothing that was asked for is dropped in silence."""
    assert unmet(SMALL.capabilities, request(**fields)) == [lack]


def test_a_region_of_a_known_language_is_known() -> None:
    """en-GB is English."""
    assert unmet(SMALL.capabilities, request(language="en-GB")) == []


def test_speaking_goes_to_a_voice() -> None:
    """The operation is a capability as any other."""
    assert plan("auto", SpeakRequest(text="Hello."), ALL).routes[0].route.model == "local/voice"


def test_the_plan_is_deterministic() -> None:
    """The same facts give the same plan."""
    assert plan("auto", request(), ALL) == plan("auto", request(), ALL)
