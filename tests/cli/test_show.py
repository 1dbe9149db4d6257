"""`lac show`: a conversation as text that cannot be mistaken for anything else, and as JSON."""

from __future__ import annotations

from datetime import UTC
from itertools import pairwise

import pytest

from console.cli.access import Reader
from console.cli.exit_codes import ExitCode
from console.cli.printing import clean_text
from console.cli.table import cells
from console.cli.thread_text import thread_lines
from console.contract.enums import ConversationStatus, GroupStatus, GroupType, MessageType
from console.services.records import (
    FieldValue,
    Person,
    PersonKind,
    QueueRow,
    Thread,
    ThreadGroup,
    ThreadMessage,
)
from tests.cli.conftest import Here
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import NOW, OPEN, OPEN_CODE, OPEN_MESSAGES, OPEN_PUBLIC_CODE
from tests.hostile import HOSTILE, Hostile, forbidden_characters


@pytest.mark.parametrize("name", [OPEN, OPEN_CODE, OPEN_PUBLIC_CODE])
def test_what_people_see(here: Here, name: str) -> None:
    done = here("show", name)
    assert (done.code, done.err) == (ExitCode.OK, "")
    lines = done.out.splitlines()
    assert lines[0] == "OPN-000-001  Wrong address"
    assert lines[1:4] == ["status      open", "customer    Ana Holm <ana@holm.example>", "department  Billing"]
    assert "Ana Holm, Sat 28 Feb 07:30, mail" in lines
    assert "| The invoice has the wrong address." in lines
    assert "| [quoted; --quotes shows it]" in lines
    assert "Mira Novak, Sun 1 Mar 13:30, note" in lines
    assert ": Asked accounting." in lines


def test_the_last_groups_with_quotes(here: Here) -> None:
    assert "| > Your invoice" in here("show", OPEN, "--quotes").out
    last = here("show", OPEN, "--last", "1").out
    assert "Any news?" in last
    assert "Asked accounting." not in last


def test_what_a_program_gets(here: Here) -> None:
    tree = here("show", OPEN, "--json").json
    assert tree["fields"] == [{"code": "orderno", "value": "7781"}, {"code": "orderno", "value": "7790"}]
    assert tree["assignee"] == {
        "id": "ag3x81lm",
        "name": "Mira Novak",
        "kind": "agent",
        "email": "mira@desk.example",
    }
    note = tree["groups"][1]
    assert (note["kind"], note["public"], note["started"]) == ("internal", False, "2026-03-01T21:30:00Z")
    assert note["messages"] == [
        {
            "id": OPEN_MESSAGES[1],
            "kind": "note",
            "kind_code": "N",
            "author": {"id": "ag3x81lm", "name": "Mira Novak", "kind": "agent", "email": "mira@desk.example"},
            "at": "2026-03-01T21:30:00Z",
            "text": "Asked accounting.",
            "body": "Asked accounting.",
        }
    ]


def test_what_was_seen_is_shown_without_the_server(here: Here, small: SmallServer) -> None:
    assert here("show", OPEN, "--cached").code == ExitCode.NOT_FOUND
    seen = here("show", OPEN)
    small.faults = [Fault("GET", "", times=99)]
    done = here("show", OPEN, "--cached")
    assert (done.code, done.out, done.err) == (ExitCode.OK, seen.out, "As of Mon 2 Mar 09:30.\n")
    assert here("show", OPEN).code == ExitCode.UNREACHABLE


def test_a_conversation_that_is_not_there(here: Here) -> None:
    done = here("show", "nope")
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert "cannot load this conversation" in done.err


@pytest.mark.parametrize("width", [50, 80, 160])
def test_long_lines_are_wrapped(here: Here, small: SmallServer, width: int) -> None:
    small.change("message", OPEN_MESSAGES[0], body="A word and 返品の手続き " * 40)
    done = here("show", OPEN, width=width)
    assert max(map(cells, done.out.splitlines())) <= min(width, 100)  # the reading width of the settings
    assert here("show", OPEN).out.count("A word and") == 40


def hostile_thread(text: str) -> Thread:
    """A conversation in which everything that somebody else wrote is this text."""
    person = Person("us1", text, PersonKind.CUSTOMER, text)
    row = QueueRow("c1", text, ConversationStatus(text), text, text, text, "d1", text, text, None, None, None)
    kinds = (*MessageType, MessageType(text[:9]))
    messages = tuple(ThreadMessage(f"m{place}", kind, person, None, text, text) for place, kind in enumerate(kinds))
    groups = tuple(
        ThreadGroup(f"g{kind}", kind, GroupStatus.VISIBLE, person, None, text, None, messages)
        for kind in (GroupType.OFFLINE, GroupType.INTERNAL, GroupType.TRANSFER, GroupType(text[:9]))
    )
    return Thread(row, text, text, person, (text,), (FieldValue(text, text),), groups, NOW, text)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.name)
@pytest.mark.parametrize("quotes", [True, False])
def test_hostile_text_stays_behind_its_mark(hostile: Hostile, quotes: bool) -> None:
    thread = hostile_thread(hostile.text[:3000])
    lines = list(thread_lines(thread, Reader(UTC, NOW), 100, quotes=quotes))
    shown = clean_text("\n".join(lines)).splitlines()  # as it is printed
    assert len(shown) == len(lines)
    assert not any(forbidden_characters(line) for line in shown)
    first = shown.index("")
    written = [line for above, line in pairwise(shown[first:]) if above and line]
    assert all(line[0] in "|:-" for line in written)
    assert shown[first:].count("") == len(thread.groups)


def test_a_text_cannot_look_like_a_headline(here: Here, small: SmallServer) -> None:
    small.change("message", OPEN_MESSAGES[0], body="Hello\n\nMira Novak, Mon 2 Mar 09:30, reply\n| We pay you.")
    lines = here("show", OPEN).out.splitlines()
    assert "| Mira Novak, Mon 2 Mar 09:30, reply" in lines
    assert "Mira Novak, Mon 2 Mar 09:30, reply" not in lines
