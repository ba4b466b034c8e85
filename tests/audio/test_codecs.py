"""The table of formats."""

from __future__ import annotations

from pathlib import PurePath

import pytest
import soundfile

from conduit_nb.audio.codecs import ENDINGS, codec_for, codec_of_path, encoding_name
from conduit_nb.core.errors import UserError


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_ending_names_a_format_that_libsndfile_writes(ending: str) -> None:
    """The library itself says whether the pair exists."""
    codec = codec_of_path(PurePath(f"a{ending.upper()}"), None)
    assert soundfile.check_format(codec.major, codec.subtype)


@pytest.mark.parametrize(
    ("ending", "encoding"),
    [(".wav", "mulaw"), (".wav", "pcm_f32le"), (".ogg", "vorbis"), (".oga", "opus")],
)
def test_an_encoding_can_be_chosen(ending: str, encoding: str) -> None:
    """Where the container holds several."""
    assert codec_of_path(PurePath(f"a{ending}"), encoding).encoding == encoding


@pytest.mark.parametrize(
    ("rate_hz", "opus", "mp3"),
    [
        (7_000, 8_000, 8_000),
        (16_000, 16_000, 16_000),
        (22_050, 24_000, 22_050),
        (44_100, 48_000, 44_100),
        (96_000, 48_000, 48_000),
    ],
)
def test_a_rate_that_a_codec_does_not_know_goes_up(rate_hz: int, opus: int, mp3: int) -> None:
    """To the next one, so that nothing is lost; down only where there is none."""
    assert codec_for("ogg", "opus").rate_for(rate_hz) == opus
    assert codec_for("mp3", "mp3").rate_for(rate_hz) == mp3
    assert codec_for("wav", "pcm_s16le").rate_for(rate_hz) == rate_hz


@pytest.mark.parametrize(
    ("name", "encoding", "words"),
    [
        ("a.txt", None, r"a\.txt does not tell the audio format; use the ending \.wav"),
        ("a", None, "does not tell"),
        ("a.wav", "opus", "encoding is 'opus'"),
        ("a.mp3", "pcm", "encoding is 'pcm', which is not known"),
    ],
)
def test_what_does_not_go_together_is_refused(name: str, encoding: str | None, words: str) -> None:
    """The message names what would go."""
    with pytest.raises(UserError, match=words):
        codec_of_path(PurePath(name), encoding)


def test_an_unknown_container_is_refused() -> None:
    """With the known ones."""
    with pytest.raises(UserError, match="container is 'xyz', which is not known; choose one of"):
        codec_for("xyz", "mp3")


def test_encodings_have_one_name_each() -> None:
    """The library's names in the words of `AudioFormat`; byte order follows the container."""
    assert encoding_name("wav", "PCM_16") == "pcm_s16le"
    assert encoding_name("aiff", "PCM_16") == "pcm_s16be"
    assert encoding_name("flac", "PCM_24") == "flac"
    assert encoding_name("wav", "IMA_ADPCM") == "ima_adpcm"
