"""What the voice says, the recognisers understand."""

from __future__ import annotations

from statistics import fmean

import pytest

from conduit_nb.engines.moonshine import MoonshineTiny
from conduit_nb.engines.piper import Piper
from conduit_nb.engines.whisper import WhisperTinyEn
from tests.engines.harvard import LIST_1, LIST_2, round_trip

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("recogniser", [MoonshineTiny, WhisperTinyEn])
def test_harvard_sentences_come_back(recogniser: type[MoonshineTiny | WhisperTinyEn]) -> None:
    """Six sentences, of which at most one word in ten is lost; `make bench` says all twenty."""
    sentences = [*LIST_1[1:4], *LIST_2[2:5]]
    voice, engine = Piper(), recogniser()
    assert fmean(round_trip(voice, engine, sentences, seed=seed) for seed in "01") <= 0.1
