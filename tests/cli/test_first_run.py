"""The first start in a terminal: a few questions, a key that nobody sees, a check in words, and then it opens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from console.cli.first_run import _name
from console.config.paths import Paths
from console.config.profiles import load_profiles, profiles_file
from tests.cli.conftest import LacRunner
from tests.cli.servers import AGENT, KEY, RunningDesk
from tests.pty_terminal import PtyTerminal
from tests.stories.running import quit_console, running

ADDRESS, MAIL = "Address of the server", "Your address as an agent"
KEY_WHERE, TYPED = "Where shall it be?", "(not shown)"


def answer(terminal: PtyTerminal, question: str, text: str) -> None:
    """Type an answer once the question is there."""
    terminal.wait_for(question)
    terminal.press(text, "enter")


def connect(terminal: PtyTerminal, url: str, *, place: str = "1", key: str = KEY) -> None:
    """Choose one's own server, and answer all questions."""
    answer(terminal, "Which one?", "2")
    answer(terminal, ADDRESS, url)
    answer(terminal, MAIL, AGENT)
    terminal.wait_for(KEY_WHERE)
    terminal.press(place, "enter")
    answer(terminal, "The command:" if place == "3" else TYPED, key)


@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
def test_a_server_is_connected_and_opened(home: Path, desk: RunningDesk, size: tuple[int, int]) -> None:
    with running(home, size=size) as terminal:
        connect(terminal, desk.url)
        terminal.wait_for("[Queue" if size[0] == 80 else "─ Queue")
        assert KEY.encode() not in terminal.output
        assert b"Everything is set up right." in terminal.output or b"the zone is not" in terminal.output
        assert quit_console(terminal) == 0
    profiles = load_profiles(profiles_file(Paths.find()))
    (name,) = profiles.by_name
    assert profiles.current == name
    file = profiles.key_file(profiles.by_name[name])
    assert file is not None
    assert file.read_text() == f"{KEY}\n"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_wrong_is_told_and_asked_for_again(home: Path, desk: RunningDesk) -> None:
    with running(home, size=(120, 40)) as terminal:
        connect(terminal, desk.url, key="f" * 32)
        terminal.wait_for("This does not work yet:")
        answer(terminal, "Keep it all the same (k)", "a")
        terminal.wait_for(ADDRESS)
        terminal.press("q", "enter")
        assert terminal.wait_exit() == 0
        assert "Nothing was set up." in terminal.text
    assert not profiles_file(Paths.find()).exists()


def test_what_was_answered_before_needs_enter_alone(home: Path, desk: RunningDesk) -> None:
    with running(home, size=(80, 24)) as terminal:
        answer(terminal, "Which one?", "2")
        answer(terminal, ADDRESS, desk.url)
        answer(terminal, MAIL, "nobody@desk.example")
        answer(terminal, KEY_WHERE, "1")
        answer(terminal, TYPED, KEY)
        terminal.wait_for("The server has no agent nobody@desk.example.")
        answer(terminal, "Keep it all the same (k)", "a")
        answer(terminal, f"(Enter: {desk.url}):", "")
        answer(terminal, "(Enter: nobody@desk.example):", AGENT)
        answer(terminal, "Which one? (Enter: 1)", "")
        answer(terminal, "Enter: the one from before", "")
        terminal.wait_for("[Queue")
        assert KEY.encode() not in terminal.output
        assert quit_console(terminal) == 0


def test_a_keyring_that_is_not_there_is_told_before_the_key_is_typed(home: Path) -> None:
    with running(home, size=(80, 24)) as terminal:
        answer(terminal, "Which one?", "2")
        answer(terminal, ADDRESS, "acme.ladesk.com")
        answer(terminal, MAIL, AGENT)
        terminal.wait_for("not here, its extra is not installed")
        terminal.press("2", "enter")
        terminal.wait_for("Choose 1 or 3.")
        terminal.press("3", "enter")
        answer(terminal, "The command:", "no-such-program-here")
        terminal.wait_for("The command: no-such-program-here cannot be run")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130
        assert "Nothing was set up." in terminal.text


def test_a_command_prints_the_key(home: Path, desk: RunningDesk) -> None:
    (home / "key").write_text(KEY)
    with running(home, size=(120, 40)) as terminal:
        connect(terminal, desk.url, place="3", key=f"cat {home / 'key'}")
        terminal.wait_for("Queue")
        assert quit_console(terminal) == 0
    (profile,) = load_profiles(profiles_file(Paths.find())).by_name.values()
    assert profile.key_command == ["cat", str(home / "key")]


def test_what_cannot_be_is_asked_for_again(home: Path) -> None:
    with running(home, size=(120, 40)) as terminal:
        answer(terminal, "Which one?", "5")
        terminal.wait_for("Type 1, 2 or q.")
        terminal.press("2", "enter")
        answer(terminal, ADDRESS, "ftp://acme")
        terminal.wait_for("begins with https://")
        terminal.press("acme.ladesk.com", "enter")
        answer(terminal, MAIL, "ana")
        terminal.wait_for("That is no mail address.")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130
        assert "Nothing was set up." in terminal.text


@pytest.mark.parametrize("keys", [("q", "enter"), ("ctrl+d",), ("enter",) * 6])
def test_leaving(home: Path, keys: tuple[str, ...]) -> None:
    with running(home, size=(80, 24)) as terminal:
        terminal.wait_for("Which one?")
        terminal.press(*keys)
        assert terminal.wait_exit() == 0
        assert "Nothing was set up." in terminal.text


def test_without_a_terminal_it_is_the_sentence(lac: LacRunner) -> None:
    done = lac()
    assert done.returncode == 2
    assert "The console needs a terminal" in done.stderr


@pytest.mark.parametrize("set_already", [{"LIVEAGENT_URL": "https://acme.ladesk.com"}, {"LIVEAGENT_API_KEY": "k"}])
def test_whoever_has_set_something_is_told_what_is_missing(home: Path, set_already: dict[str, str]) -> None:
    with running(home, size=(120, 40), env=set_already) as terminal:
        assert terminal.wait_exit() == 2
        assert "Which one?" not in terminal.text
        assert "lac demo" in terminal.text


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://acme.ladesk.com", "acme"),
        ("help.kestrel.example/desk", "help"),
        ("http://127.0.0.1:8080", "liveagent"),
        ("https://[::1]:8080", "liveagent"),
        ("https://default.example", "liveagent"),
    ],
)
def test_what_the_profile_is_called(url: str, name: str) -> None:
    assert os.sep not in name
    assert _name(url) == name
