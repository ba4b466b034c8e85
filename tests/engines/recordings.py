"""Human recordings with reference transcripts, and how errors are counted on them."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jiwer
import numpy as np
from whisper_normalizer.english import EnglishTextNormalizer

from conduit_nb.audio.files import read_audio
from conduit_nb.audio.stream import mono_blocks
from conduit_nb.core.audio import AudioClip
from conduit_nb.core.requests import TranscribeRequest

if TYPE_CHECKING:
    from conduit_nb.core.audio import FloatArray
    from conduit_nb.core.protocols import Partial, Recognition, SpeechToText

LIBRIVOX = Path(__file__).resolve().parent.parent / "data" / "librivox"
RATE_HZ = 16_000
# The recordings that come with moonshine-voice: Dickens 1859, and a line of Beckett's.
_TWO_CITIES = """It was the best of times, it was the worst of times, it was the age of wisdom,
    it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it
    was the season of Light, it was the season of Darkness, it was the spring of hope, it was the
    winter of despair, we had everything before us, we had nothing before us, we were all going
    direct to Heaven, we were all going direct the other way - in short, the period was so far like
    the present period, that some of its noisiest authorities insisted on its being received, for
    good or for evil, in the superlative degree of comparison only."""
_BECKETT = "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better."
_normalise = EnglishTextNormalizer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What somebody said, and what they were to say."""

    name: str
    samples: FloatArray
    reference: str

    @property
    def clip(self) -> AudioClip:
        """The recording as a clip."""
        return AudioClip.from_samples(self.samples, RATE_HZ, name=self.name)


def librivox() -> list[Recording]:
    """Returns the five utterances of tests/data/librivox."""
    lines = (LIBRIVOX / "transcripts.txt").read_text().splitlines()
    pairs = (line.split("\t") for line in lines)
    return [_recording(LIBRIVOX / name, reference) for name, reference in pairs]


def from_moonshine() -> list[Recording]:
    """Returns the two recordings inside the moonshine-voice package."""
    spec = importlib.util.find_spec("moonshine_voice")
    assert spec is not None
    assert spec.submodule_search_locations
    assets = Path(spec.submodule_search_locations[0]) / "assets"
    return [
        _recording(assets / "two_cities.wav", _TWO_CITIES),
        _recording(assets / "beckett.wav", _BECKETT),
    ]


def recognise(
    engine: SpeechToText, request: TranscribeRequest
) -> tuple[Recognition, list[Partial]]:
    """Runs an engine to its end; returns what it returned and what it yielded."""
    running = engine.transcribe(request)
    partials: list[Partial] = []
    while True:
        try:
            partials.append(next(running))
        except StopIteration as end:
            result: Recognition = end.value
            return result, partials


def heard(engine: SpeechToText, clip: AudioClip) -> str:
    """Returns the text that an engine hears."""
    result, _ = recognise(engine, TranscribeRequest(audio=clip))
    return " ".join(segment.text for segment in result.segments)


def errors(reference: str, text: str) -> tuple[int, int]:
    """Returns the word errors of `text` and the words of the reference, normalised as Whisper's."""
    found = jiwer.process_words(_normalise(reference), _normalise(text))
    wrong = found.substitutions + found.deletions + found.insertions
    return wrong, found.hits + found.substitutions + found.deletions


def rate(pairs: list[tuple[str, str]]) -> float:
    """Returns the word error rate over (reference, text) pairs, 0 to 1 and over."""
    counted = [errors(reference, text) for reference, text in pairs]
    return sum(wrong for wrong, _ in counted) / sum(words for _, words in counted)


def _recording(path: Path, reference: str) -> Recording:
    samples = np.concatenate(list(mono_blocks(read_audio(path), RATE_HZ)))
    return Recording(name=path.stem, samples=samples, reference=" ".join(reference.split()))
