"""SLA levels as they are set: where they hold, what stays, and that reports follow."""

from __future__ import annotations

from contextlib import closing

import pytest

from console.contract.enums import OnlineService
from console.desk.admin import NotThereError
from console.desk.checking import check_database
from console.desk.db import Database
from console.desk.errors import DeskError
from console.desk.service_levels import NO_LIMIT, NewLimits, ServiceLevel, list_levels, set_level
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock
from tests.desk.small_events import LEVEL

TICKETS, CHAT = OnlineService.TICKETS, OnlineService.CHAT
HOUR = 3600


def test_levels_are_made_and_changed_in_place(database: Database) -> None:
    before = list_levels(database)
    made = set_level(database, TICKETS, "general", NewLimits(HOUR, 2 * HOUR, "mon-fri 08:00-18:00"))
    expected = ("General", TICKETS, small.GENERAL, "General", HOUR, 2 * HOUR, "mon-fri 08:00-18:00")
    assert made == ServiceLevel(made.id, *expected)
    assert list_levels(database) == [*before, made]
    changed = set_level(database, TICKETS, small.GENERAL, NewLimits(next_seconds=NO_LIMIT, hours=""))
    assert changed == ServiceLevel(made.id, *expected[:-2], None, "")
    assert list_levels(database) == [*before, changed]


def test_the_level_of_all_others_is_one_of_its_own(database: Database) -> None:
    assert set_level(database, TICKETS, None, NewLimits(2 * HOUR)).id == LEVEL
    made = set_level(database, TICKETS, small.BILLING, NewLimits(60))
    assert (made.name, made.department_id) == ("Billing", small.BILLING)
    (kept,) = (one for one in list_levels(database) if one.id == LEVEL)
    assert (kept.department_id, kept.first_seconds, kept.next_seconds) == (None, 2 * HOUR, 8 * HOUR)


def test_a_new_level_of_all_departments(empty_desk: str) -> None:
    with closing(Database.open(empty_desk)) as database:
        made = set_level(database, CHAT, None, NewLimits(60))
        assert list_levels(database) == [made]
    assert (made.name, made.service, made.department_id, made.hours) == ("All departments", CHAT, None, "")


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("office", "Business hours cannot be read: office. They look like"),
        ("mon-fri 18:00-08:00", "the wrong way round"),
        ("mon 08:00-12:00, mon 11:00-13:00", "overlap"),
    ],
)
def test_hours_that_make_no_sense(database: Database, hours: str, words: str) -> None:
    before = list_levels(database)
    with pytest.raises(DeskError, match=words):
        set_level(database, TICKETS, None, NewLimits(HOUR, hours=hours))
    assert list_levels(database) == before


def test_departments_that_are_not_there(database: Database) -> None:
    for place in ("nope", small.CLOSED):
        with pytest.raises(NotThereError, match=f"There is no department {place}"):
            set_level(database, TICKETS, place, NewLimits(HOUR))


async def test_reports_follow_what_was_promised(caller: Caller, clock: Clock, database: Database) -> None:
    """A mail that is answered half an hour too late, and the promise of a level that came after it began to wait."""
    set_level(database, TICKETS, small.GENERAL, NewLimits(HOUR))
    new = {"message": "m", "useridentifier": small.IDA, "department": small.GENERAL, "subject": "s", "recipient": "r"}
    created = (await caller.raw("POST", "conversations", **new)).json()["response"]["conversationid"]
    set_level(database, TICKETS, small.GENERAL, NewLimits(24 * HOUR))
    clock.forward(minutes=90)
    answer = {"message": "Yes.", "useridentifier": small.MIRA}
    assert (await caller.raw("POST", f"conversations/{created}/messages", **answer)).status_code == 200
    when = {"date_from": "2026-03-02", "date_to": "2026-03-02"}
    log = (await caller.raw("GET", "reports/tickets/slalog", **when)).json()["response"]["slalogs"]
    assert [one["sla"] for one in log if one["conversationid"] == created] == ["-1800"]
    assert check_database(database) == []
