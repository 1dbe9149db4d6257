"""`lac check` says in one sentence what is wrong, and its exit code says which kind of thing it is."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.cli.clocks import Clocks
from console.cli.exit_codes import ExitCode
from tests.cli.conftest import LacRunner
from tests.cli.servers import KEY, OddServer, RunningDesk

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)


def api_error(status: int, message: str) -> bytes:
    error = {"status": "ERROR", "statuscode": status, "errormessage": message, "debugmessage": ""}
    return json.dumps({"response": error}).encode()


def test_everything_is_right(lac: LacRunner, desk: RunningDesk) -> None:
    done = lac("check", **desk.environment)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    for line in (
        "server       LiveAgent",
        "departments  1",
        "agent        First Agent <owner@desk.example>",
        "clock",
        "zone",
    ):
        assert line in done.stdout
    assert done.stdout.endswith("Everything is set up right.\n")


def test_options_go_before_the_environment(lac: LacRunner, desk: RunningDesk) -> None:
    environment = {**desk.environment, "LIVEAGENT_AGENT": "somebody@else.example"}
    assert lac("check", "--agent", "owner@desk.example", **environment).returncode == ExitCode.OK
    assert lac("--agent", "owner@desk.example", "check", **environment).returncode == ExitCode.OK


def test_an_agent_the_server_does_not_have(lac: LacRunner, desk: RunningDesk) -> None:
    done = lac("check", "--agent", "nobody@desk.example", **desk.environment)
    assert done.returncode == ExitCode.NOT_FOUND
    assert (
        done.stderr
        == "lac: The server has no agent nobody@desk.example. It must be the address that you log in with.\n"
    )


def test_a_wrong_key(lac: LacRunner, desk: RunningDesk) -> None:
    done = lac("check", **{**desk.environment, "LIVEAGENT_API_KEY": "wrong-key-of-mine"})
    assert done.returncode == ExitCode.KEY_REFUSED
    assert "The key was refused" in done.stderr
    assert "wrong-key-of-mine" not in done.stdout + done.stderr


def test_a_zone_that_does_not_fit(lac: LacRunner, desk: RunningDesk) -> None:
    done = lac("check", "--zone", "Asia/Tokyo", **desk.environment)
    assert done.returncode == ExitCode.USAGE
    assert "Asia/Tokyo does not fit" in done.stdout


def test_keys_of_ones_own(lac: LacRunner, desk: RunningDesk, home: Path) -> None:
    folder = home / ".config" / "liveagent-console"
    folder.mkdir(parents=True)
    clash = "without effect: n is wanted by reply and by note"
    for keys, words in (
        ('reply = "B"', "all have an effect"),
        ('reply = "n"', f"1 {clash}"),
        ('reply = "n"\nreopen = "x y"', f"2 {clash}; lac keys --check says all"),
    ):
        (folder / "settings.toml").write_text(f"[keys]\n{keys}\n")
        assert f"keys         {words}\n" in lac("check", **desk.environment).stdout


def test_nothing_answers(lac: LacRunner, desk: RunningDesk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        done = lac("check", "--url", f"http://127.0.0.1:{taken.getsockname()[1]}", **desk.environment)
    assert done.returncode == ExitCode.UNREACHABLE
    assert "No connection to 127.0.0.1" in done.stderr


@pytest.mark.parametrize(
    ("status", "body", "code", "sentence"),
    [
        (401, api_error(401, "Invalid api key"), ExitCode.KEY_REFUSED, "The key was refused"),
        (403, api_error(403, "Forbidden"), ExitCode.KEY_REFUSED, "The key was refused"),
        (200, api_error(403, "Forbidden"), ExitCode.KEY_REFUSED, "The key was refused"),
        (403, b"<html>no</html>", ExitCode.KEY_REFUSED, "The key was refused"),
        (200, b"<!doctype html><p>Log in</p>", ExitCode.NOT_API, "a web page, not with API v1"),
        (404, b"<h1>Not found</h1>", ExitCode.NOT_API, "knows no API v1 at this address"),
        (200, b"", ExitCode.NOT_API, "nothing, not with API v1"),
        (200, b'{"some": "JSON"}', ExitCode.NOT_API, "JSON of another shape"),
        (302, b"", ExitCode.NOT_API, "does not follow"),
        (503, api_error(503, "Update in progress"), ExitCode.UNAVAILABLE, "not available (503)"),
        (502, b"<h1>Bad gateway</h1>", ExitCode.UNAVAILABLE, "not available (502)"),
    ],
)
def test_what_is_not_api_v1(
    lac: LacRunner, odd_server: OddServer, status: int, body: bytes, code: ExitCode, sentence: str
) -> None:
    odd_server.status, odd_server.body = status, body
    done = lac("check", **odd_server.environment)
    assert sentence in done.stderr
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert "Traceback" not in done.stderr
    assert KEY not in done.stdout + done.stderr


def test_the_words_of_a_server_cannot_drive_the_terminal(lac: LacRunner, odd_server: OddServer) -> None:
    odd_server.status, odd_server.body = 500, api_error(500, "\x1b]52;c;aGk=\x07 \u202e\x9b31m no")
    done = lac("check", **odd_server.environment)
    assert done.returncode == ExitCode.UNAVAILABLE
    assert not [letter for letter in done.stderr if not letter.isprintable() and letter != "\n"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "agrees"), (119, "agrees"), (600, "10 minutes ahead of this machine's"), (-600, "10 minutes behind")],
)
def test_how_far_the_clocks_are_apart(seconds: int, words: str) -> None:
    header = (NOW + timedelta(seconds=seconds)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert words in Clocks(NOW, header, None, "UTC").skew_words()


@pytest.mark.parametrize("header", ["", "yesterday", "Mon, 99 Foo 2026"])
def test_a_server_that_does_not_say_the_time(header: str) -> None:
    clocks = Clocks(NOW, header, None, "UTC")
    assert clocks.skew_words() == "the server does not say what time it is"
    assert clocks.zone_fits
    assert "does not say" in clocks.zone_words()
