"""Decoding: every format, cut-off files, lying headers, and files changed at random."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from conduit_nb import read_audio
from conduit_nb.audio import decoding
from conduit_nb.core.errors import AudioError, UserError
from tests.audio.broken import FORMATS, encoded, flac_claiming, mutated, wave, with_sizes

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.core.audio import AudioClip

WHOLE = {name: encoded(name) for name in FORMATS}
LONG = {name: encoded(name, 30.0) for name in ("a.opus", "a.oga")}
SHORT = {name: encoded(name, 1.0) for name in FORMATS}


def drain(clip: AudioClip, seconds: float = 1.0) -> int:
    """Returns the sample frames that really come."""
    return sum(len(block) for block in clip.blocks(seconds))


@pytest.mark.parametrize("name", FORMATS)
def test_samples_are_what_the_codec_library_gives(name: str) -> None:
    """soundfile, asked directly, is the oracle; another decoder's MP3 differs by rounding."""
    expected, rate = soundfile.read(io.BytesIO(WHOLE[name]), dtype="float32", always_2d=True)
    clip = read_audio(WHOLE[name], name=name)
    assert clip.format.sample_rate_hz == rate
    assert clip.frames == len(expected)
    tolerance = 1e-4 if name == "a.mp3" else 0.0
    np.testing.assert_allclose(clip.samples(), expected, rtol=0, atol=tolerance)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("seconds", [0.001, 0.37, 100.0])
def test_the_size_of_blocks_changes_nothing(name: str, seconds: float) -> None:
    """Whatever the blocks, the samples are the same, and a block is never longer than asked."""
    clip = read_audio(SHORT[name], name=name)
    blocks = list(clip.blocks(seconds))
    assert all(1 <= len(block) <= max(1, round(seconds * 16_000)) for block in blocks)
    assert np.array_equal(np.concatenate(blocks), clip.samples())


