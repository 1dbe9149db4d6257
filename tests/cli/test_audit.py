"""`lac audit`: what was changed from here, for people and programs, and whether the record is as it was written."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from tests.cli.conftest import Here, LacRunner
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import MIRA_EMAIL, NEW, OPEN, OPEN_CODE


@pytest.fixture
def used(here: Here, small: SmallServer) -> Here:
    """The command after four changes on the desk: a status, a reply, a status that was refused, and another one."""
    assert here("status", NEW, "resolved").code == ExitCode.OK
    assert here("reply", OPEN_CODE, "-m", "A secret answer.").code == ExitCode.OK
    small.faults = [Fault("PUT", "/status", status=500, message="not now")]
    assert here("status", OPEN, "open").code != ExitCode.OK
    small.faults = []
    assert here("status", OPEN, "resolved").code == ExitCode.OK
    return here


@pytest.fixture
def five(here: Here, small: SmallServer) -> Here:
    """The command after five changes."""
    for status in ("resolved", "open", "resolved", "open", "resolved"):
        assert here("status", OPEN, status).code == ExitCode.OK
    return here


def file_of(here: Here) -> Path:
    """The file with the record."""
    (found,) = Path.home().rglob("outbox.db")
    return found


def harmed(here: Here, *statements: str) -> None:
    """Change the file behind the program's back."""
    with closing(sqlite3.connect(file_of(here), isolation_level=None)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0


def test_every_change_with_who_what_and_how_it_ended(used: Here) -> None:
    entries = used("audit", "--json").json["entries"]
    calls = [(entry["call"], entry["by"], entry["answer"]) for entry in entries if entry["call"][0].isupper()]
    first, post, refused, last = calls
    assert first == (f"PUT conversations/{NEW}/status", "lac status", "HTTP 200")
    assert post[0] == f"POST conversations/{OPEN}/messages"
    assert post[1].startswith("outbox ")
    assert refused == (f"PUT conversations/{OPEN}/status", "lac status", "HTTP 500")
    assert last == (f"PUT conversations/{OPEN}/status", "lac status", "HTTP 200")
    assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
    assert {entry["who"] for entry in entries} == {MIRA_EMAIL}
    assert all(re.fullmatch("[0-9a-f]{16}", entry["request"]) for entry in entries if entry["call"][0].isupper())
    (seen,) = [entry for entry in entries if entry["call"].startswith("read back ")]
    assert (seen["seen"], seen["by"]) == ("confirmed", post[1])
    assert "secret" not in json.dumps(entries), "texts are for the conversation alone"


def test_the_table_is_for_people(used: Here) -> None:
    done = used("audit", width=200)
    head, first, *_ = done.out.splitlines()
    assert head.split() == ["no.", "when", "who", "by", "call", "request", "answer", "seen"]
    assert first.split()[0] == "1"
    assert re.search(rf" lac status +PUT conversations/{NEW}/status ", first)
    assert all(len(line) <= 60 for line in used("audit", width=60).out.splitlines())


def test_no_key_and_no_server_are_needed(used: Here, small: SmallServer) -> None:
    del used.environment["LIVEAGENT_API_KEY"]
    small.calls.clear()
    assert used("audit").code == used("audit", "verify").code == ExitCode.OK
    assert small.calls == []


@pytest.mark.parametrize("name", [OPEN, OPEN_CODE])
def test_one_conversation_by_any_of_its_names(used: Here, name: str) -> None:
    entries = used("audit", "--conversation", name, "--json").json["entries"]
    assert len(entries) == 5
    assert all(OPEN in entry["call"] for entry in entries)
    assert used("audit", "--conversation", OPEN[:-1]).err == "No entry is like that.\n"


def test_the_last_ones_and_those_since(used: Here) -> None:
    everything = used("audit", "--last", "0", "--json").json["entries"]
    assert used("audit", "--last", "2", "--json").json["entries"] == everything[-2:]
    assert used("audit", "--last", "2").err == "The last 2; --last 0 shows all.\n"
    assert used("audit", "--since", "today", "--json").json["entries"] == everything
    assert used("audit", "--since", "2099-01-01").err == "No entry is like that.\n"
    done = used("audit", "--since", "last week")
    assert (done.code, "'last week' is no time" in done.err) == (ExitCode.USAGE, True)


def test_nothing_was_written_down_yet(here: Here) -> None:
    assert here("audit").err == "Nothing was written down yet.\n"
    assert here("audit", "verify").out == "Nothing was written down yet.\n"
    assert not list(Path.home().rglob("outbox.db")), "looking makes no file"


def test_a_whole_record(used: Here) -> None:
    done = used("audit", "verify")
    assert done.code == ExitCode.OK
    said = re.fullmatch(r"All (\d+) entries are as they were written\.\nSeal: (\d+-[0-9a-f]{16})\n", done.out)
    assert said is not None
    assert used("status", OPEN, "open").code == ExitCode.OK
    assert used("audit", "verify", "--seal", said[2]).code == ExitCode.OK
    told = used("audit", "verify", "--json").json
    assert (told["state"], told["entries"], told["first"]) == ("intact", int(said[1]) + 1, None)


@pytest.mark.parametrize(
    ("harm", "first", "words"),
    [
        ("UPDATE audit SET answer = 'HTTP 500' WHERE number = 2", 2, "Entry 2 was changed after it was written"),
        ("UPDATE audit SET actor = 'olaf@desk.example' WHERE number = 1", 1, "Entry 1 was changed"),
        ("UPDATE audit SET account = 'another' WHERE number = 5", 5, "Entry 5 was changed"),
        ("DELETE FROM audit WHERE number = 3", 3, "1 entry was removed from the middle: number 3."),
        ("DELETE FROM audit WHERE number < 3", 1, "2 entries were removed from the middle: numbers 1 to 2."),
        ("DELETE FROM audit WHERE number = 5", 5, "The end was cut off: 1 entry is gone from 5 on."),
        ("DELETE FROM audit WHERE number > 2", 3, "The end was cut off: 3 entries are gone from 3 on."),
        ("DELETE FROM audit", 1, "The end was cut off: 5 entries are gone from 1 on."),
    ],
)
def test_what_was_done_to_a_record_is_told(five: Here, harm: str, first: int, words: str) -> None:
    harmed(five, harm)
    done = five("audit", "verify")
    assert (done.code, done.out) == (ExitCode.NOT_AS_WRITTEN, "")
    assert words in done.err
    assert f"Keep the file as it is, with the copies beside it, for whoever looks into it: {file_of(five)}." in done.err
    assert five("audit", "verify", "--json").json["first"] == first


def test_a_record_that_fits_together_is_held_against_its_seal(five: Here) -> None:
    """Whoever knows how can write all of it anew; what was printed once stays."""
    seal = five("audit", "verify", "--json").json["seal"]
    file = file_of(five)
    file.unlink()
    done = five("audit", "verify")
    assert (done.code, "is gone. Put back its newest copy" in done.err) == (ExitCode.NOT_AS_WRITTEN, True)
    shutil.rmtree(file.with_name("outbox.copies"))
    assert five("audit", "verify", "--seal", seal).code == ExitCode.NOT_AS_WRITTEN
    for status in ("open", "resolved", "open", "resolved", "open", "resolved"):
        five("status", OPEN, status)
    assert five("audit", "verify").code == ExitCode.OK
    done = five("audit", "verify", "--seal", seal)
    assert done.code == ExitCode.NOT_AS_WRITTEN
    assert "is not the one that the seal was made of" in done.err
    assert five("audit", "verify", "--seal", f"99-{seal.partition('-')[2]}").code == ExitCode.NOT_AS_WRITTEN
    assert five("audit", "verify", "--seal", "latest").code == ExitCode.USAGE


def test_a_file_that_cannot_be_read_is_told(five: Here) -> None:
    file_of(five).write_bytes(b"no database")
    for words in (["audit"], ["audit", "verify"]):
        done = five(*words)
        assert (done.code, "is damaged" in done.err) == (ExitCode.NOT_AS_WRITTEN, True)


def test_the_record_of_the_demo(lac: LacRunner) -> None:
    done = lac("audit", "--demo")
    assert (done.returncode, done.stderr) == (ExitCode.OK, "Nothing was written down yet.\n")
