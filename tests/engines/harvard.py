"""Harvard sentences (IEEE 1969, public domain), said by the voice and heard again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conduit_nb.core.audio import AudioClip
from conduit_nb.core.requests import SpeakRequest
from tests.engines.recordings import heard, rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conduit_nb.core.protocols import SpeechToText, TextToSpeech

LIST_1 = (
    "The birch canoe slid on the smooth planks.",
    "Glue the sheet to the dark blue background.",
    "It's easy to tell the depth of a well.",
    "These days a chicken leg is a rare dish.",
    "Rice is often served in round bowls.",
    "The juice of lemons makes fine punch.",
    "The box was thrown beside the parked truck.",
    "The hogs were fed chopped corn and garbage.",
    "Four hours of steady work faced us.",
    "A large size in stockings is hard to sell.",
)
LIST_2 = (
    "The boy was there when the sun rose.",
    "A rod is used to catch pink salmon.",
    "The source of the huge river is the clear spring.",
    "Kick the ball straight and follow through.",
    "Help the woman get back to her feet.",
    "A pot of tea helps to pass the evening.",
    "Smoky fires lack flame and heat.",
    "The soft cushion broke the man's fall.",
    "The salt breeze came across from the sea.",
    "The girl at the booth sold fifty bonds.",
)


def said(voice: TextToSpeech, text: str, **options: str) -> AudioClip:
    """Returns a text as the voice says it."""
    chunks = list(voice.synthesize(SpeakRequest(text=text, options=options)))
    pcm = np.concatenate([chunk.pcm for chunk in chunks])
    return AudioClip.from_samples(pcm, chunks[0].sample_rate_hz, name=text)


def round_trip(
    voice: TextToSpeech, engine: SpeechToText, sentences: Sequence[str], **options: str
) -> float:
    """Returns the word error rate of sentences that the voice says and the engine hears."""
    return rate([(text, heard(engine, said(voice, text, **options))) for text in sentences])
