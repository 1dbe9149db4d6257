"""`lac demo` in a real terminal: opens, keeps its data, stands beside another one, and leaves nothing running."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from console.cli.exit_codes import ExitCode
from tests.pty_terminal import PtyTerminal

pytestmark = pytest.mark.pty

QUEUE = "Lamp arrived cracked"


@contextmanager
def demo(home: Path, *arguments: str, before: Sequence[str | Path] = ()) -> Iterator[PtyTerminal]:
    """A demo that has just been started; `before` stands before the command's name."""
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "console", *before, "demo", "--no-play", *arguments]
    with PtyTerminal(command, columns=160, rows=45, env=environment, cwd=home) as terminal:
        yield terminal


def desk_of(terminal: PtyTerminal) -> psutil.Process:
    (desk,) = [child for child in psutil.Process(terminal.process.pid).children() if "serve" in child.cmdline()]
    return desk


def quit_console(terminal: PtyTerminal) -> int:
    terminal.press("q")
    terminal.wait_for("Quit")
    terminal.press("y")
    return terminal.wait_exit()


def test_it_opens_and_ends_with_its_help_desk(home: Path) -> None:
    with demo(home) as terminal:
        terminal.wait_for(QUEUE, timeout=60)
        desk = desk_of(terminal)
        assert "Making the data of the demo" in terminal.output.decode()
        assert quit_console(terminal) == ExitCode.OK
        assert not desk.is_running()
        assert list((home / "run").iterdir()) == []
        with demo(home) as again:
            again.wait_for(QUEUE)
            assert "Making the data of the demo" not in again.output.decode()
            assert quit_console(again) == ExitCode.OK


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_help_desk_ends_with_a_console_that_is_killed(home: Path, number: signal.Signals) -> None:
    with demo(home) as terminal:
        terminal.wait_for(QUEUE, timeout=60)
        desk = desk_of(terminal)
        terminal.kill(number)
        terminal.wait_exit()
        desk.wait(20)
    assert list((home / "run").iterdir()) == []


def test_the_help_desk_ends_with_the_terminal(home: Path) -> None:
    with demo(home) as terminal:
        terminal.wait_for(QUEUE, timeout=60)
        desk = desk_of(terminal)
        terminal.hang_up()
        terminal.wait_exit()
        desk.wait(20)


def test_a_second_demo_has_a_help_desk_of_its_own(home: Path) -> None:
    with demo(home) as first:
        first.wait_for(QUEUE, timeout=60)
        with demo(home) as second:
            second.wait_for(QUEUE, timeout=60)
            assert "this one has a help desk of its own (number 2)" in second.output.decode()
            assert desk_of(first).pid != desk_of(second).pid
            assert quit_console(second) == ExitCode.OK
        assert desk_of(first).is_running()
        assert quit_console(first) == ExitCode.OK


def test_a_theme_that_does_not_exist(home: Path) -> None:
    with demo(home, "--theme", "plaid") as terminal:
        assert terminal.wait_exit() == ExitCode.USAGE
        assert "There is no theme 'plaid'; there are" in terminal.text
    assert list((home / "run").iterdir()) == []


SETTINGS = """\
departments = ["of another help desk"]
keys.quit-hint = "B"

[server]
url = "https://elsewhere.example"

[ui]
theme = "light"
glyphs = "ascii"
mouse = {mouse}
"""


@pytest.mark.parametrize("mouse", ["true", "false"])
def test_the_demo_heeds_what_the_settings_say_of_the_interface(home: Path, mouse: str) -> None:
    file = home / "mine.toml"
    file.write_text(SETTINGS.format(mouse=mouse))
    with demo(home, before=["--config", file]) as terminal:
        terminal.wait_for(QUEUE, timeout=60)
        terminal.wait_for(re.compile(r"^- Queue -", re.MULTILINE))
        assert (b"\x1b[?1000h" in terminal.output) == (mouse == "true")
        assert "filter: -" in terminal.text
        terminal.press("B")
        terminal.wait_for("nothing that you typed is lost")
        assert quit_console(terminal) == ExitCode.OK


def test_a_settings_file_of_the_demo_that_is_not_there(home: Path) -> None:
    with demo(home, before=["--config", "nowhere.toml"]) as terminal:
        assert terminal.wait_exit() == ExitCode.USAGE
        assert "There is no settings file nowhere.toml" in terminal.text
