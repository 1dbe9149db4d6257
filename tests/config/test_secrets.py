"""Where the key is found, in which order, and what makes a place unusable."""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

from console.config.errors import ConfigError, NoKeyError
from console.config.secrets import find_key

PRINT_KEY = [sys.executable, "-c", "print('from-command'); print('second line')"]


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "api-key"
    path.write_text("from-file\n")
    path.chmod(0o600)
    return path


def install_keyring(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    """A keyring module that answers, raises or waits."""
    errors = ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    keyring = ModuleType("keyring")

    def get_password(service: str, name: str) -> str | None:
        assert (service, name) == ("liveagent-console", "https://acme.example")
        if isinstance(answer, threading.Event):
            answer.wait()
            return "too late"
        if answer == "locked":
            raise errors.KeyringError
        return None if answer is None else str(answer)

    keyring.get_password = get_password  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())


def test_the_environment_comes_first_and_is_emptied(key_file: Path) -> None:
    environ = {"LIVEAGENT_API_KEY": " from-environment\n"}
    assert find_key(environ=environ, command=PRINT_KEY, file=key_file).reveal() == "from-environment"
    assert environ == {}


def test_then_the_command_then_the_file(key_file: Path) -> None:
    assert find_key(environ={}, command=PRINT_KEY, file=key_file).reveal() == "from-command"
    assert find_key(environ={}, file=key_file).reveal() == "from-file"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([sys.executable, "-c", "raise SystemExit(3)"], "ended with code 3"),
        ([sys.executable, "-c", "pass"], "printed nothing"),
        (["/no/such/program"], "cannot be run: No such file"),
        ([sys.executable, "-c", "input(); import time; time.sleep(9)"], "ended with code 1"),
    ],
)
def test_a_command_that_fails_is_a_sentence(command: list[str], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        find_key(environ={}, command=command)


def test_a_command_that_hangs_is_ended() -> None:
    with pytest.raises(ConfigError, match="did not end within"):
        find_key(environ={}, command=[sys.executable, "-c", "import signal; signal.pause()"], command_limit=0.2)


def test_a_command_gets_no_shell(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        find_key(environ={}, command=[f"touch {tmp_path}/made; echo key"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused(key_file: Path, mode: int) -> None:
    key_file.chmod(mode)
    with pytest.raises(ConfigError, match=f"Run: chmod 600 {key_file}"):
        find_key(environ={}, file=key_file)


def test_only_a_plain_file_of_ones_own_is_read(key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "link"
    link.symlink_to(key_file)
    with pytest.raises(ConfigError, match="symbolic link"):
        find_key(environ={}, file=link)
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(ConfigError, match="no plain file"):
        find_key(environ={}, file=tmp_path / "pipe")
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    with pytest.raises(ConfigError, match="another user"):
        find_key(environ={}, file=key_file)


def test_no_key_anywhere_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoKeyError, match="Set LIVEAGENT_API_KEY") as caught:
        find_key(environ={}, file=tmp_path / "api-key")
    assert f"{tmp_path}/api-key (mode 600)" in str(caught.value)


@pytest.mark.parametrize("text", ["two words", "bell\x07", "line\nline"])
def test_a_key_that_was_copied_badly_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(ConfigError, match="copied from") as caught:
        find_key(environ={"LIVEAGENT_API_KEY": text})
    assert text not in str(caught.value)


def test_the_keyring_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    install_keyring(monkeypatch, "from-keyring")
    assert find_key(environ={}, keyring_name="https://acme.example").reveal() == "from-keyring"


@pytest.mark.parametrize("answer", [None, "", "locked"])
def test_a_keyring_without_the_key_is_no_error(monkeypatch: pytest.MonkeyPatch, answer: str | None) -> None:
    install_keyring(monkeypatch, answer)
    with pytest.raises(NoKeyError):
        find_key(environ={}, keyring_name="https://acme.example")


def test_a_keyring_that_hangs_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    install_keyring(monkeypatch, release)
    with pytest.raises(NoKeyError):
        find_key(environ={}, keyring_name="https://acme.example", keyring_limit=0.1)
    release.set()


def test_without_the_keyring_extra_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NoKeyError):
        find_key(environ={}, keyring_name="https://acme.example")
