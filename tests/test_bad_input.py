"""Bad input: one line that says what is wrong and what to do; nothing half-done, nothing recorded.

The command line and a notebook's cell are driven as a person would, over the real engines.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from conduit_nb.cli.main import main
from conduit_nb.session import sync
from conduit_nb.testing.audio import silence, tone
from tests.bad_files import BAD_FILES
from tests.engines.piper.tiny_voice import write_voice

if TYPE_CHECKING:
    from conduit_nb.core.audio import AudioClip

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns a CONDUIT_HOME of this test's own."""
    home = tmp_path / "home"
    monkeypatch.setenv("CONDUIT_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    sync.close()
    return home


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Returns a function that runs `conduit-nb` and returns its exit code and error output."""

    def command(*words: str) -> tuple[int, str]:
        code = main(list(words))
        return code, capsys.readouterr().err

    return command


def _refused(code: int, error: str, home: Path) -> None:
    assert code in {1, 2}
    assert error.count("\n") == 1, error
    assert "Traceback" not in error
    assert not (home / "ledger.db").exists()


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_recording_is_refused_by_the_command_line(
    run: Run, home: Path, tmp_path: Path, name: str
) -> None:
    """One line with the file's name, exit code 1 or 2, no output file, no row in the ledger."""
    BAD_FILES[name](tmp_path / name)
    code, error = run("transcribe", name, "-o", "out.srt")
    _refused(code, error, home)
    assert name in error
    assert not (tmp_path / "out.srt").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("transcribe", "a.wav", "-m", "local/moonshine-tny"), "local/moonshine-tiny"),
        (("transcribe", "a.wav", "-m", "opnai/whisper"), "no model"),
        (("transcribe", "a.wav", "--language", "english"), "BCP 47"),
        (("transcribe", "a.wav", "--max-cost", "much"), "max_cost"),
        (("speak", "hello", "-o", "b.wav", "--voice", "nobody"), "nobody"),
        (("speak", "", "-o", "b.wav"), "empty"),
        (("speak", "こんにちは", "-o", "b.wav"), "nothing to say"),
        (("speak", "hello", "-o", "b.wav", "--speed", "9"), "speed"),
    ],
)
def test_a_bad_request_is_refused_by_the_command_line(
    run: Run, home: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    """The message says what was wrong; nothing is written and nothing recorded."""
    soundfile.write(str(tmp_path / "a.wav"), np.zeros(1600), 16_000)
    code, error = run(*words)
    _refused(code, error, home)
    assert told.lower() in error.lower()
    assert not (tmp_path / "b.wav").exists()


@pytest.mark.integration
def test_a_cell_shows_one_line_and_no_traceback(home: Path, tmp_path: Path) -> None:
    """Every bad recording, empty text and an unknown model, each in a cell of a real shell."""
    for name, make in BAD_FILES.items():
        make(tmp_path / name)
    cells = [f"%transcribe {name}" for name in BAD_FILES]
    cells += ["%%speak\n   ", "%speak hello --voice nobody", "%transcribe a.wav -m local/nothing"]
    script = (
        "import json, sys\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "from IPython.utils.capture import capture_output\n"
        "shell = InteractiveShell.instance(colors='nocolor')\n"
        "shell.run_line_magic('load_ext', 'conduit_nb')\n"
        "told = []\n"
        "for cell in json.loads(sys.argv[1]):\n"
        "    with capture_output() as seen:\n"
        "        result = shell.run_cell(cell)\n"
        "    told.append((result.success, seen.stdout + seen.stderr))\n"
        "print('RESULT' + json.dumps(told))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, json.dumps(cells)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CONDUIT_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )
    told: list[tuple[bool, str]] = json.loads(done.stdout.partition("RESULT")[2])
    for cell, (success, text) in zip(cells, told, strict=True):
        assert not success, f"{cell} must fail, so that Run All stops there"
        assert "Traceback" not in text, cell
        assert len(text.strip().splitlines()) <= 1, text
    assert not (home / "ledger.db").exists()


@pytest.mark.integration
@pytest.mark.parametrize("rate_hz", [8_000, 192_000])
def test_any_rate_works(home: Path, rate_hz: int) -> None:
    """From a telephone's to a laboratory's."""
    samples, rate = soundfile.read(ROOT / "tests/data/librivox/sense_and_sensibility_0880.flac")
    from conduit_nb.audio.resample import resample

    heard = sync.transcribe((resample(samples.astype(np.float32), rate, rate_hz), rate_hz))
    assert "young man" in heard.text


@pytest.mark.integration
def test_twelve_channels_are_mixed_down_and_it_is_said_once(home: Path) -> None:
    """It works, with one sentence."""
    mono = tone(seconds=0.5).samples()
    heard = sync.transcribe((np.repeat(mono, 12, axis=1), 16_000))
    assert sum("12 channels" in warning for warning in heard.warnings) == 1


@pytest.mark.integration
@pytest.mark.parametrize("model", ["local/moonshine-tiny", "local/whisper-tiny.en"])
def test_twenty_milliseconds_are_an_empty_transcript(home: Path, model: str) -> None:
    """Too short for a word is not an error."""
    heard = sync.transcribe(tone(seconds=0.02), model=model)
    assert (heard.text, heard.segments) == ("", ())


@pytest.mark.integration
@pytest.mark.parametrize("model", ["local/moonshine-tiny", "local/whisper-tiny.en"])
def test_three_hours_of_silence_are_empty_and_take_little_memory(
    home: Path, tmp_path: Path, model: str
) -> None:
    """At most 500 MB over what a short clip takes, in a process of its own."""
    path = tmp_path / "silence.flac"
    with soundfile.SoundFile(str(path), "w", 16_000, 1) as file:
        for _ in range(180):
            file.write(np.zeros(16_000 * 60, dtype=np.int16))
    script = (
        "import resource, sys, conduit_nb\n"
        "from conduit_nb.testing.audio import silence\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "conduit_nb.transcribe(silence(seconds=2.0), model=sys.argv[2])\n"
        "base = peak()\n"
        "heard = conduit_nb.transcribe(sys.argv[1], model=sys.argv[2])\n"
        "print(len(heard.text), round(heard.duration), peak() - base)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), model],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CONDUIT_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )
    characters, seconds, megabytes = map(int, done.stdout.split())
    assert (characters, seconds) == (0, 3 * 3600)
    assert megabytes <= 500


@pytest.mark.integration
def test_characters_of_an_unknown_script_are_skipped_and_named(home: Path) -> None:
    """The rest is spoken, and the listener is told."""
    speech = sync.speak("Good morning, こんにちは.")
    assert speech.duration > 0.3
    assert any("skipped" in warning and "こ" in warning for warning in speech.warnings)


@pytest.mark.integration
def test_a_hundred_thousand_characters_are_spoken_with_progress(home: Path, tmp_path: Path) -> None:
    """By a tiny voice, so that it is quick; `make soak` does it with the real one."""
    text = ("The committee met again on Monday, and it agreed to wait for the results. " * 1400)[
        :100_000
    ]
    seen: list[float] = []
    speech = sync.speak(
        text,
        voice=str(write_voice(tmp_path)),
        on_progress=lambda progress: seen.append(progress.done),
    )
    assert seen == sorted(seen)
    assert (len(seen) > 1000, seen[-1]) == (True, len(text.rstrip()))
    assert speech.call is not None
    assert speech.call.usage.characters == 100_000


@pytest.mark.integration
def test_a_truncated_recording_gives_what_decodes_with_a_warning(
    home: Path, tmp_path: Path
) -> None:
    """Half a file is half a transcript and a sentence about it."""
    source = (ROOT / "notebooks/data/sense_and_sensibility.flac").read_bytes()
    cut = tmp_path / "cut.flac"
    cut.write_bytes(source[: len(source) * 2 // 3])
    heard = sync.transcribe(cut)
    assert "Dashwood" in heard.text
    assert any("of 15" in warning for warning in heard.warnings), heard.warnings


@pytest.mark.integration
def test_a_home_that_cannot_be_written_refuses_the_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be recorded is not done."""
    (tmp_path / "home").write_text("a file where the folder should be")
    monkeypatch.setenv("CONDUIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    sync.close()
    soundfile.write(str(tmp_path / "a.wav"), np.zeros(1600), 16_000)
    code = main(["transcribe", "a.wav"])
    error = capsys.readouterr().err
    assert code == 1
    assert "CONDUIT_HOME" in error
    assert error.count("\n") == 1


def test_silence_is_a_clip_like_any_other() -> None:
    """The maker that these tests rely on makes what it says."""
    clip: AudioClip = silence(seconds=1.0)
    peak: Any = np.abs(clip.samples()).max()
    assert (clip.duration, float(peak)) == (1.0, 0.0)
