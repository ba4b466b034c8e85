"""`read_audio` takes anything that holds sound; `write_audio` stores it whole or not at all."""

from __future__ import annotations

import io
import stat
from array import array
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from conduit_nb import AudioClip, read_audio, write_audio
from conduit_nb.audio.codecs import ENDINGS
from conduit_nb.audio.files import check_target
from conduit_nb.core.errors import AudioError, UserError
from conduit_nb.testing.audio import chirp, noise, tone
from tests.audio.broken import encoded

DATA = encoded("a.wav", 1.0)
SAMPLES = soundfile.read(io.BytesIO(DATA), dtype="float32")[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Returns a WAV file of a second."""
    target = tmp_path / "talk.wav"
    target.write_bytes(DATA)
    return target


def test_a_path_as_text_or_path(path: Path) -> None:
    """The clip knows its name, path, length and format."""
    for source in (path, str(path)):
        clip = read_audio(source)
        assert (clip.name, clip.path, clip.duration) == ("talk.wav", path, 1.0)
        assert str(clip.format) == "wav/pcm_s16le, 16000 Hz, mono"
        assert np.array_equal(clip.samples()[:, 0], SAMPLES)


@pytest.mark.parametrize("name", ["Gespräch 1 – 日本語.wav", "a'b\"c$(d);.mp3", "-o.flac"])
def test_file_names_of_any_kind(name: str, tmp_path: Path) -> None:
    """Spaces, quotes, other scripts, a leading dash: written and read."""
    path = write_audio(tone(0.5), tmp_path / name)
    assert read_audio(path).samples().shape == (8_000, 1)


def test_a_clip_outlives_a_change_of_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook that moves about still has its recording."""
    monkeypatch.chdir(path.parent)
    clip = read_audio("talk.wav")
    monkeypatch.chdir(path.parent.parent)
    assert len(clip.samples()) == 16_000
    assert clip.path == Path("talk.wav")


def test_a_path_in_the_home_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is understood."""
    monkeypatch.setenv("HOME", str(path.parent))
    monkeypatch.setenv("USERPROFILE", str(path.parent))
    assert read_audio("~/talk.wav").frames == 16_000


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, io.BytesIO])
def test_bytes_and_binary_files(kind: Any) -> None:
    """Of an encoded file."""
    clip = read_audio(kind(DATA))
    assert (clip.name, clip.path) == ("audio", None)
    assert np.array_equal(clip.samples()[:, 0], SAMPLES)


def test_an_open_file_lends_its_name(path: Path) -> None:
    """An upload keeps the name under which it came."""
    with path.open("rb") as handle:
        assert read_audio(handle).name == "talk.wav"


def test_a_clip_comes_back_as_it_is() -> None:
    """So that every verb can take either."""
    clip = tone()
    assert read_audio(clip) is clip


@pytest.mark.parametrize(
    "samples",
    [
        SAMPLES,
        SAMPLES.astype(np.float64),
        SAMPLES[:, None],
        (SAMPLES * 32_768).astype(np.int16),
        (SAMPLES.astype(np.float64) * 2**31).astype(np.int32),
        SAMPLES.tolist(),
    ],
)
def test_arrays_of_any_kind(samples: Any) -> None:
    """Floats and integers over their full range are the same audio."""
    clip = read_audio(samples, sample_rate_hz=16_000, name="mine")
    assert (clip.name, clip.frames) == ("mine", 16_000)
    np.testing.assert_allclose(clip.samples()[:, 0], SAMPLES, atol=1e-7)


@pytest.mark.parametrize("ending", ["ulaw", "alaw"])
def test_headerless_telephone_audio(ending: str, tmp_path: Path) -> None:
    """One channel at 8 kHz, told by the ending; another rate can be told."""
    path = tmp_path / f"call.{ending}"
    subtype = {"ulaw": "ULAW", "alaw": "ALAW"}[ending]
    soundfile.write(path, SAMPLES, 8_000, format="RAW", subtype=subtype)
    expected = soundfile.read(
        path, dtype="float32", format="RAW", subtype=subtype, samplerate=8_000, channels=1
    )[0]
    clip = read_audio(path)
    assert (clip.format.sample_rate_hz, clip.frames) == (8_000, 16_000)
    assert np.array_equal(clip.samples()[:, 0], expected)
    assert read_audio(path, sample_rate_hz=16_000).duration == 1.0
    assert np.array_equal(read_audio(path.read_bytes(), name=path.name).samples(), clip.samples())


@pytest.mark.parametrize(
    ("source", "rate_hz", "words"),
    [
        (SAMPLES, None, "sample_rate_hz is missing"),
        (DATA, 16_000, "sample_rate_hz is 16000, but audio tells its own rate"),
        (io.StringIO("text"), None, "gives str, not bytes. Open it in binary mode"),
        (None, None, "audio is a NoneType, which holds none"),
        (42, 16_000, "audio is a int, which holds none"),
        ("https://example.org/talk.wav", None, "is an address, not a file"),
        (SAMPLES, 0, "sample_rate_hz is 0; it must be between 1 and 768000 Hz"),
    ],
)
def test_calls_that_make_no_sense_are_refused(source: Any, rate_hz: int | None, words: str) -> None:
    """Each says what to write instead."""
    with pytest.raises(UserError, match=words):
        read_audio(source, sample_rate_hz=rate_hz)


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        ([], "holds no samples"),
        (np.zeros((0, 2)), "holds no samples"),
        (np.zeros((2, 3, 4)), "has 3 dimensions"),
        (np.zeros((2, 300)), "300 channels"),
        ([0.0, np.nan], "NaN"),
        (["a"], "holds <U1 values"),
        ([0.0, 20_000.0], "up to 20000"),
    ],
)
def test_arrays_that_are_no_audio_are_refused(samples: Any, words: str) -> None:
    """At once, for an array is at hand."""
    with pytest.raises(AudioError, match=words):
        read_audio(samples, sample_rate_hz=16_000)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(AudioError, match=r"is a folder\. Name a file in it"):
        read_audio(tmp_path)


def test_a_missing_file_is_refused(path: Path) -> None:
    """With the nearest name."""
    with pytest.raises(AudioError, match=r"talk\.wv does not exist\. Did you mean talk\.wav\?"):
        read_audio(path.with_suffix(".wv"))


def test_a_file_that_may_not_be_read_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried with a fake, since root may read everything."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AudioError, match="may not be read"):
        read_audio(path)


def test_a_device_is_refused() -> None:
    """It would never end."""
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    with pytest.raises(AudioError, match="is no regular file"):
        read_audio("/dev/zero")


def test_a_text_renamed_to_wav_is_refused(path: Path) -> None:
    """The content counts, not the name."""
    path.write_text("This is the transcript, not the recording.\n" * 4)
    with pytest.raises(
        AudioError, match=r"talk\.wav is not audio in a known format\. It holds text"
    ):
        read_audio(path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_written_is_read_again(ending: str, tmp_path: Path) -> None:
    """Each ending, in its usual encoding, at a rate and length that come back."""
    clip = chirp(1.0, high_hertz=3_000.0, sample_rate_hz=16_000)
    path = write_audio(clip, tmp_path / f"out{ending}")
    back = read_audio(path)
    assert (back.format.container, back.format.encoding) == ENDINGS[ending]
    assert back.duration == pytest.approx(1.0, abs=1e-3)
    expected = (
        clip
        if back.format.sample_rate_hz == 16_000
        else chirp(1.0, high_hertz=3_000.0, sample_rate_hz=8_000)
    )
    middle = slice(1_000, 7_000)
    left, right = back.samples()[middle, 0], expected.samples()[middle, 0]
    assert np.corrcoef(left, right)[0, 1] > 0.99


def test_sixteen_bits_stay_exact(tmp_path: Path) -> None:
    """Every int16 value, through WAV and FLAC; libsndfile's own scaling would shift them."""
    values = np.arange(-32_768, 32_768).astype(np.int16)
    clip = AudioClip.from_samples(values, 16_000)
    for name in ("a.wav", "a.flac"):
        path = write_audio(clip, tmp_path / name)
        assert np.array_equal(soundfile.read(path, dtype="int16")[0], values)


def test_a_file_gets_the_permissions_any_new_file_gets(tmp_path: Path) -> None:
    """Not those of a temporary file, which only its owner may read."""
    plain = tmp_path / "plain"
    plain.touch()
    path = write_audio(tone(0.1), tmp_path / "a.wav")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_failure_leaves_the_old_file_and_no_other(path: Path) -> None:
    """Whole or not at all."""
    samples = np.repeat(noise(3.0).samples(), 1, axis=1)
    samples[40_000] = np.nan
    sink = io.BytesIO()
    soundfile.write(sink, samples, 16_000, format="WAV", subtype="FLOAT")
    with pytest.raises(AudioError, match="NaN"):
        write_audio(read_audio(sink.getvalue()), path)
    assert path.read_bytes() == DATA
    assert [entry.name for entry in path.parent.iterdir()] == ["talk.wav"]


def test_a_clip_can_replace_its_own_file(path: Path) -> None:
    """It is read to its end before it is replaced."""
    write_audio(read_audio(path), path, encoding="pcm_s24le")
    assert read_audio(path).format.encoding == "pcm_s24le"
    np.testing.assert_array_equal(read_audio(path).samples()[:, 0], SAMPLES)


@pytest.mark.parametrize("refused", [write_audio, lambda _, path: check_target(path)])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere/a.wav", "cannot be written: the folder"),
        ("a.xyz", r"does not tell the audio format; use the ending \.wav"),
    ],
)
def test_a_target_that_cannot_be_is_refused(
    refused: Any, name: str, words: str, tmp_path: Path
) -> None:
    """When it is written, and by the check before."""
    with pytest.raises(UserError, match=words):
        refused(tone(0.1), tmp_path / name)


def test_a_folder_as_target_is_refused(tmp_path: Path) -> None:
    """Nothing is left behind in it or beside it."""
    folder = tmp_path / "a.wav"
    folder.mkdir()
    with pytest.raises(UserError, match="is a folder"):
        check_target(folder)
    with pytest.raises(UserError, match="is a folder"):
        write_audio(tone(0.1), folder)
    assert list(tmp_path.rglob("*")) == [folder]


def test_a_check_leaves_nothing_behind(tmp_path: Path) -> None:
    """It only finds out."""
    assert check_target(str(tmp_path / "a.mp3")) == tmp_path / "a.mp3"
    assert list(tmp_path.iterdir()) == []


def test_an_array_of_another_library() -> None:
    """Whatever offers `__array__`, as PyTorch's tensors and pandas' columns do."""

    class Column:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return np.asarray(SAMPLES, dtype)

    assert read_audio(Column(), sample_rate_hz=16_000).frames == 16_000


def test_a_python_array_of_samples() -> None:
    """The standard library's own array is taken for what it holds."""
    values = array("h", [0, 16_384, -32_768])
    clip = read_audio(np.asarray(values), sample_rate_hz=8_000)
    assert clip.samples()[:, 0].tolist() == [0.0, 0.5, -1.0]
