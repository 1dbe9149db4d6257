"""`lac reply`, `lac note` and `lac outbox`: sent once, believed when seen, and never again by themselves."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from tests.cli.conftest import Here, LacRunner
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import NEW, OPEN, OPEN_CODE

TEXT = "We changed the address."


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks for long here: the clock stands."""
    monkeypatch.setattr("console.cli.writing.PATIENCE", timedelta(seconds=0.05))


def bodies(small: SmallServer, conversation: str = OPEN) -> list[tuple[str, str]]:
    return [(row["rtype"], row["body"]) for row in small.rows("message", conversation_id=conversation)]


def test_a_reply_is_sent_and_seen(here: Here, small: SmallServer) -> None:
    done = here("reply", OPEN_CODE, "-m", TEXT)
    assert (done.code, done.out, done.err) == (ExitCode.OK, "The reply is in the conversation.\n", "")
    assert ("M", TEXT) in bodies(small)
    assert small.count("POST") == 1


def test_a_note_from_standard_input(here: Here, small: SmallServer) -> None:
    assert here("note", OPEN, stdin="\nAsked again.\n\nSecond line\n\n").code == ExitCode.OK
    assert ("N", "Asked again.\n\nSecond line") in bodies(small)


def test_a_text_from_a_file(here: Here, small: SmallServer, home: Path) -> None:
    (home / "text").write_bytes(b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe\x1b[2J\xe2\x80\xae!")
    assert here("reply", OPEN, "-F", str(home / "text")).code == ExitCode.OK
    assert ("M", "Grüße[2J!") in bodies(small)


def test_what_a_program_gets(here: Here) -> None:
    tree = here("reply", OPEN_CODE, "--json", "-m", TEXT, "--status", "resolved").json
    assert tree.pop("outbox")
    assert tree == {
        "state": "confirmed",
        "message": "The reply is in the conversation. The conversation is resolved.",
        "conversation": {"id": OPEN, "code": OPEN_CODE},
    }


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (["-m", "  "], b"", "There is no text to send"),
        ([], b"", "There is no text to send"),
        ([], b"ol\xe9", "Standard input is not UTF-8: see byte 2"),
        (["-F", "/nowhere"], b"", "/nowhere cannot be read"),
        (["--draft", "-m", "x"], b"", "Give either a text or --draft"),
    ],
)
def test_a_text_that_is_none(here: Here, small: SmallServer, arguments: list[str], stdin: bytes, sentence: str) -> None:
    done = here("reply", OPEN, *arguments, stdin=stdin)
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert sentence in done.err
    assert small.calls == []


def test_nobody_to_write_as(here: Here, small: SmallServer) -> None:
    here.environment["LIVEAGENT_AGENT"] = "nobody@desk.example"
    done = here("reply", OPEN, "-m", TEXT)
    assert "nobody@desk.example" in done.err
    assert done.code in (ExitCode.NOT_FOUND, ExitCode.NOT_DONE)
    here.environment["LIVEAGENT_AGENT"] = ""
    assert here("reply", OPEN, "-m", TEXT).code == ExitCode.USAGE
    assert small.count("POST") == 0


