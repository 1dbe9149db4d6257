"""Commands that change a conversation: done once, read back, and said as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from console.store.store import Store
from tests.cli.conftest import Here
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import ANA_EMAIL, BILLING, GENERAL, MIRA, NEW, OLAF, OPEN, OPEN_CODE


def conversation(small: SmallServer, identifier: str = OPEN) -> dict[str, object]:
    (row,) = small.rows("conversation", id=identifier)
    return row


# Status


@pytest.mark.parametrize(("word", "letter"), [("answered", "A"), ("resolved", "R"), ("open", "C")])
def test_status(here: Here, small: SmallServer, word: str, letter: str) -> None:
    done = here("status", NEW, word)
    assert (done.code, done.out) == (ExitCode.OK, f"{NEW} is {word}.\n")
    assert conversation(small, NEW)["status"] == letter


def test_a_status_the_api_cannot_set(here: Here, small: SmallServer) -> None:
    done = here("status", OPEN, "postponed")
    assert (done.code, small.calls) == (ExitCode.USAGE, [])
    assert "'answered', 'resolved', 'open'" in done.err


def test_a_status_that_was_lost_is_looked_up(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("PUT", "/status", applied=True)]
    assert here("status", OPEN, "resolved", "--json").json == {
        "state": "confirmed",
        "message": f"{OPEN} is resolved.",
        "conversation": OPEN,
        "status": "resolved",
        "note": False,
    }
    small.faults = [Fault("PUT", "/status"), Fault("GET", OPEN, times=9)]
    assert here("status", OPEN, "open").code == ExitCode.UNKNOWN
    small.faults = [Fault("PUT", "/status", status=500, message="not now")]
    done = here("status", OPEN, "open")
    assert done.code not in (ExitCode.OK, ExitCode.UNKNOWN)
    assert "not now" in done.err


def notes(small: SmallServer, text: str) -> int:
    return sum(text in row["body"] for row in small.rows("message", conversation_id=OPEN))


def test_a_status_with_a_note(here: Here, small: SmallServer) -> None:
    done = here("status", OPEN_CODE, "resolved", "-m", "The bank paid.")
    assert (done.code, done.out) == (ExitCode.OK, f"{OPEN_CODE} is resolved, with the note.\n")
    assert (conversation(small)["status"], notes(small, "The bank paid.")) == ("R", 1)
    assert here("status", OPEN, "open", "-F", "-", "--json", stdin="Not all of it.\n").json["note"] is True
    assert (conversation(small)["status"], notes(small, "Not all of it.")) == ("C", 1)


def test_a_note_that_does_not_arrive_leaves_the_status(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/messages", status=401)]
    done = here("status", OPEN, "resolved", "-m", "The bank paid.")
    assert done.code == ExitCode.NOT_DONE
    assert done.err.rstrip().endswith("Its text is kept as a draft. The status was not changed.")
    assert conversation(small)["status"] == "C"


def test_a_status_that_fails_after_its_note(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("PUT", "/status", status=500, message="not now")]
    done = here("status", OPEN, "resolved", "-m", "The bank paid.")
    assert done.code not in (ExitCode.OK, ExitCode.UNKNOWN)
    assert done.err.startswith("lac: The note is in the conversation. ")
    assert "not now" in done.err


def test_a_note_that_is_being_written_is_left_alone(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/messages", status=401)]
    assert here("note", OPEN, "-m", "Half a thought").code == ExitCode.NOT_DONE
    done = here("status", OPEN, "resolved", "-m", "The bank paid.")
    assert (done.code, small.count("PUT")) == (ExitCode.NOT_DONE, 0)
    assert "There is a draft of another note in this conversation" in done.err
    assert here("note", OPEN, "--draft").code == ExitCode.OK
    assert notes(small, "Half a thought") == 1


# Transfer


def test_transfer_to_a_department_with_a_note(here: Here, small: SmallServer) -> None:
    done = here("transfer", OPEN_CODE, "--department", "general", "-m", "Please call.")
    assert (done.code, done.out) == (ExitCode.OK, f"{OPEN_CODE} is with General now, with the note.\n")
    assert conversation(small)["department_id"] == GENERAL
    notes = [row for row in small.rows("message", conversation_id=OPEN) if "Please call." in row["body"]]
    assert len(notes) == 1


def test_transfer_to_an_agent_who_is_offline(here: Here, small: SmallServer) -> None:
    tree = here("transfer", OPEN, "--to", "olaf@desk.example", "--json").json
    assert tree["to"] == {"kind": "agent", "id": OLAF, "name": "Olaf Berg", "online": False}
    assert tree["message"].endswith("Olaf Berg is offline.")
    assert conversation(small)["assigned_to"] == OLAF


def test_transfer_to_an_agent_in_a_department(here: Here, small: SmallServer) -> None:
    done = here("transfer", OPEN, "--to", "olaf@desk.example", "--department", "general", "-m", "Please call.")
    assert done.out == f"{OPEN} is with Olaf Berg in General now, with the note. Olaf Berg is offline.\n"
    now = conversation(small)
    assert (now["assigned_to"], now["department_id"]) == (OLAF, GENERAL)
    tree = here("transfer", OPEN, "--me", "--department", BILLING, "--json").json
    assert (tree["to"]["id"], tree["department"]) == (MIRA, {"id": BILLING, "name": "Billing"})
    assert small.count("PUT") == 2


def test_an_agent_alone_leaves_the_department(here: Here, small: SmallServer) -> None:
    assert here("transfer", OPEN, "--to", OLAF, "--json").json["department"] is None
    assert conversation(small)["department_id"] == BILLING


def test_taking_it(here: Here, small: SmallServer) -> None:
    assert here("transfer", NEW, "--me").code == ExitCode.OK
    assert conversation(small, NEW)["assigned_to"] == MIRA


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--department", "Fax"], ExitCode.NOT_FOUND, "there are General, Billing"),
        (["--to", "nobody@desk.example"], ExitCode.NOT_FOUND, "The server has no agent nobody@desk.example"),
        (["--to", "olaf@desk.example", "--department", "Fax"], ExitCode.NOT_FOUND, "there are General, Billing"),
        (["--to", "olaf@desk.example", "--me"], ExitCode.USAGE, "not allowed with argument"),
        ([], ExitCode.USAGE, "Say who gets it: --department, --to, --me"),
    ],
)
def test_a_target_that_is_none(
    here: Here, small: SmallServer, arguments: list[str], code: ExitCode, sentence: str
) -> None:
    done = here("transfer", OPEN, *arguments)
    assert done.code == code
    assert sentence in done.err
    assert small.count("PUT") == 0


# Tags


def test_tags(here: Here, small: SmallServer) -> None:
    assert here("tag", OPEN).out == "urgent\n"
    done = here("tag", OPEN_CODE, "refund", "urgent", "--remove", "URGENT")
    assert done.out == "refund is on it. urgent is on it. URGENT is not on it any more.\n"
    assert here("tag", OPEN, "--json").json == {"conversation": OPEN, "tags": ["refund"]}
    assert small.count("POST") == 1  # urgent was on it already
    assert here("tag", OPEN, "--remove", "refund").code == ExitCode.OK
    assert here("tag", OPEN).err == "It has no tags.\n"


def test_a_tag_that_is_not_there_is_made_only_when_asked_for(here: Here, small: SmallServer) -> None:
    done = here("tag", OPEN, "press")
    assert (done.code, done.err) == (ExitCode.NOT_FOUND, "lac: There is no tag 'press'; --create makes it.\n")
    assert small.count("POST") == 0
    assert here("tag", OPEN, "press", "--create").code == ExitCode.OK
    assert here("tag", OPEN, "--json").json["tags"] == ["press", "urgent"]


def test_a_change_that_is_lost_ends_the_row_of_changes(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/tags")]
    done = here("tag", OPEN, "refund", "--remove", "urgent", "--json")
    assert (done.code, done.json["state"]) == (ExitCode.UNKNOWN, "unknown")
    assert "it may still come" in done.err
    assert here("tag", OPEN).out == "urgent\n"


def test_what_was_done_before_an_error_is_said(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("DELETE", "/tags", status=401)]
    done = here("tag", OPEN, "refund", "--remove", "urgent")
    assert done.code == ExitCode.KEY_REFUSED
    assert done.err.startswith("lac: refund is on it. The key was refused.")


# Custom fields


def test_fields(here: Here, small: SmallServer) -> None:
    assert here("field", OPEN).out == "orderno  7781\norderno  7790\n"
    done = here("field", OPEN, "orderno=8", "sku=L=1", "--add", "sku=M")
    assert done.out == "orderno is 8. sku is L=1. sku has the value M.\n"
    assert here("field", OPEN, "--json").json["fields"] == [
        {"code": "orderno", "value": "8"},
        {"code": "sku", "value": "L=1"},
        {"code": "sku", "value": "M"},
    ]
    assert here("field", OPEN, "--remove", "sku", "--remove", "orderno").code == ExitCode.OK
    assert here("field", OPEN).err == "There are no fields.\n"


def test_a_value_that_is_there_already_is_left_alone(here: Here, small: SmallServer) -> None:
    here("field", OPEN, "orderno=8")
    small.calls.clear()
    assert here("field", OPEN, "orderno=8").code == ExitCode.OK
    assert small.count("POST") == small.count("DELETE") == 0


def test_old_values_come_back_when_the_new_one_is_refused(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/fields", status=500, message="too long")]
    done = here("field", OPEN, "orderno=8")
    assert done.code == ExitCode.NOT_DONE
    assert "too long" in done.err
    assert {row["value"] for row in small.rows("conversation_field", conversation_id=OPEN)} == {"7781", "7790"}


def test_old_values_that_cannot_come_back_are_named(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/fields", status=500, message="too long", times=9)]
    done = here("field", OPEN, "orderno=8")
    assert done.code == ExitCode.UNKNOWN
    assert done.err.endswith("orderno could not be given its old value back; it was: 7781, 7790.\n")


def test_a_field_that_is_none(here: Here) -> None:
    assert here("field", OPEN, "orderno").err == "lac: 'orderno' is no field; fields are CODE=VALUE.\n"


# Creating and deleting

CREATE = ["create", "--to", ANA_EMAIL, "--department", "billing", "--subject", "Call"]


def test_create(here: Here, small: SmallServer) -> None:
    tree = here(*CREATE, "--no-mail", "--status", "open", "--field", "a=b", "--json", stdin="She called.\n").json
    row = conversation(small, tree["conversation"]["id"])
    assert (row["status"], row["department_id"], row["subject"]) == ("C", BILLING, "Call")
    assert tree["message"] == f"{row['code']} is there, open in Billing."
    (message,) = [one for one in small.rows("message", conversation_id=row["id"]) if one["rtype"] == "M"]
    assert (message["body"], message["user_id"]) == ("She called.", MIRA)
    assert here("field", str(row["id"])).out == "a  b\n"


def test_a_lost_creation_is_looked_for_and_never_repeated(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/conversations", applied=True)]
    assert here(*CREATE, "-m", "Text").code == ExitCode.OK
    small.faults = [Fault("POST", "/conversations")]
    done = here(*CREATE[:-1], "Other", "-m", "Text")
    assert done.code == ExitCode.UNKNOWN
    assert "It is not known whether it was created." in done.err
    assert small.count("POST") == 2
    small.faults = [Fault("POST", "/conversations", status=500, message="no such thing")]
    assert here(*CREATE[:-1], "Third", "-m", "Text").code == ExitCode.NOT_DONE


def test_nobody_creates_anything_without_an_agent(here: Here, small: SmallServer) -> None:
    here.environment["LIVEAGENT_AGENT"] = "nobody@desk.example"
    assert here(*CREATE, "-m", "Text").code == ExitCode.NOT_FOUND
    here.environment["LIVEAGENT_AGENT"] = ""
    assert here(*CREATE, "-m", "Text").code == ExitCode.USAGE
    assert small.count("POST") == 0


@pytest.mark.parametrize(
    ("arguments", "terminal", "typed", "code"),
    [
        ([], False, "y\n", ExitCode.USAGE),
        (["--yes"], False, "", ExitCode.OK),
        ([], True, "y\n", ExitCode.OK),
        ([], True, "\n", ExitCode.NOT_DONE),
        ([], True, "", ExitCode.NOT_DONE),
    ],
)
def test_deleting_is_asked_about(
    here: Here, small: SmallServer, arguments: list[str], terminal: bool, typed: str, code: ExitCode
) -> None:
    done = here("delete", OPEN_CODE, *arguments, stdin=typed, terminal=terminal)
    assert done.code == code
    assert (conversation(small)["status"] == "X") is (code is ExitCode.OK)
    assert ("It cannot be brought back." in done.err) is (arguments == [])


def test_deleting_twice_and_deleting_nothing(here: Here, small: SmallServer) -> None:
    assert here("delete", OPEN, "--yes", "--json").json["conversation"] == {"id": OPEN, "code": OPEN_CODE}
    assert here("delete", OPEN, "--yes").out == f"{OPEN_CODE} was deleted already.\n"
    assert here("delete", "nope", "--yes").code == ExitCode.NOT_FOUND
    small.faults = [Fault("DELETE", NEW, applied=True)]
    assert here("delete", NEW, "--yes").code == ExitCode.OK


def test_what_changes_something_is_written_down(here: Here, small: SmallServer, home: Path) -> None:
    here("tag", OPEN, "refund")
    here("api", "tags", "-f", "name=press")
    here("status", OPEN, "resolved")
    here("tags", "list")
    (state,) = (home / ".local" / "state" / "liveagent-console").glob("127.0.0.1*")
    store = Store.open(state, home / "cache", state.name)
    entries = [(entry.origin, entry.call, entry.actor) for entry in store.audit.entries()]
    assert store.audit.check().breach is None
    store.close()
    assert entries == [
        ("lac tag", f"POST conversations/{OPEN}/tags", "mira@desk.example"),
        ("lac api", "POST tags", "mira@desk.example"),
        ("lac status", f"PUT conversations/{OPEN}/status", "mira@desk.example"),
    ]