@pytest.mark.parametrize("name", ["a.wav", "float.wav", "ulaw.wav", "a.flac", "a.mp3"])
def test_a_file_cut_in_the_middle_gives_what_decodes_and_says_so(name: str) -> None:
    """One sentence tells how many seconds of how many."""
    data = WHOLE[name]
    clip = read_audio(data[: len(data) // 2], name=name)
    seconds = drain(clip) / 16_000
    assert 4.5 <= seconds <= 5.1
    assert clip.source.warnings() == (
        f"{name} is cut off or damaged: {seconds:.2f} s of 10.00 s could be read.",
    )


@pytest.mark.parametrize("name", ["a.opus", "a.oga"])
def test_a_cut_ogg_says_how_much_was_there(name: str) -> None:
    """Ogg does not tell its length at the start: what was read is told, not of how many."""
    data = LONG[name]
    clip = read_audio(data[: len(data) // 2], name=name)
    seconds = drain(clip) / 16_000
    assert 10 <= seconds <= 16
    (warning,) = clip.source.warnings()
    assert warning.startswith(f"{name} is cut off")
    assert f"{seconds:.2f} s could be read" in warning


@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_file_brings_no_warning(name: str) -> None:
    """A warning would mean something."""
    clip = read_audio(WHOLE[name], name=name)
    drain(clip)
    assert clip.source.warnings() == ()


@pytest.mark.parametrize("fraction", [0.33, 0.77, 0.999])
@pytest.mark.parametrize("name", FORMATS)
def test_the_part_that_decodes_is_the_beginning_of_the_whole(name: str, fraction: float) -> None:
    """A cut changes nothing before it (the last 0.2 s may be a codec's fade)."""
    data = LONG[name] if name == "a.oga" else WHOLE[name]  # Vorbis pages are some 4 s long
    part = read_audio(data[: int(len(data) * fraction)], name=name).samples()
    whole = read_audio(data, name=name).samples()
    safe = len(part) - 3200
    assert safe > 0.1 * len(whole)
    assert np.array_equal(part[:safe], whole[:safe])


def test_a_damaged_flac_gives_all_samples_before_the_damage() -> None:
    """The decoder's error carries no count, yet no good sample is dropped with the bad ones."""
    data = WHOLE["a.flac"]
    clip = read_audio(data[: len(data) // 2], name="a.flac")
    assert drain(clip, 30.0) == drain(clip, 0.01)


def test_a_header_that_lies_about_4_gb_is_refused() -> None:
    """1 kB that claims 4 GB is no truncated recording but a wrong header."""
    data = with_sizes(WHOLE["a.wav"], riff=4_000_000_036, data=4_000_000_000)[:1044]
    with pytest.raises(AudioError, match=r"a\.wav claims 4,000,000,000 bytes of audio but holds"):
        read_audio(data, name="a.wav")


@pytest.mark.parametrize(
    ("riff", "size"), [(0xFFFFFFFF, 0xFFFFFFFF), (0x7FFFF024, 0x7FFFF000), (0x7FFFFFFF, 0x7FFFFFFF)]
)
def test_a_wav_written_to_a_pipe_is_taken_as_it_is(riff: int, size: int) -> None:
    """ffmpeg, SoX and arecord cannot go back to fill in the sizes; all samples are there."""
    clip = read_audio(with_sizes(WHOLE["a.wav"], riff=riff, data=size), name="a.wav")
    assert drain(clip) == 160_000
    assert clip.source.warnings() == (
        "a.wav was written as a stream, so its header does not tell its length.",
    )


def test_a_flac_written_to_a_pipe_is_counted() -> None:
    """Its header leaves the length open; the frames tell."""
    clip = read_audio(flac_claiming(WHOLE["a.flac"], 0), name="a.flac")
    assert clip.frames == 160_000
    assert drain(clip) == 160_000
    assert "written as a stream" in clip.source.warnings()[0]


def test_a_flac_that_claims_weeks_is_refused() -> None:
    """No codec packs 49 days into a kilobyte."""
    data = flac_claiming(SHORT["a.flac"], 2**36 - 1)
    with pytest.raises(
        AudioError, match=r"claims 4,294,967 s of audio in .* bytes, which cannot be"
    ):
        read_audio(data, name="a.flac")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.nan, "NaN"),
        (np.inf, "NaN or infinite"),
        (-np.inf, "infinite"),
        (20_000.0, "up to 20000"),
    ],
)
def test_samples_that_are_no_audio_are_refused_at_the_start(value: float, words: str) -> None:
    """A float file can hold anything; its first second is looked at when it is opened."""
    samples = wave(3.0)
    samples[100] = value
    with pytest.raises(AudioError, match=words):
        read_audio(encoded("float.wav", samples=samples), name="float.wav")


def test_nan_later_in_a_file_is_raised_when_blocks_reach_it() -> None:
    """What comes before it can be used."""
    samples = wave(3.0)
    samples[40_000] = np.nan
    blocks = read_audio(encoded("float.wav", samples=samples), name="float.wav").blocks(1.0)
    assert len(next(blocks)) == 16_000
    assert len(next(blocks)) == 16_000
    with pytest.raises(AudioError, match=r"float\.wav holds NaN"):
        next(blocks)


def test_floats_over_full_scale_are_clipped() -> None:
    """Blocks lie in [-1, 1], as the protocol says."""
    samples = np.array([[0.5], [1.5], [-3.0]], np.float32)
    clip = read_audio(encoded("float.wav", samples=samples))
    assert clip.samples()[:, 0].tolist() == [0.5, 1.0, -1.0]


@pytest.mark.parametrize("rate_hz", [8_000, 192_000])
@pytest.mark.parametrize("name", ["a.wav", "a.flac"])
def test_low_and_high_rates(name: str, rate_hz: int) -> None:
    """A telephone's and a laboratory's rate."""
    clip = read_audio(encoded(name, samples=wave(0.5, rate_hz=rate_hz), rate_hz=rate_hz))
    assert (clip.format.sample_rate_hz, clip.duration) == (rate_hz, 0.5)


def test_twelve_channels() -> None:
    """An array of microphones."""
    clip = read_audio(encoded("a.wav", samples=wave(0.5, 12)))
    assert clip.format.channels == 12
    assert clip.samples().shape == (8_000, 12)


@pytest.mark.parametrize("name", FORMATS)
def test_twenty_milliseconds(name: str) -> None:
    """The shortest clip that a front end would send."""
    clip = read_audio(encoded(name, 0.02), name=name)
    assert (clip.frames, drain(clip)) == (320, 320)


def test_three_hours_stay_small(tmp_path: Path) -> None:
    """Silence of 3 h is opened and read in a few MB of memory."""
    path = tmp_path / "long.flac"
    minute = np.zeros(60 * 8_000, np.int16)
    with soundfile.SoundFile(path, "w", 8_000, 1, "PCM_16") as file:
        for _ in range(3 * 60):
            file.write(minute)
    tracemalloc.start()
    clip = read_audio(path)
    frames = drain(clip)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (clip.duration, frames) == (10_800.0, 86_400_000)
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"Dear diary,\nnothing was recorded today.\n" * 9, "It holds text"),
        (bytes(range(256)) * 8, "not audio in a known format"),
        (WHOLE["a.wav"][:40], "names no audio"),
        (with_sizes(WHOLE["a.wav"][:44], riff=36, data=0), "holds no samples"),
        (WHOLE["a.flac"][:60], "none of its audio|damaged"),
        (WHOLE["a.mp3"][:100], "no MP3"),
        (WHOLE["a.opus"][:100], "is damaged"),
        (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0U\0" + bytes(14) + b"data\x10\0\0\0" + bytes(16), "MP3"),
    ],
    ids=["empty", "text", "noise", "wav", "no samples", "flac", "mp3", "opus", "mp3 in wav"],
)
def test_what_is_no_audio_is_refused(data: bytes, words: str) -> None:
    """One line says what is wrong and what to do."""
    with pytest.raises(AudioError, match=words) as caught:
        drain(read_audio(data, name="a.wav"))
    assert "a.wav" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", FORMATS)
def test_files_changed_at_random_never_do_worse_than_an_audio_error(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """200 mutations a format: samples in range or one clear error, nothing printed, no hang."""
    outcomes = {"read": 0, "refused": 0}
    for seed in range(200):
        try:
            clip = read_audio(mutated(SHORT[name], seed), name=name)
            total = 0
            for block in clip.blocks(5.0):
                assert float(np.abs(block).max()) <= 1.0
                total += len(block)
            assert total <= 200 * 16_000
            outcomes["read"] += 1
        except (AudioError, UserError):
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["a.flac", "a.mp3", "a.opus", "a.oga"])
def test_nothing_is_printed_for_cut_files(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Codec libraries like to complain on standard error, which a notebook shows in the cell."""
    data = WHOLE[name]
    for part in range(1, 20):
        with contextlib.suppress(AudioError):
            drain(read_audio(data[: len(data) * part // 20], name=name))
    assert capfd.readouterr() == ("", "")


def test_a_probe_reads_no_more_than_the_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening is lazy: no block is decoded for a format that tells its length."""
    path = tmp_path / "a.flac"
    path.write_bytes(WHOLE["a.flac"])

    def refuse(*_: object) -> None:
        raise AssertionError("a block was decoded")

    monkeypatch.setattr(decoding, "_sndfile_blocks", refuse)
    assert read_audio(path).frames == 160_000
