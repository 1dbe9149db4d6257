"""`lac queue`: what is known is shown at once, the server is asked when it must be or shall be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from console.store.own_marks import HandMark
from console.store.queue_records import Snooze
from console.store.store import Store
from tests.cli.conftest import Here
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import ANSWERED, NEW, NOW, OPEN, RESOLVED


def codes(here: Here, *arguments: str) -> list[str]:
    return [one["id"] for one in here("queue", "--json", *arguments).json["conversations"]]


def test_the_first_time_the_server_is_asked_and_then_no_more(here: Here, small: SmallServer) -> None:
    first = here("queue", "--json").json
    assert (first["source"], first["age_seconds"], first["total"]) == ("server", 0, 5)
    small.calls.clear()
    again = here("queue", "--json").json
    assert again["source"] == "cache"
    assert again["conversations"] == first["conversations"]
    assert small.calls == []


def test_the_cache_needs_no_key_and_no_network(here: Here, small: SmallServer) -> None:
    here("queue")
    here.environment["LIVEAGENT_API_KEY"] = ""
    small.faults = [Fault("GET", "", times=99)]
    assert here("queue").code == ExitCode.OK
    assert here("queue", "--refresh").code == ExitCode.USAGE  # now it does


def test_what_a_command_makes_and_deletes_is_known_at_once(here: Here, small: SmallServer) -> None:
    before = codes(here)
    create = ("create", "--to", "ana@holm.example", "--department", "billing", "--subject")
    made = here(*create, "Call", "-m", "Text", "--json").json["conversation"]["id"]
    small.faults = [Fault("POST", "/conversations", applied=True)]
    found = here(*create, "Other call", "-m", "Text", "--json").json["conversation"]["id"]
    assert here("delete", OPEN, "--yes").code == ExitCode.OK
    small.calls.clear()
    assert set(codes(here)) == {*before, made, found} - {OPEN}
    assert small.calls == []


def test_without_a_cache_the_server_has_to_be_there(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("GET", "", times=99)]
    done = here("queue")
    assert (done.code, done.out) == (ExitCode.UNREACHABLE, "")


def test_what_a_program_gets(here: Here) -> None:
    row = here("queue", "--json", "--text", "wrong address").json["conversations"][0]
    assert row == {
        "id": OPEN,
        "code": "OPN-000-001",
        "status": "open",
        "subject": "Wrong address",
        "customer": {"name": "Ana Holm", "email": "ana@holm.example"},
        "department": {"id": "dp71bill", "name": "Billing"},
        "assignee": None,
        "assignee_known": False,
        "tags": [],
        "created": "2026-02-28T15:30:00Z",
        "changed": "2026-03-02T16:30:00Z",
        "waiting_since": "2026-03-02T16:30:00Z",
        "preview": "Beginning of Wrong address",
        "unread": "customer wrote",
        "has_draft": False,
        "has_failed": False,
        "starred": False,
        "later": None,
    }


def test_what_was_done_by_hand_in_the_console_is_told(here: Here, home: Path) -> None:
    codes(here)
    (cache,) = home.glob(".cache/liveagent-console/*/")
    store = Store.open(home / ".local" / "state" / "liveagent-console" / cache.name, cache, cache.name)
    store.own_marks.put(HandMark.STAR, [OPEN], NOW)
    store.own_marks.put_off({NEW: Snooze(until=NOW + timedelta(hours=1), on_reply=True, set_at=NOW)})
    store.close()
    rows = {row["id"]: row for row in here("queue", "--json").json["conversations"]}
    assert (rows[OPEN]["starred"], rows[OPEN]["later"]) == (True, None)
    assert rows[NEW]["later"] == {"until": "2026-03-02T18:30:00Z", "until_reply": True}


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--status", "new"], {NEW}),
        (["--status", "new", "--status", "open"], {NEW, OPEN}),
        (["--status", "spam"], {"cvspam00"}),
        (["--department", "general"], {"cvchat00"}),
        (["--department", "dp71bill", "--status", "resolved"], {RESOLVED}),
        (["--text", "invoice"], {NEW, ANSWERED}),
        (["--sort", "newest", "--limit", "1"], {"cvchat00"}),
        (["--refresh", "--mine"], {OPEN, ANSWERED}),
        (["--refresh", "--unassigned"], {NEW, "cvchat00"}),
    ],
    ids=lambda value: " ".join(sorted(value) if isinstance(value, set) else value),  # the same in every process
)
def test_filters(here: Here, arguments: list[str], shown: set[str]) -> None:
    here("queue")
    assert set(codes(here, *arguments)) == shown


def test_orders(here: Here) -> None:
    assert codes(here)[:2] == [NEW, OPEN]
    newest = codes(here, "--sort", "newest")
    assert newest[0] == "cvchat00"
    assert codes(here, "--sort", "oldest") == newest[::-1]


def test_a_department_nobody_knows(here: Here) -> None:
    done = here("queue", "--department", "Nowhere")
    assert done.code == ExitCode.NOT_FOUND
    assert done.err == "lac: There is no department 'Nowhere'; there are General, Billing.\n"


def test_what_people_see(here: Here) -> None:
    done = here("queue", width=80)
    assert done.out.splitlines()[0].split() == ["code", "status", "wait", "customer", "subject", "department", "agent"]
    assert done.out.splitlines()[1].startswith("NEW-000-XYZ new        2h Ida Holm")
    assert done.err == "5 conversations, as of just now.\n"
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_page_says_that_there_is_more_and_what_is_not_known(here: Here) -> None:
    assert here("queue", "--limit", "2").err == "2 of 5 conversations (--limit 0 shows all), as of just now.\n"
    note = here("queue", "--unassigned").err
    assert "Of 2 that wait it is not known who has them; --refresh asks." in note


def test_an_empty_queue_is_no_error(here: Here) -> None:
    done = here("queue", "--status", "postponed")
    assert (done.code, done.out) == (ExitCode.OK, "")
    assert done.err.startswith("0 conversations")


def test_departments_of_the_settings(here: Here) -> None:
    here.environment["LAC_DEPARTMENTS"] = "General"
    assert codes(here) == ["cvchat00"]
    assert OPEN in codes(here, "--department", "Billing")


def test_a_line_of_the_filter_language(here: Here) -> None:
    everything = codes(here)
    assert codes(here, "--filter", "status:new,open") == codes(here, "--status", "new", "--status", "open")
    assert codes(here, "--filter", 'dept:billing "wrong address"') == [OPEN]
    assert codes(here, "--view", "Waiting", "--filter", "status:new") == [NEW]
    assert codes(here, "--view", "all") == everything
    assert codes(here, "--view", "starred") == []


def test_what_is_wrong_with_a_filter_is_said(here: Here) -> None:
    codes(here)
    wrong = here("queue", "--filter", "dept:nowhere is:green")
    assert wrong.code == ExitCode.USAGE
    assert "There is no department nowhere." in wrong.err
    assert "is:green is not known" in wrong.err
    missing = here("queue", "--view", "VIP")
    assert missing.code == ExitCode.NOT_FOUND
    assert "There is no view 'VIP'; there are All, Unassigned" in missing.err
