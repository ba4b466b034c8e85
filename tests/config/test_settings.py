"""Settings: where they are looked for, which one wins, and what is said of a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conduit_nb.config.settings import Settings, current_settings, load_settings
from conduit_nb.core.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

NONE: dict[str, str] = {}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The user's configuration folder."""
    folder = tmp_path / "user"
    folder.mkdir()
    return folder


def load(project: Path, user: Path, env: dict[str, str] = NONE) -> Settings:
    """The settings of a project, with a user's folder and an environment of our own."""
    return load_settings(project, {"CONDUIT_HOME": str(user / "home"), **env}, user_folder=user)


def test_without_any_file_the_defaults_hold(project: Path, user: Path) -> None:
    """Nothing needs to be configured."""
    assert load(project, user) == Settings(home=user / "home", project=project)


def test_every_setting_is_read(project: Path, user: Path) -> None:
    """What is written is what holds; paths are relative to the file."""
    file = project / "conduit.toml"
    file.write_text(
        """
        [privacy]
        local_only = true
        [ledger]
        durability = "power"
        [models]
        transcribe = "local/whisper-tiny.en"
        speak = "local/piper"
        [weights]
        download = true
        "local/piper" = "voices/amy.onnx"
        """
    )
    assert load(project, user, {"CONDUIT_OFFLINE": "1"}) == Settings(
        home=user / "home",
        project=project,
        offline=True,
        local_only=True,
        durability="power",
        default_transcribe_model="local/whisper-tiny.en",
        default_speak_model="local/piper",
        weights={"local/piper": project / "voices" / "amy.onnx"},
        allow_download=True,
        sources=(file,),
    )


def test_the_project_goes_before_the_user(project: Path, user: Path) -> None:
    """Key by key: what the project does not say, the user's file does."""
    (project / "conduit.toml").write_text(
        '[models]\nspeak = "local/a"\n[privacy]\nlocal_only = false\n[weights]\n"local/x" = "p"\n'
    )
    (user / "conduit.toml").write_text(
        '[models]\nspeak = "local/b"\ntranscribe = "local/c"\n[privacy]\nlocal_only = true\n'
        '[weights]\n"local/x" = "u"\n"local/y" = "u"\n'
    )
    settings = load(project, user)
    assert settings.default_speak_model == "local/a"
    assert settings.default_transcribe_model == "local/c"
    assert not settings.local_only
    assert settings.weights == {"local/x": project / "p", "local/y": user / "u"}
    assert settings.sources == (project / "conduit.toml", user / "conduit.toml")


def test_the_nearest_folder_upwards_is_the_project(project: Path, user: Path) -> None:
    """A notebook in a subfolder belongs to the project around it."""
    (project / "conduit.toml").write_text("")
    deep = project / "notebooks" / "drafts"
    deep.mkdir(parents=True)
    assert load(deep, user).project == project
    (deep.parent / "conduit.toml").write_text("")
    assert load(deep, user).project == deep.parent


def test_a_file_is_read_once(user: Path) -> None:
    """Working in the configuration folder itself does not read its file twice."""
    (user / "conduit.toml").write_text("[odd]\n")
    assert len(load(user, user).notes) == 1


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[ledger\n", 1, "at '[ledger'"),
        ('\n[ledger]\ndurability = "power\n', 3, "at 'durability'"),
        ("[ledger]\nx = 1\n[ledger]\n", 3, "[ledger]"),
        ("[ledger]\nx = \n", 2, "at 'x'"),
        ("[models]\nspeak = 5\n", 2, "[models] speak is 5; it must be a text in quotes"),
        ("[models]\nspeak = ''\n", 2, "[models] speak is str; it must be a text in quotes"),
        ("#\n[privacy]\nlocal_only = 'yes'\n", 3, "[privacy] local_only is str; it must be true"),
        ("privacy.local_only = 1\n", 1, "[privacy] local_only is 1; it must be true or false"),
        ("[ledger]\ndurability = 'disk'\n", 2, 'it must be "process" or "power"'),
        ("a = 1\nprivacy = true\n", 2, "privacy is a value; it must be a section"),
        ('[weights]\n\n"local/piper" = 3\n', 3, "[weights] local/piper is 3"),
    ],
)
def test_a_wrong_file_is_refused_with_file_line_and_key(
    project: Path, user: Path, text: str, line: int, says: str
) -> None:
    """The message shows where to look, on one line."""
    file = project / "conduit.toml"
    file.write_text(text)
    with pytest.raises(UserError) as caught:
        load(project, user)
    assert str(caught.value).startswith(f"{file}, line {line}")
    assert says in str(caught.value)


