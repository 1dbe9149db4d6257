"""`lac desk`: what its administrator sees, in words, in JSON and in exit codes."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from console.cli.exit_codes import ExitCode
from console.cli.main import main
from tests.cli.servers import RunningDesk

Captured = pytest.CaptureFixture[str]
NOW = "2026-11-23T16:40Z"


@pytest.fixture
def db(home: Path, capsys: Captured) -> str:
    """A new desk in a file of the home."""
    path = str(home / "team" / "desk.db")
    assert main(["desk", "init", "--owner", "ana@acme.example", "--zone", "Europe/Vienna", "--db", path]) == ExitCode.OK
    capsys.readouterr()
    return path


def run(db: str, *words: str) -> int:
    return main(["desk", *words, "--db", db])


def test_a_new_desk_says_its_key_once(home: Path, capsys: Captured) -> None:
    path = home / "desk.db"
    assert main(["desk", "init", "--owner", "ana@acme.example", "--db", str(path)]) == ExitCode.OK
    said = capsys.readouterr()
    assert len(said.out.strip()) == 32
    assert "shown this once" in said.err
    assert said.out.strip() not in said.err
    assert said.out.strip().encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_name_it_is_this_users_own(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("LAC_STATE", str(home / "state"))
    assert main(["desk", "key", "list"]) == ExitCode.USAGE
    assert "There is no database at" in capsys.readouterr().err
    assert main(["desk", "init", "--owner", "ana@acme.example"]) == ExitCode.OK
    assert (home / "state" / "desk.db").exists()


def test_a_key_works_until_it_is_revoked(home: Path, capsys: Captured) -> None:
    """Against a desk that is being served by another process."""
    path = str(home / "desk.db")
    with RunningDesk(home) as desk:
        assert run(path, "key", "add", "website") == ExitCode.OK
        call = {"apikey": capsys.readouterr().out.strip()}
        assert httpx.get(f"{desk.url}/api/departments", params=call).status_code == 200
        assert run(path, "key", "revoke", "website") == ExitCode.OK
        capsys.readouterr()
        assert run(path, "key", "list", "--json") == ExitCode.OK
    said = capsys.readouterr().out
    assert call["apikey"] not in said
    keys = {key["name"]: key for key in json.loads(said)["keys"]}
    assert list(keys) == ["given", "website"]
    assert keys["given"]["revoked"] is None
    assert keys["website"]["revoked"].endswith("Z")


def test_keys(db: str, capsys: Captured) -> None:
    assert run(db, "key", "add", "website") == ExitCode.OK
    assert run(db, "key", "add", "website") == ExitCode.NOT_DONE
    assert run(db, "key", "revoke", "website") == ExitCode.OK
    assert run(db, "key", "revoke", "website") == ExitCode.NOT_FOUND
    capsys.readouterr()
    assert run(db, "key", "list") == ExitCode.OK
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(line[0], line[-1]) for line in lines] == [("name", "state"), ("first", "valid"), ("website", "revoked")]


def test_departments_and_agents(db: str, capsys: Captured) -> None:
    assert run(db, "department", "add", "Billing", "--serves", "tickets,phone") == ExitCode.OK
    assert run(db, "department", "add", "billing") == ExitCode.NOT_DONE
    bo = ("agent", "add", "bo@acme.example", "--name", "Bo Lind", "--role", "admin", "--chats", "2")
    assert run(db, *bo, "--department", "Billing", "--department", "General") == ExitCode.OK
    assert run(db, *bo) == ExitCode.NOT_DONE
    assert run(db, "agent", "add", "kim@acme.example", "--department", "Sales") == ExitCode.NOT_FOUND
    capsys.readouterr()
    assert run(db, "department", "list", "--json") == ExitCode.OK
    departments = json.loads(capsys.readouterr().out)["departments"]
    assert [(one["name"], one["serves"]) for one in departments] == [
        ("General", ["chat", "phone", "tickets"]),
        ("Billing", ["phone", "tickets"]),
    ]
    assert run(db, "agent", "list", "--json") == ExitCode.OK
    agents = json.loads(capsys.readouterr().out)["agents"]
    assert [one["email"] for one in agents] == ["ana@acme.example", "bo@acme.example"]
    identifier = agents[1].pop("id")
    assert agents[1] == {
        "email": "bo@acme.example",
        "first_name": "Bo",
        "last_name": "Lind",
        "role": "admin",
        "chats": 2,
        "departments": ["General", "Billing"],
    }
    assert run(db, "agent", "list") == ExitCode.OK
    assert f"bo@acme.example  Bo Lind admin General, Billing {identifier}" in capsys.readouterr().out
    assert run(db, "department", "list") == ExitCode.OK
    assert "Billing " in capsys.readouterr().out


def test_service_levels(db: str, capsys: Captured) -> None:
    assert run(db, "sla", "set", "--first", "8h", "--next", "90", "--hours", "mon-fri 08:00-18:00") == ExitCode.OK
    assert run(db, "sla", "set", "--department", "general", "--service", "chat", "--first", "45s") == ExitCode.OK
    assert run(db, "sla", "set", "--department", "general", "--service", "chat", "--next", "1m") == ExitCode.OK
    assert run(db, "sla", "set", "--next", "none", "--hours", "always") == ExitCode.OK
    assert capsys.readouterr().out.splitlines() == [
        "Answers to tickets where a department has no level of its own: first 8h, next 1h 30m, mon-fri 08:00-18:00.",
        "Answers to chat in General: first 45s, next none, at all hours.",
        "Answers to chat in General: first 45s, next 1m, at all hours.",
        "Answers to tickets where a department has no level of its own: first 8h, next none, at all hours.",
    ]
    assert run(db, "sla", "list") == ExitCode.OK
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["department", "service", "first", "next", "hours", "name"],
        ["all", "others", "tickets", "8h", "none", "always", "All", "departments"],
        ["General", "chat", "45s", "1m", "always", "General"],
    ]
    assert run(db, "sla", "list", "--json") == ExitCode.OK
    levels = json.loads(capsys.readouterr().out)["levels"]
    assert levels[1].pop("id")
    assert levels[1] == {
        "name": "General",
        "service": "chat",
        "department": {"id": "default", "name": "General"},
        "first_seconds": 45,
        "next_seconds": 60,
        "hours": "",
    }
    assert run(db, "sla", "set") == ExitCode.USAGE
    assert run(db, "sla", "set", "--department", "Sales", "--first", "1h") == ExitCode.NOT_FOUND
    assert run(db, "sla", "set", "--first", "1h", "--hours", "9 to 5") == ExitCode.NOT_DONE


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["agent", "add", "bo@acme.example", "--chats", "many"], "'many' is no number of chats"),
        (["agent", "add", "bo@acme.example", "--serves", "coffee"], "there are chat, phone, tickets"),
        (["department", "add", "Sales", "--serves", ","], "there are chat, phone, tickets"),
        (["sla", "set", "--first", "0"], "'0' is no time; it looks like 90, 45s, 30m, 4h or none"),
        (["sla", "set", "--next", "2 days"], "'2 days' is no time"),
        (["seed", "--demo", "--load"], "not allowed with argument"),
        (["seed", "--load", "--size", "1m"], "invalid choice"),
        (["seed", "--load", "--now", "yesterday"], "is no time with a zone"),
        (["seed", "--load", "--now", "2026-11-23T16:40"], "is no time with a zone"),
        (["init"], "--owner"),
    ],
)
def test_what_cannot_be_read(db: str, capsys: Captured, words: list[str], sentence: str) -> None:
    with pytest.raises(SystemExit) as end:
        run(db, *words)
    assert end.value.code == ExitCode.USAGE
    assert sentence in capsys.readouterr().err


def test_a_desk_is_made_once(db: str, capsys: Captured) -> None:
    assert run(db, "init", "--owner", "bo@acme.example") == ExitCode.NOT_DONE
    assert run(db, "seed", "--load") == ExitCode.NOT_DONE
    assert run(db, "seed", "--demo", "--size", "1k") == ExitCode.USAGE
    assert run(db, "init", "--owner", "bo@acme.example", "--zone", "Moon/Crater") == ExitCode.USAGE
    assert capsys.readouterr().err.splitlines() == [
        "lac: There is a desk in this database already.",
        "lac: There is a desk in this database already; seed fills an empty one.",
        "lac: The demo has one size; --size goes with --load.",
        "lac: There is no time zone Moon/Crater; names look like Europe/Bratislava.",
    ]


@pytest.mark.parametrize(
    ("words", "said", "conversations"),
    [
        (["--demo"], "The database has the demo, 300 conversations.", 300),
        (["--load", "--size", "1k", "--seed", "7"], "The database has 1,000 conversations of 250 customers.", 1000),
    ],
)
def test_an_empty_database_is_filled(
    home: Path, capsys: Captured, words: list[str], said: str, conversations: int
) -> None:
    path = str(home / "desk.db")
    assert run(path, "seed", *words, "--now", NOW) == ExitCode.OK
    assert capsys.readouterr() == (f"{said}\n", "")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM conversation").fetchone() == (conversations,)
    assert run(path, "check") == ExitCode.OK


def test_progress_is_shown_at_a_terminal(home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run(str(home / "desk.db"), "seed", "--load", "--now", NOW) == ExitCode.OK
    said = capsys.readouterr().err
    assert "\r\x1b[K1,000 of 1,000 conversations" in said
    assert said.endswith("\r\x1b[K")


def test_a_backup(db: str, home: Path, capsys: Captured) -> None:
    copy = home / "copy.db"
    assert run(db, "backup", str(copy)) == ExitCode.OK
    assert run(db, "backup", str(copy)) == ExitCode.NOT_DONE
    assert run(db, "backup", str(copy), "--force") == ExitCode.OK
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert f"lac: There is a file {copy} already." in capsys.readouterr().err
    assert run(str(copy), "check") == ExitCode.OK


def test_the_copy_of_a_database_of_postgresql_is_that_tools_affair(home: Path, capsys: Captured) -> None:
    assert run("postgresql+psycopg://lac:hunter2@db/lac", "backup", "desk.dump") == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "pg_dump --format=custom --file=desk.dump postgresql://lac@db/lac" in said
    assert "hunter2" not in said


def test_what_the_check_finds(db: str, capsys: Captured) -> None:
    assert run(db, "check") == ExitCode.OK
    assert capsys.readouterr() == ("The database is consistent.\n", "")
    with closing(sqlite3.connect(db)) as database:
        database.execute("UPDATE agent_department SET preset = 'Q'")
        database.execute("INSERT INTO setting VALUES ('filling', '\x1b]0;the load set\x07')")
        database.commit()
    assert run(db, "check") == ExitCode.INCONSISTENT
    said = capsys.readouterr()
    assert "1 agents serve a department with letters that do not exist" in said.out
    assert "\x1b" not in said.out
    assert said.err == "lac: The database is not consistent; kinds of errors found: 2.\n"
    assert run(db, "check", "--json") == ExitCode.INCONSISTENT
    assert [one["count"] for one in json.loads(capsys.readouterr().out)["findings"]] == [1, 1]


def test_what_is_no_desk(home: Path, capsys: Captured) -> None:
    letter = home / "letter.txt"
    letter.write_text("Dear desk, " * 1000)
    for words in (["check"], ["key", "list"], ["backup", "copy.db"], ["seed", "--demo"]):
        assert run(str(letter), *words) == ExitCode.USAGE
        assert "cannot be opened: file is not a database." in capsys.readouterr().err


def test_a_group_of_commands_shows_its_help(home: Path, capsys: Captured) -> None:
    for words in ([], ["key"], ["agent"], ["department"]):
        assert main(["desk", *words]) == ExitCode.USAGE
        assert "examples:" in capsys.readouterr().out
