"""What is missing or wrong is named in a sentence each, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.api.address import ServerAddress
from console.cli.connection import profile_name
from console.cli.exit_codes import ExitCode
from tests.cli.conftest import LacRunner
from tests.cli.servers import AGENT, KEY, RunningDesk

COMPLETE = {"LIVEAGENT_URL": "https://desk.example", "LIVEAGENT_API_KEY": KEY, "LIVEAGENT_AGENT": AGENT}


def test_nothing_is_set(lac: LacRunner) -> None:
    done = lac("check")
    assert done.returncode == ExitCode.USAGE
    server, key, agent, demo = done.stderr.splitlines()
    assert "No server is set. Set LIVEAGENT_URL" in server
    assert "There is no API key. Set LIVEAGENT_API_KEY" in key
    assert "No agent is set. Set LIVEAGENT_AGENT" in agent
    assert "`lac demo`" in demo


@pytest.mark.parametrize("missing", sorted(COMPLETE))
def test_one_thing_is_missing(lac: LacRunner, missing: str) -> None:
    done = lac("check", **{name: value for name, value in COMPLETE.items() if name != missing})
    assert done.returncode == ExitCode.USAGE
    assert missing in done.stderr.splitlines()[0]
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--url", "ftp://desk.example"], "begins with https://"),
        (["--url", "http://desk.example"], "Plain http would show the key"),
        (["--zone", "Mars/Olympus"], "must be a zone"),
        (["--config", "nowhere.toml"], "There is no settings file nowhere.toml"),
    ],
)
def test_something_is_wrong(lac: LacRunner, arguments: list[str], sentence: str) -> None:
    done = lac("check", *arguments, **COMPLETE)
    assert done.returncode == ExitCode.USAGE
    assert sentence in done.stderr


def test_everything_from_files(lac: LacRunner, desk: RunningDesk, home: Path) -> None:
    folder = home / ".config" / "liveagent-console"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(f'agent = "{AGENT}"\nserver.url = "{desk.url}"\n')
    (folder / "api-key").write_text(KEY + "\n")
    (folder / "api-key").chmod(0o644)
    done = lac("check")
    assert (done.returncode, "chmod 600" in done.stderr) == (ExitCode.USAGE, True)
    (folder / "api-key").chmod(0o600)
    assert lac("check").returncode == ExitCode.OK


def test_the_key_is_no_option(lac: LacRunner) -> None:
    assert "--key" not in lac("--help").stdout
    done = lac("check", "--key", KEY, **COMPLETE)
    assert done.returncode == ExitCode.USAGE
    assert KEY not in done.stderr


def test_profiles_are_apart() -> None:
    address = ServerAddress.parse("https://acme.ladesk.com/support")
    name = profile_name(address, "Ana@Acme.com")
    assert name.startswith("acme.ladesk.com_support_ana_acme.com-")
    assert name == profile_name(address, "ana@acme.com")
    others = {
        profile_name(address, "a_na@acme.com"),
        profile_name(ServerAddress.parse("https://acme.ladesk.com"), "ana@acme.com"),
        profile_name(ServerAddress.parse("https://acme.ladesk.com/support"), "ana_acme.com"),
        profile_name(address, "../../etc"),
    }
    assert len(others | {name}) == 5
    assert not [one for one in others if "/" in one or one.startswith(".")]