def test_a_value_is_not_repeated(project: Path, user: Path) -> None:
    """A key that was pasted into the wrong place does not come back in the message."""
    (project / "conduit.toml").write_text('[privacy]\nlocal_only = "sk-canary"\n')
    with pytest.raises(UserError) as caught:
        load(project, user)
    assert "sk-canary" not in str(caught.value)
    (project / "conduit.toml").write_text('[openai]\nkey = "sk-canary\n')
    with pytest.raises(UserError) as caught:
        load(project, user)
    assert "sk-canary" not in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused(project: Path, user: Path) -> None:
    """The line with the first wrong byte is named."""
    (project / "conduit.toml").write_bytes(b"# fine\n# caf\xe9\n")
    with pytest.raises(UserError, match="line 2: not UTF-8"):
        load(project, user)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[privcy]\nlocal_only = true\n", "line 1: [privcy] is not known and does nothing; did "),
        ("[ledger]\n\ndurabilty = 'x'\n", "line 3: [ledger] durabilty is not known"),
        ("[models]\ntranscribe-model = 'x'\n", "did you mean transcribe?"),
        ("[weights]\npiper = 'x'\n", "[weights] piper is not known"),
        ("[zzz]\n", "known here: privacy, ledger, models, weights."),
    ],
)
def test_what_is_not_known_is_told_and_does_no_harm(
    project: Path, user: Path, text: str, says: str
) -> None:
    """A slip of the pen is named, with the nearest name, and the rest still holds."""
    (project / "conduit.toml").write_text(text)
    [note] = load(project, user).notes
    assert says in note


@pytest.mark.parametrize(
    ("value", "offline"), [("1", True), ("true", True), ("0", False), ("", False), ("OFF", False)]
)
def test_offline_is_a_switch(project: Path, user: Path, value: str, offline: bool) -> None:
    """The usual spellings are understood."""
    assert load(project, user, {"CONDUIT_OFFLINE": value}).offline is offline


def test_an_unclear_switch_is_refused(project: Path, user: Path) -> None:
    """Whether audio may leave is not guessed."""
    with pytest.raises(UserError, match="CONDUIT_OFFLINE is 'maybe'"):
        load(project, user, {"CONDUIT_OFFLINE": "maybe"})


def test_home_may_be_relative_or_the_users(
    project: Path, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative home is in the working folder; ~ is the user's; without one the system's."""
    monkeypatch.setenv("HOME", str(user))
    monkeypatch.setenv("XDG_DATA_HOME", str(user / "data"))
    assert load(project, user, {"CONDUIT_HOME": "here"}).home == project / "here"
    assert load(project, user, {"CONDUIT_HOME": "~/there"}).home == user / "there"
    assert load(project, user, {"CONDUIT_HOME": " "}).home.name == "conduit_nb"


def test_the_process_is_the_default(
    project: Path, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without arguments the working folder and the environment of the process count."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("CONDUIT_HOME", str(user / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(user))
    (project / "conduit.toml").write_text("[models]\nspeak = 'local/piper'\n")
    settings = current_settings()
    assert settings.home == user / "home"
    assert settings.default_speak_model == "local/piper"
