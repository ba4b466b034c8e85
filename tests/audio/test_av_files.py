"""M4A, AAC, MP4 and WebM through PyAV; FFmpeg's own encoders make the files."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from conduit_nb import read_audio
from conduit_nb.audio import av_files
from conduit_nb.audio.resample import resample
from conduit_nb.core.errors import AudioError
from tests.audio.broken import mutated, wave

if TYPE_CHECKING:
    from pathlib import Path

av = pytest.importorskip("av")

RATE_HZ = 48_000
#: Name, FFmpeg's container, its encoder, and what `read_audio` calls them.
KINDS = {
    "a.m4a": ("ipod", "aac", "mp4", "aac"),
    "a.mp4": ("mp4", "aac", "mp4", "aac"),
    "a.aac": ("adts", "aac", "aac", "aac"),
    "a.webm": ("webm", "libopus", "webm", "opus"),
    "a.mp2": ("mp2", "mp2", "mp2", "mp2"),
}


def made(name: str, seconds: float = 3.0, *, channels: int = 1, picture: bool = False) -> bytes:
    """Returns a file of the named kind, encoded by FFmpeg."""
    form, codec, *_ = KINDS[name]
    sink = io.BytesIO()
    with av.open(sink, "w", format=form) as container:
        if picture:
            video = container.add_stream("mpeg4", rate=25)
            video.width = video.height = 64
            video.pix_fmt = "yuv420p"
            image = av.VideoFrame(64, 64, "yuv420p")
            container.mux(video.encode(image))
            container.mux(video.encode(None))
        else:
            stream = container.add_stream(codec, rate=RATE_HZ)
            stream.layout = "stereo" if channels == 2 else "mono"
            samples = wave(seconds, channels, RATE_HZ)
            fifo = av.AudioFifo()
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(samples.reshape(1, -1)), "flt", stream.layout.name
            )
            frame.sample_rate = RATE_HZ
            fifo.write(frame)
            resampler = av.AudioResampler(
                stream.codec_context.format, stream.layout, RATE_HZ, stream.frame_size or 960
            )
            for piece in [*resampler.resample(frame), *resampler.resample(None)]:
                container.mux(stream.encode(piece))
            container.mux(stream.encode(None))
    return sink.getvalue()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("channels", [1, 2])
def test_each_kind_is_read(name: str, channels: int, tmp_path: Path) -> None:
    """From a file and from bytes: format, length, and the tone that was put in."""
    path = tmp_path / name
    path.write_bytes(made(name, channels=channels))
    for source in (path, path.read_bytes()):
        clip = read_audio(source)
        samples = clip.samples()
        assert (clip.format.container, clip.format.encoding) == KINDS[name][2:]
        assert clip.format.channels == channels
        assert clip.duration == pytest.approx(3.0, abs=0.1)
        assert samples.shape == (pytest.approx(clip.frames, abs=5_000), channels)
        spectrum = np.abs(np.fft.rfft(samples[RATE_HZ : 2 * RATE_HZ, 0]))
        assert int(spectrum.argmax()) == 440
        assert clip.source.warnings() == ()


def test_the_sound_is_the_sound(tmp_path: Path) -> None:
    """AAC at its usual rate is the wave that went in, but for its delay and a little loss."""
    heard = resample(read_audio(made("a.m4a")).samples()[:, 0], RATE_HZ, 16_000)
    wanted = resample(wave(3.0, 1, RATE_HZ)[:, 0], RATE_HZ, 16_000)
    level = float(np.sqrt(np.mean(heard[8_000:40_000] ** 2)))
    assert level == pytest.approx(float(np.sqrt(np.mean(wanted[8_000:40_000] ** 2))), rel=0.05)


@pytest.mark.parametrize("name", ["a.aac", "a.webm", "a.mp2"])
def test_a_cut_file_gives_what_decodes(name: str) -> None:
    """These can be read from the start without their end."""
    data = made(name, 10.0)
    clip = read_audio(data[: len(data) // 2], name=name)
    seconds = len(clip.samples()) / RATE_HZ
    assert 4.0 < seconds < 6.0
    if name == "a.webm":  # The only one of them whose header tells the whole length.
        assert f"{seconds:.2f} s of 10.0" in clip.source.warnings()[0]


def test_a_cut_m4a_has_no_index_and_is_refused() -> None:
    """MP4 keeps its index at the end: without it nothing decodes."""
    data = made("a.m4a")
    with pytest.raises(AudioError, match=r"a\.m4a is damaged: its sound cannot be decoded"):
        read_audio(data[: len(data) // 2], name="a.m4a")


def test_a_film_without_sound_is_refused() -> None:
    """There is nothing to hear."""
    with pytest.raises(AudioError, match=r"a\.mp4 holds no sound"):
        read_audio(made("a.mp4", picture=True), name="a.mp4")


@pytest.mark.parametrize("name", KINDS)
def test_without_the_extra_the_message_names_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to type is in the message."""
    data = made(name)
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(AudioError, match=r'pip install "conduit-nb\[av\]"'):
        read_audio(data, name=name)


@pytest.mark.parametrize("name", KINDS)
def test_files_changed_at_random_never_do_worse_than_an_audio_error(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """FFmpeg's complaints are not printed either."""
    data = made(name, 0.5)
    for seed in range(60):
        try:
            clip = read_audio(mutated(data, seed), name=name)
            assert all(float(np.abs(block).max()) <= 1.0 for block in clip.blocks(5.0))
        except AudioError:
            continue
    assert capfd.readouterr() == ("", "")


def test_blocks_are_never_longer_than_asked() -> None:
    """Codec frames are cut where a smaller block is wished."""
    clip = read_audio(made("a.webm"))
    found = list(av_files.blocks(made("a.webm"), clip.format, "a.webm", 100))
    assert max(map(len, found)) == 100
    assert sum(map(len, found)) == len(clip.samples())
