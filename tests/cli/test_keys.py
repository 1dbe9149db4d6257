"""`lac keys`: the keys as the settings have them, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from console.cli.keys import PRESETS
from console.ui.presets import preset_names
from tests.cli.conftest import LacRunner


def settings(home: Path, text: str) -> Path:
    """A settings file in the home."""
    folder = home / ".config" / "liveagent-console"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(text)
    return folder / "settings.toml"


def test_the_keys_by_place(lac: LacRunner) -> None:
    done = lac("keys")
    assert done.returncode == ExitCode.OK
    lines = done.stdout.splitlines()
    assert lines.index("Anywhere") < lines.index("Queue") < lines.index("Review line")
    assert any(line.split()[:2] == ["e", "resolve"] for line in lines)
    assert any(line.split()[:2] == ["y", "send"] for line in lines[lines.index("Review line") :])


def test_the_keys_for_programs_as_the_settings_have_them(lac: LacRunner, home: Path) -> None:
    settings(home, 'ui.keymap = "mutt"\n[keys]\nreply = "B, ctrl+r"\nnote = ""\n')
    found = json.loads(lac("keys", "--json").stdout)
    keys = {action["name"]: action["keys"] for action in found["actions"]}
    assert found["preset"] == "mutt"
    assert keys["reply"] == ["B", "ctrl+r"]
    assert keys["note"] == []
    assert keys["sync"] == ["$"]
    other = json.loads(lac("keys", "--preset", "default", "--json").stdout)
    assert {action["name"]: action["keys"] for action in other["actions"]}["sync"] == ["S"]


def test_all_presets_can_be_named() -> None:
    assert sorted(PRESETS) == preset_names()


def test_keys_without_fault(lac: LacRunner) -> None:
    done = lac("keys", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.OK, "The keys are right.\n", "")


def test_faults_have_a_sentence_each(lac: LacRunner, home: Path) -> None:
    path = settings(home, '[keys]\nnote = "r"\nresolv = "x"\ntransfer = "alt+a"\n')
    for arguments in ((), (str(path),)):
        done = lac("keys", "--check", *arguments)
        assert done.returncode == ExitCode.USAGE
        assert done.stderr.splitlines() == [
            "lac: no action is called resolv; did you mean resolve?",
            "lac: r is wanted by reply and by note.",
            "Warning: alt+a of transfer: alt+a is typed for letters of other languages, and by menus.",
        ]
    found = json.loads(lac("keys", "--check", "--json").stdout)
    assert (len(found["troubles"]), len(found["warnings"])) == (2, 1)


def test_a_warning_alone_is_no_fault(lac: LacRunner, home: Path) -> None:
    settings(home, '[keys]\nundo = "f10"\n')
    done = lac("keys", "--check")
    assert done.returncode == ExitCode.OK
    assert "F10 of undo: it opens a menu of many terminals; give it another key as well" in done.stderr
    assert done.stdout == "Every key has an effect.\n"


@pytest.mark.parametrize(
    ("text", "sentence"), [(None, "There is no settings file"), ("[keys]\nnote = 3\n", "keys.note")]
)
def test_a_file_that_cannot_be_read(lac: LacRunner, home: Path, text: str | None, sentence: str) -> None:
    if text is not None:
        (home / "mine.toml").write_text(text)
    done = lac("keys", "--check", "mine.toml")
    assert done.returncode == ExitCode.USAGE
    assert sentence in done.stderr
