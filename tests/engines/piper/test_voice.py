"""A voice is two files; both are checked, and the same words always sound the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from conduit_nb.core.errors import EngineError
from conduit_nb.engines.piper.voice import LoadedVoice, Manner, read_config
from tests.engines.piper.tiny_voice import SAMPLE_RATE_HZ, write_voice

if TYPE_CHECKING:
    from pathlib import Path

MANNER = Manner(noise_scale=0.5, noise_w=0.8, length_scale=1.0)


def test_the_configuration_is_read(tmp_path: Path) -> None:
    """Rate, language and phonemes come from the JSON beside the network."""
    config = read_config(write_voice(tmp_path))
    assert (config.name, config.language, config.sample_rate_hz) == (
        "tiny",
        "en-us",
        SAMPLE_RATE_HZ,
    )
    assert config.ids["_"] == (0,)


def test_phonemes_become_numbers_with_pads_between(tmp_path: Path) -> None:
    """Begin, pad, each phoneme and a pad, end; unknown symbols are left out."""
    voice = LoadedVoice(write_voice(tmp_path))
    quiet = Manner(noise_scale=0.0, noise_w=0.0, length_scale=1.0)
    numbers = np.rint(voice.speak("a字b", quiet) * 100).astype(int)
    a, b = voice.config.ids["a"][0], voice.config.ids["b"][0]
    np.testing.assert_array_equal(numbers, [1, 0, a, 0, b, 0, 2])
    assert voice.knows("a")
    assert not voice.knows("字")


def test_the_same_seed_gives_the_same_audio(tmp_path: Path) -> None:
    """Whatever was said in between, in this process or in another."""
    path = write_voice(tmp_path)
    voice = LoadedVoice(path)
    first = voice.speak("hello", MANNER)
    voice.speak("something else", MANNER)
    np.testing.assert_array_equal(voice.speak("hello", MANNER), first)
    np.testing.assert_array_equal(LoadedVoice(path).speak("hello", MANNER), first)


def test_another_seed_gives_other_audio(tmp_path: Path) -> None:
    """The seed is used."""
    voice = LoadedVoice(write_voice(tmp_path))
    other = Manner(noise_scale=0.5, noise_w=0.8, length_scale=1.0, seed=7)
    assert not np.array_equal(voice.speak("hello", MANNER), voice.speak("hello", other))


def test_noise_stays_within_its_limit(tmp_path: Path) -> None:
    """No outlier makes a sound odd, and the noise still is noise."""
    voice = LoadedVoice(write_voice(tmp_path))
    loud = Manner(noise_scale=1.0, noise_w=0.8, length_scale=1.0)
    quiet = Manner(noise_scale=0.0, noise_w=0.8, length_scale=1.0)
    text = "ab" * 500
    noise = voice.speak(text, loud) - voice.speak(text, quiet)
    assert 1.4 < float(np.abs(noise).max()) < 1.501
    assert 0.7 < float(noise.std()) < 1.0


def test_a_voice_of_several_speakers_is_told_who_speaks(tmp_path: Path) -> None:
    """The network's input for the speaker is filled."""
    voice = LoadedVoice(write_voice(tmp_path, speakers=3))
    assert voice.config.speakers == 3
    assert len(voice.speak("hello", MANNER))


def test_a_missing_configuration_is_named(tmp_path: Path) -> None:
    """The message says which two files belong together."""
    path = write_voice(tmp_path)
    path.with_name("tiny.onnx.json").unlink()
    with pytest.raises(EngineError, match=r"tiny\.onnx\.json cannot be read.*NAME\.onnx\.json"):
        LoadedVoice(path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"audio": 3}', '{"espeak": {"voice": "x"}}'])
def test_a_configuration_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    """Any other JSON, or none."""
    path = write_voice(tmp_path)
    path.with_name("tiny.onnx.json").write_text(content)
    with pytest.raises(EngineError, match="not the configuration of a Piper voice"):
        read_config(path)


@pytest.mark.parametrize("content", [b"", b"junk", b"\x08\x08"])
def test_a_damaged_network_is_refused(tmp_path: Path, content: bytes) -> None:
    """What the runtime cannot load is one line with the file's name."""
    path = write_voice(tmp_path)
    path.write_bytes(content)
    with pytest.raises(EngineError, match=r"tiny\.onnx is not a voice that can be loaded"):
        LoadedVoice(path)


def test_a_network_that_fails_is_one_line(tmp_path: Path) -> None:
    """What the runtime raises becomes an error that names the voice."""
    path = write_voice(tmp_path)
    voice = LoadedVoice(path)
    voice._session = _Failing()
    with pytest.raises(EngineError, match="The voice tiny failed"):
        voice.speak("a", MANNER)


class _Failing:
    def run(self, *_: object) -> None:
        raise RuntimeError("bad allocation")


def test_without_the_runtime_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The import's failure is one line."""
    path = write_voice(tmp_path)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EngineError, match=r"conduit-nb\[local\]"):
        LoadedVoice(path)
