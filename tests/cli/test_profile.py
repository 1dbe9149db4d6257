"""`lac profile`: several installations, their keys apart from each other and out of sight."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from tests.cli.conftest import Here, LacRunner
from tests.cli.small_server import SmallServer
from tests.desk.small_desk import KEY, MIRA_EMAIL

ADD = ["profile", "add", "acme", "--url", "https://acme.example", "--agent", "ana@acme.example"]
WRONG = "the-key-of-somebody-else"


@pytest.fixture
def folder(home: Path) -> Path:
    """Where the profiles are."""
    return home / ".config" / "liveagent-console"


@pytest.fixture
def bare(here: Here) -> Here:
    """The command without any of it in the environment."""
    here.environment.update(LIVEAGENT_URL="", LIVEAGENT_API_KEY="", LIVEAGENT_AGENT="")
    return here


def own(small: SmallServer, *more: str) -> list[str]:
    return ["profile", "add", "own", "--url", small.environment["LIVEAGENT_URL"], "--agent", MIRA_EMAIL, *more]


def test_a_profile_with_a_key_of_its_own(bare: Here, small: SmallServer, folder: Path) -> None:
    done = bare(*own(small), stdin=f"{KEY}\n")
    assert (done.code, done.out) == (ExitCode.OK, "Profile own is kept; its key comes from: file keys/own.\n")
    assert (folder / "keys" / "own").read_text() == f"{KEY}\n"
    for path in (folder / "keys" / "own", folder / "profiles.toml"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KEY not in (folder / "profiles.toml").read_text()
    assert bare("presence").code == ExitCode.USAGE
    assert bare("--profile", "own", "presence").code == ExitCode.OK
    assert "agent        Mira Novak" in bare("check", "--profile", "own").out
    bare.environment["LAC_PROFILE"] = "own"
    assert bare("api", "tags").code == ExitCode.OK


def test_using_a_profile_from_now_on(bare: Here, small: SmallServer, folder: Path) -> None:
    bare(*own(small, "--use"), stdin=KEY)
    assert bare("department", "list").code == ExitCode.OK
    assert bare("profile", "use", "default").code == ExitCode.OK
    assert bare("department", "list").code == ExitCode.USAGE
    assert bare("profile", "use", "own").code == ExitCode.OK
    assert bare("profile", "remove", "own").out == "Profile own is forgotten, and the key that was kept for it.\n"
    assert not (folder / "keys" / "own").exists()
    assert bare("department", "list").code == ExitCode.USAGE


def test_the_settings_go_on_working_beside_profiles(bare: Here, small: SmallServer, folder: Path) -> None:
    bare(*ADD, "--no-key")
    (folder / "settings.toml").write_text(
        f'agent = "{MIRA_EMAIL}"\nserver.url = "{small.environment["LIVEAGENT_URL"]}"\n'
    )
    (folder / "api-key").write_text(KEY)
    (folder / "api-key").chmod(0o600)
    assert bare("presence").code == ExitCode.OK


def test_a_key_goes_only_where_it_belongs(here: Here, small: SmallServer, folder: Path) -> None:
    # The environment has another server's key; the profile that was named has its own.
    here.environment["LIVEAGENT_API_KEY"] = WRONG
    here(*own(small), stdin=KEY)
    assert here("--profile", "own", "api", "tags").code == ExitCode.OK
    assert here("api", "tags").code == ExitCode.KEY_REFUSED
    # The profile's key does not follow to another address.
    here.environment["LIVEAGENT_API_KEY"] = ""
    done = here("--profile", "own", "--url", "http://127.0.0.1:9", "api", "tags")
    assert (done.code, "There is no API key" in done.err) == (ExitCode.USAGE, True)
    # Nor does the key of the settings go to a profile's server.
    (folder / "api-key").write_text(KEY)
    (folder / "api-key").chmod(0o600)
    here(*ADD, "--no-key")
    assert "There is no API key" in here("--profile", "acme", "api", "tags").err


def test_a_key_that_a_command_prints(bare: Here, small: SmallServer, home: Path) -> None:
    (home / "key").write_text(KEY)
    done = bare(*own(small, "--key-command", f"cat '{home / 'key'}'"))
    assert done.out == "Profile own is kept; its key comes from: command cat.\n"
    assert bare("--profile", "own", "api", "tags").code == ExitCode.OK
    (home / "key").write_text("")
    assert "key_command of profile own: cat printed nothing" in bare("--profile", "own", "api", "tags").err


def test_a_key_in_a_file_of_ones_own(bare: Here, small: SmallServer, home: Path) -> None:
    (home / "key").write_text(KEY)
    refused = bare(*own(small, "--key-file", str(home / "key")))
    assert (refused.code, "chmod 600" in refused.err) == (ExitCode.USAGE, True)
    (home / "key").chmod(0o600)
    assert bare(*own(small, "--key-file", str(home / "key"))).code == ExitCode.OK
    assert bare("--profile", "own", "api", "tags").code == ExitCode.OK
    (home / "key").chmod(0o640)
    assert "chmod 600" in bare("--profile", "own", "api", "tags").err
    bare("profile", "remove", "own")
    assert (home / "key").exists()  # it was there before


def test_a_key_in_the_keyring(bare: Here, small: SmallServer, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, str] = {}
    monkeypatch.setattr("console.cli.profile_keys.keep_in_keyring", lambda name, key: kept.update({name: key.reveal()}))
    monkeypatch.setattr("console.cli.profile_keys.drop_from_keyring", kept.pop)
    monkeypatch.setattr("console.config.secrets._from_keyring", lambda name, limit: kept.get(name, ""))
    assert bare(*own(small, "--keyring"), stdin=KEY).code == ExitCode.OK
    assert list(kept) == [f"own {small.environment['LIVEAGENT_URL']}"]
    assert bare("--profile", "own", "api", "tags").code == ExitCode.OK
    assert bare("profile", "remove", "own").code == ExitCode.OK
    assert kept == {}


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (["--no-key"], "", "There is a profile acme already"),
        ([], "two words", "spaces or control characters"),
        ([], "", "No key was given."),
        (["--zone", "Mars/Olympus", "--no-key"], "", "'Mars/Olympus' is no zone"),
        (["--key-command", "'"], "", "The command cannot be read"),
        (["--key-command", " "], "", "The command that prints the key is empty"),
        (["--key-file", "/nowhere"], "", "There is no file /nowhere"),
        (["--keyring", "--no-key"], "", "not allowed with argument"),
        (["--key", KEY], "", "the key is never an option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_kept(bare: Here, arguments: list[str], stdin: str, sentence: str) -> None:
    if "already" in sentence:
        bare(*ADD, "--no-key")
    done = bare(*ADD, *arguments, stdin=stdin)
    assert done.code == ExitCode.USAGE
    assert sentence in done.err
    assert KEY not in done.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["profile", "add", "default", "--url", "https://x.example", "--agent", "a", "--no-key"], "default is what"),
        (["profile", "add", "a b", "--url", "https://x.example", "--agent", "a", "--no-key"], "is no name"),
        (["profile", "add", "x", "--url", "ftp://x", "--agent", "a", "--no-key"], "begins with https://"),
        (["profile", "use", "nope"], "There is no profile 'nope'; there are default."),
        (["profile", "remove", "nope"], "There is no profile 'nope'"),
        (["profile", "show", "nope"], "There is no profile 'nope'"),
        (["--profile", "nope", "check"], "There is no profile 'nope'"),
    ],
)
def test_profiles_that_are_none(bare: Here, arguments: list[str], sentence: str) -> None:
    done = bare(*arguments)
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert sentence in done.err


def test_the_list(bare: Here) -> None:
    bare(*ADD, "--no-key", "--zone", "UTC")
    assert bare("profile", "list", "--names").out == "default\nacme\n"
    lines = bare("profile", "list", width=100).out.splitlines()
    assert lines[1].startswith("* default")
    assert lines[2].split()[:2] == ["acme", "https://acme.example"]
    assert bare("profile", "list", "--json").json["profiles"][1] == {
        "name": "acme",
        "url": "https://acme.example",
        "agent": "ana@acme.example",
        "zone": "UTC",
        "key": "environment LIVEAGENT_API_KEY",
        "current": False,
    }
    assert bare("profile", "show", "acme").out.splitlines()[-1] == "current  no"
    assert bare("profile").code == ExitCode.USAGE


def test_the_key_is_typed_unseen(bare: Here, small: SmallServer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def unseen(prompt: str, stream: object) -> str:
        asked.append(prompt)
        return KEY

    monkeypatch.setattr("getpass.getpass", unseen)
    assert bare(*own(small), terminal=True).code == ExitCode.OK
    assert asked == ["API key of own (not shown): "]


def test_the_console_takes_the_profile_too(lac: LacRunner, folder: Path) -> None:
    done = lac("--profile", "nope")
    assert done.returncode == ExitCode.USAGE
    assert "needs a terminal" in done.stderr
