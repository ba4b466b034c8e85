"""`%transcribe` and `%%transcribe`, in a real shell over a session in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conduit_nb.audio.files import write_audio
from conduit_nb.core.errors import AudioError, UserError
from conduit_nb.core.transcript import Transcript
from conduit_nb.notebook.values import Estimates, Text, Texts, Transcripts
from conduit_nb.testing.audio import tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conduit_nb.testing.session import FakeSession

    RunCell = Callable[[str], Any]


@pytest.fixture(autouse=True)
def recordings(tmp_path: Path) -> Path:
    """Returns the working folder, with three recordings in it."""
    for name in ("a.wav", "b.wav", "my talk.wav"):
        write_audio(tone(0.2), tmp_path / name)
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_a_path_gives_a_transcript(run_cell: RunCell) -> None:
    """It is returned, so that it can be assigned and shown."""
    assert run_cell("%transcribe a.wav").text == "hello from a.wav"
    assert run_cell("x = %transcribe b.wav\nx.name") == "b.wav"


def test_it_is_bound_with_out_and_returned_too(shell: Any, run_cell: RunCell) -> None:
    """The same object, which the cell shows once."""
    shown = run_cell("%transcribe a.wav -o interview")
    assert shell.user_ns["interview"] is shown


def test_a_name_that_cannot_be_bound_is_refused_before_the_call(
    run_cell: RunCell, session: FakeSession
) -> None:
    """Nothing is paid for a result that would be lost."""
    with pytest.raises(UserError, match="'my talk', which is no name"):
        run_cell("%transcribe a.wav -o 'my talk'")
    assert session.asked == []


def test_patterns_give_a_list(run_cell: RunCell) -> None:
    """In order of name."""
    done = run_cell("%transcribe *.wav")
    assert isinstance(done, Transcripts)
    assert [each.name for each in done] == ["a.wav", "b.wav", "my talk.wav"]


def test_a_cell_has_an_input_a_line(run_cell: RunCell, session: FakeSession) -> None:
    """With a model and options on its first line."""
    body = "%%transcribe fake/hears --language en -o t\n# two of them\na.wav\nmy talk.wav\n"
    done = run_cell(body)
    assert [each.name for each in done] == ["a.wav", "my talk.wav"]
    assert {asked.options["model"] for asked in session.asked} == {"fake/hears"}
    assert {asked.options["language"] for asked in session.asked} == {"en"}


def test_every_option_reaches_the_session(run_cell: RunCell, session: FakeSession) -> None:
    """As the verb takes it."""
    run_cell(
        "%transcribe a.wav -m fake/hears --task translate --words --diarize --speakers 2"
        " --prompt 'about whales' --keyterm krill --keyterm baleen --no-cache"
        " --max-cost 0.50 -O beam_size=5 --label pilot"
    )
    options = session.asked[0].options
    origin = options.pop("origin")
    assert {name: str(value) for name, value in options.items()} == {
        "model": "fake/hears",
        "language": "None",
        "task": "translate",
        "words": "True",
        "diarize": "True",
        "speakers": "2",
        "prompt": "about whales",
        "keyterms": "('krill', 'baleen')",
        "options": "{'beam_size': '5'}",
        "max_cost": "0.50",
        "use_cache": "False",
        "on_progress": "None",
    }
    assert (origin.surface, origin.label) == ("magic", "pilot")


def test_an_object_is_passed_as_it_is(shell: Any, run_cell: RunCell, session: FakeSession) -> None:
    """No copy, no file."""
    shell.user_ns["clip"] = tone(0.3)
    run_cell("%transcribe {clip}")
    assert session.asked[0].subject is shell.user_ns["clip"]


def test_a_function_s_own_variables_are_seen(run_cell: RunCell) -> None:
    """A magic may stand inside a function."""
    code = (
        "def f(path):\n    return get_ipython().run_line_magic('transcribe', '{path}')\nf('b.wav')"
    )
    assert run_cell(code).name == "b.wav"


@pytest.mark.parametrize(
    "value", ["--words", "-m fake/hears", "*.wav", "{a}", "$HOME", "a.wav;b.wav", "fake/hears"]
)
def test_a_hostile_value_is_a_path_that_does_not_exist(
    shell: Any, run_cell: RunCell, session: FakeSession, value: str
) -> None:
    """Never an option, a pattern, a model or an expression."""
    shell.user_ns["x"] = value
    with pytest.raises(AudioError, match="does not exist"):
        run_cell("%transcribe {x}")
    assert session.asked == []


def test_ipython_does_not_expand_anything(shell: Any, run_cell: RunCell) -> None:
    """Neither `$name` nor `{name}` before us."""
    shell.user_ns["name"] = "a.wav"
    with pytest.raises(AudioError, match=r"\$name does not exist"):
        run_cell("%transcribe $name")


@pytest.mark.parametrize(("form", "start"), [("text", "hello"), ("srt", "1\n"), ("vtt", "WEBVTT")])
def test_a_format_gives_text(run_cell: RunCell, form: str, start: str) -> None:
    """Which is a string, and is shown as it is."""
    text = run_cell(f"%transcribe a.wav -f {form}")
    assert isinstance(text, Text)
    assert text.startswith(start)


def test_a_format_of_several_gives_a_text_each(run_cell: RunCell) -> None:
    """Under the name of the recording."""
    texts = run_cell("%transcribe a.wav b.wav -f text")
    assert isinstance(texts, Texts)
    assert texts == {"a.wav": "hello from a.wav", "b.wav": "hello from b.wav"}


def test_a_dry_run_calls_nothing(run_cell: RunCell, session: FakeSession) -> None:
    """And binds nothing."""
    estimates = run_cell("%transcribe *.wav --dry-run -m fake/hears")
    assert isinstance(estimates, Estimates)
    assert len(estimates) == 3
    assert {asked.verb for asked in session.asked} == {"estimate"}


def test_a_stopped_run_binds_what_is_done(
    shell: Any, run_cell: RunCell, session: FakeSession
) -> None:
    """So that nothing that was paid for is lost."""
    session.failures["b.wav"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt, match=r"b\.wav, 2 of 3, is in the ledger"):
        run_cell("%transcribe *.wav -o done")
    assert [each.name for each in shell.user_ns["done"]] == ["a.wav"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "There is nothing to transcribe. Usage: %transcribe"),
        ("fake/hears", "There is nothing to transcribe"),
        ("a.wav --task sing", "--task is 'sing'"),
        ("a.wav -f docx", "--format is 'docx'"),
        ("a.wav --nope", "no option --nope"),
        ("{a b}", r"\{a b\} cannot be evaluated: SyntaxError"),
    ],
)
def test_what_cannot_be_done_is_said_before_a_call(
    run_cell: RunCell, session: FakeSession, line: str, message: str
) -> None:
    """In one line."""
    with pytest.raises(UserError, match=message):
        run_cell(f"%transcribe {line}")
    assert session.asked == []


def test_a_folder_offers_a_pattern(run_cell: RunCell) -> None:
    """Before anything is read."""
    with pytest.raises(UserError, match=r"empty is a folder, without audio files"):
        run_cell("%transcribe empty")


def test_help_is_shown(run_cell: RunCell, shell: Any) -> None:
    """By option, and by IPython's own question mark."""
    assert "--keyterm TERM" in run_cell("%transcribe --help")
    assert "--keyterm TERM" in shell.magics_manager.magics["line"]["transcribe"].__doc__


def test_one_recording_gives_one_transcript_in_a_cell_too(run_cell: RunCell) -> None:
    """Not a list of one."""
    assert isinstance(run_cell("%%transcribe\nmy talk.wav"), Transcript)
