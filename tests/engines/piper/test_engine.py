"""Text becomes audio piece by piece; what cannot be said is told, and options are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from conduit_nb.core.errors import UserError
from conduit_nb.core.requests import SpeakRequest
from conduit_nb.engines.piper import Piper
from tests.engines.piper.tiny_voice import SAMPLE_RATE_HZ, write_voice

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.core.protocols import AudioChunk

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def piper(tmp_path_factory: pytest.TempPathFactory) -> Piper:
    """A synthesiser with a tiny voice by default."""
    return Piper(weights=write_voice(tmp_path_factory.mktemp("voice")))


def say(piper: Piper, text: str, **options: str) -> list[AudioChunk]:
    """Returns the chunks for a text."""
    return list(piper.synthesize(SpeakRequest(text=text, options=options)))


def test_a_chunk_a_piece_with_its_place_in_the_text(piper: Piper) -> None:
    """Positions grow up to the whole, samples are int16 at the voice's rate."""
    text = "First this. Then that."
    chunks = say(piper, text)
    assert [chunk.characters for chunk in chunks] == [11, len(text)]
    assert all(chunk.pcm.dtype == np.int16 for chunk in chunks)
    assert {chunk.sample_rate_hz for chunk in chunks} == {SAMPLE_RATE_HZ}


def test_the_pause_between_sentences_can_be_set(piper: Piper) -> None:
    """Its length is exact, and it is silent."""
    short, long = (say(piper, "Stop.", pause=pause)[0].pcm for pause in ("0", "0.5"))
    assert len(long) - len(short) == SAMPLE_RATE_HZ // 2
    assert not long[len(short) :].any()


def test_the_same_request_gives_the_same_audio(piper: Piper) -> None:
    """Seeded by default, so that a notebook's outputs can be compared."""
    first, second = (say(piper, "Say it again.") for _ in range(2))
    np.testing.assert_array_equal(first[0].pcm, second[0].pcm)
    other = say(piper, "Say it again.", seed="1")
    assert not np.array_equal(first[0].pcm, other[0].pcm)


def test_a_script_the_voice_does_not_know_is_skipped_and_said(piper: Piper) -> None:
    """The first chunk tells how many characters, and shows the first of them."""
    chunks = say(piper, "Hello. こんにちは。さようなら。 Goodbye.")
    assert chunks[0].warnings == (
        "10 characters that this voice cannot read were skipped: こんにちはさよう…",
    )
    assert not any(chunk.warnings for chunk in chunks[1:])
    assert len(chunks) == 2


@pytest.mark.parametrize("text", ["こんにちは", "…", "👍", "—!?"])
def test_nothing_that_can_be_said_is_refused(piper: Piper, text: str) -> None:
    """An empty recording would look like success."""
    with pytest.raises(UserError, match="There is nothing to say"):
        say(piper, text)


def test_a_long_text_comes_piece_by_piece(piper: Piper) -> None:
    """10,000 characters without a full stop: many chunks, the last at the text's end."""
    text = "speech " * 1_430
    chunks = say(piper, text)
    assert len(chunks) > 40
    assert chunks[-1].characters >= len(text.rstrip())


def test_closing_stops_the_work(piper: Piper) -> None:
    """Nobody waits for the rest."""
    chunks = iter(piper.synthesize(SpeakRequest(text="One. Two. Three.")))
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]
    with pytest.raises(StopIteration):
        next(chunks)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"noise": "1"}, "has no option noise; it has noise_scale"),
        ({"noise_scale": "loud"}, "noise_scale is 'loud'; it must be a number 0.0 to 2.0"),
        ({"pause": "99"}, "pause is 99.0; it must be between 0.0 and 10.0"),
        ({"seed": "-1"}, "seed is -1"),
        ({"speaker": "3"}, "speaker is 3; tiny has 1, from 0"),
    ],
)
def test_options_are_checked(piper: Piper, options: dict[str, str], message: str) -> None:
    """The message names the option, the value and the bound."""
    with pytest.raises(UserError, match=message):
        say(piper, "Hello.", **options)


def test_an_unknown_voice_is_refused_with_the_way_on(piper: Piper) -> None:
    """The error names the default voice and says that paths work."""
    with pytest.raises(UserError, match=r"no voice 'Rachel'.*en_US-joe-medium.*\.onnx"):
        list(piper.synthesize(SpeakRequest(text="Hello.", voice="Rachel")))


def test_a_voice_is_used_by_its_path(tmp_path: Path) -> None:
    """Any Piper voice, without the default one being there."""
    path = write_voice(tmp_path, "mine")
    chunks = list(Piper().synthesize(SpeakRequest(text="Hello.", voice=str(path))))
    assert chunks[0].sample_rate_hz == SAMPLE_RATE_HZ


def test_the_default_voice_tells_its_licence_and_history() -> None:
    """The voices' list has what a user must know before publishing audio."""
    (joe,) = Piper().voices()
    assert joe.licence.startswith("CC0")
    assert joe.note is not None
    assert "non-commercial" in joe.note


def test_the_default_voice_is_found_and_checked() -> None:
    """The installed package's files have the pinned sums."""
    assert "SHA-256 verified" in Piper().weights_note()


def test_speed_changes_the_length() -> None:
    """Twice as fast is about half as long."""
    piper = Piper()
    lengths = [
        sum(
            len(chunk.pcm)
            for chunk in piper.synthesize(
                SpeakRequest(text="The birch canoe slid on.", speed=speed, options={"pause": "0"})
            )
        )
        for speed in (1.0, 2.0)
    ]
    assert 0.4 < lengths[1] / lengths[0] < 0.75