def test_a_lost_answer_is_looked_up(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/messages", applied=True)]
    assert here("reply", OPEN, "-m", TEXT).code == ExitCode.OK
    assert (small.count("POST"), [body for _, body in bodies(small)].count(TEXT)) == (1, 1)


def test_a_lost_request_is_unknown_and_stays_so_until_somebody_decides(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/messages")]
    done = here("reply", OPEN, "-m", TEXT)
    assert (done.code, done.out) == (ExitCode.UNKNOWN, "")
    assert "It is not known whether the reply was sent." in done.err
    (row,) = here("outbox", "list", "--json").json["rows"]
    assert (row["state"], row["what"], row["text"]) == ("unknown", "reply", TEXT)
    assert here("outbox", "look", row["id"][:8]).code == ExitCode.UNKNOWN
    assert (small.count("POST"), TEXT in dict(bodies(small)).values()) == (1, False)
    later = here("reply", OPEN, "-m", "Another text")
    assert later.code == ExitCode.NOT_DONE
    assert "Something earlier of this conversation is not settled yet" in later.err


def test_what_is_in_doubt_can_be_sent_again(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/messages")]
    here("reply", OPEN, "-m", TEXT)
    start = here("outbox", "list", "--json").json["rows"][0]["id"][:8]
    assert here("outbox", "again", start).out == "The reply is in the conversation.\n"
    assert [body for _, body in bodies(small)].count(TEXT) == 1
    assert here("outbox", "list").err == "Everything is settled.\n"


def test_what_is_in_doubt_can_become_a_draft_or_count_as_sent(here: Here, small: SmallServer) -> None:
    for conversation, verb, draft in ((OPEN, "drop", True), (NEW, "sent", False)):
        small.faults = [Fault("POST", "/messages")]
        here("note", conversation, "-m", TEXT)
        (row,) = here("outbox", "list", "--json").json["rows"]
        assert here("outbox", verb, row["id"]).code == ExitCode.OK
        sent = here("note", conversation, "--draft")
        assert (sent.code == ExitCode.OK) is draft


@pytest.mark.parametrize("start", ["", "zz"])
def test_a_row_that_is_not_meant(here: Here, small: SmallServer, start: str) -> None:
    small.faults = [Fault("POST", "/messages", times=2)]
    here("note", OPEN, "-m", "one")
    here("note", NEW, "-m", "two")
    done = here("outbox", "look", start)
    assert done.code == ExitCode.NOT_FOUND
    assert f"{'nothing' if start else 'more than one'} in the outbox" in done.err


def test_what_could_not_be_sent_becomes_a_draft_and_nothing_more(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/messages", status=401)]
    done = here("reply", OPEN, "-m", TEXT)
    assert done.code == ExitCode.NOT_DONE
    assert "The key was refused" in done.err
    assert done.err.endswith("Its text is kept as a draft.\n")
    assert here("outbox", "list").err == "Everything is settled.\n"
    assert here("reply", OPEN, "--draft").code == ExitCode.OK
    assert ("M", TEXT) in bodies(small)


def test_a_draft_of_the_console_is_never_lost(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/messages", status=401)]
    here("reply", OPEN, "-m", "Written for an hour")
    done = here("reply", OPEN, "-m", TEXT)
    assert done.code == ExitCode.NOT_DONE
    assert "There is a draft with another text" in done.err
    assert here("note", OPEN, "-m", TEXT).code == ExitCode.OK  # another kind, another draft
    assert here("reply", OPEN, "-m", TEXT, "--replace-draft").code == ExitCode.OK
    assert here("reply", OPEN, "--draft").err == "lac: There is no draft in this conversation.\n"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault("GET", OPEN, status=503, times=9), ExitCode.UNAVAILABLE),
        (Fault("GET", OPEN, status=403, times=9), ExitCode.KEY_REFUSED),
        (Fault("GET", "", times=99), ExitCode.UNREACHABLE),
    ],
)
def test_a_server_that_is_not_there_is_asked_for_nothing(
    here: Here, small: SmallServer, fault: Fault, code: ExitCode
) -> None:
    small.faults = [fault]
    assert here("reply", OPEN, "-m", TEXT).code == code
    assert small.count("POST") == 0


def editor(home: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    path = home / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(path))
    monkeypatch.delenv("VISUAL", raising=False)


def test_the_editor_gets_the_conversation_and_no_key(
    here: Here, small: SmallServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(home, monkeypatch, f"cp $1 {home}/seen; ls -l $1 > {home}/mode; env > {home}/env; echo '{TEXT}' > $1")
    assert here("reply", OPEN, terminal=True).code == ExitCode.OK
    assert ("M", TEXT) in bodies(small)
    seen = (home / "seen").read_text()
    assert "# | The invoice has the wrong address." in seen
    assert (home / "mode").read_text().startswith("-rw-------")
    assert small.environment["LIVEAGENT_API_KEY"] not in (home / "env").read_text()


def test_what_is_below_the_line_is_not_sent(
    here: Here, small: SmallServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(home, monkeypatch, f"{{ echo '{TEXT}'; cat $1; }} > $1.new; mv $1.new $1")
    assert here("note", OPEN, terminal=True).code == ExitCode.OK
    assert ("N", TEXT) in bodies(small)


@pytest.mark.parametrize(
    ("script", "sentence"),
    [(": > $1", "Nothing was written"), ("exit 3", "The editor ended with code 3")],
)
def test_an_editor_that_writes_nothing(
    here: Here, small: SmallServer, home: Path, monkeypatch: pytest.MonkeyPatch, script: str, sentence: str
) -> None:
    editor(home, monkeypatch, script)
    done = here("reply", OPEN, terminal=True)
    assert done.code == ExitCode.NOT_DONE
    assert sentence in done.err
    assert small.count("POST") == 0


@pytest.mark.parametrize(("answer", "sent"), [("y\n", True), ("n\n", False), ("", False)])
def test_who_wrote_meanwhile_is_told_before_it_is_sent(
    here: Here, small: SmallServer, home: Path, monkeypatch: pytest.MonkeyPatch, answer: str, sent: bool
) -> None:
    edited = []

    def edit(text: str, context: object) -> str:
        edited.append(text)
        row = {"id": "gropen000009", "conversation_id": OPEN, "position": 9, "user_id": "usana000", "rtype": "M"}
        small.insert("message_group", row | {"rstatus": "V", "created": 1772470000, "finished": 1772470000})
        row = {"id": "msopen000009", "group_id": "gropen000009", "conversation_id": OPEN, "position": 0}
        small.insert("message", row | {"user_id": "usana000", "rtype": "M", "created": 1772470000, "body": "Wait!"})
        return TEXT

    monkeypatch.setattr("console.cli.editor.edit", edit)
    done = here("reply", OPEN, stdin=answer, terminal=True)
    assert "1 new message from the customer Ana Holm" in done.err
    assert (done.code == ExitCode.OK) is sent
    assert (("M", TEXT) in bodies(small)) is sent
    if not sent:
        assert here("reply", OPEN, "--draft").code == ExitCode.OK


def test_ctrl_c_in_the_middle_says_that_it_may_have_been_sent(
    here: Here, small: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("console.cli.writing.settle", interrupt)
    done = here("reply", OPEN, "-m", TEXT)
    assert (done.code, done.out) == (ExitCode.INTERRUPTED, "")
    assert "look whether it was done" in done.err
    monkeypatch.setattr("console.cli.show._show", interrupt)
    assert (here("show", OPEN).code, here("show", OPEN).err) == (ExitCode.INTERRUPTED, "")


def test_the_command_itself_in_a_process_of_its_own(lac: LacRunner, small: SmallServer) -> None:
    done = lac("note", OPEN, "-m", "From a process: ü", "--json", **small.environment)
    assert (done.returncode, json.loads(done.stdout)["state"], done.stderr) == (ExitCode.OK, "confirmed", "")
    assert ("N", "From a process: ü") in bodies(small)
    unreadable = lac("reply", OPEN, "-m", b"\xff".decode("utf-8", "surrogateescape"), **small.environment)
    assert (unreadable.returncode, "Traceback" in unreadable.stderr) == (ExitCode.USAGE, False)


def test_a_reader_that_goes_away(lac: LacRunner, small: SmallServer, home: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    for arguments in (["tags", "list"], ["tags", "list", "--json"], ["api", "tags"], ["report", "tags", "--csv"]):
        done = subprocess.run(
            [sys.executable, "-m", "console", *arguments],
            stdout=writer,
            stderr=subprocess.PIPE,
            env={**os.environ, **small.environment},
            cwd=home,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (ExitCode.BROKEN_PIPE, b"")
    os.close(writer)
