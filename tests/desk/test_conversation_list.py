"""The list of conversations: which rows, in which order, at which cost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, insert, update

from console.contract.conversations import LIST_CONVERSATIONS, ListConversationsParams
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.settings import allow_unfiltered_list
from console.desk.tables import conversation, conversation_tag, sla_level
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock

IN_BILLING = [small.RESOLVED, small.OPEN, small.ANSWERED, small.NEW]
"""By date of creation, without deleted and spam."""


async def ids(caller: Caller, **params: Any) -> list[str]:
    """The ids of a list, in its order."""
    rows = await caller.call(LIST_CONVERSATIONS, ListConversationsParams.read(params))
    return [row.conversationid for row in rows]


async def newer(caller: Caller, **params: str) -> dict[str, dict[str, Any]]:
    """The columns of newer servers in a list, by the ids of its rows."""
    rows = await caller.call(LIST_CONVERSATIONS, ListConversationsParams.read(params))
    return {row.conversationid: row.model_extra or {} for row in rows}


async def test_department_by_creation_without_what_is_hidden(caller: Caller) -> None:
    assert await ids(caller, department=small.BILLING) == IN_BILLING


async def test_hidden_ones_come_when_their_letter_is_asked_for(caller: Caller) -> None:
    assert await ids(caller, department=small.BILLING, status="X,B") == [small.DELETED, small.SPAM]
    assert await ids(caller, department=small.BILLING, status="N, C") == [small.OPEN, small.NEW]


async def test_owner_by_address_in_any_case_or_contact_id(caller: Caller) -> None:
    for owner in (small.ANA, small.ANA_EMAIL.upper(), small.ANA_OTHER_EMAIL):
        assert await ids(caller, owneridentifier=owner) == [small.OPEN, small.ANSWERED]
    assert await ids(caller, owneridentifier="nobody@holm.example") == []
    assert await ids(caller, owneridentifier=small.ANA, department=small.GENERAL) == []


async def test_subject_is_compared_whole_and_without_case(caller: Caller) -> None:
    assert await ids(caller, department=small.BILLING, subject="invoice 1044") == [small.NEW]
    assert await ids(caller, department=small.BILLING, subject="STRAßE") == [small.RESOLVED]
    assert await ids(caller, department=small.BILLING, subject="invoice") == []


async def test_created_between_the_bounds(caller: Caller) -> None:
    assert await ids(caller, department=small.BILLING, datefrom="2026-03-01 03:30:00") == [small.ANSWERED, small.NEW]
    assert await ids(caller, department=small.BILLING, dateto="2026-02-28 07:30:00") == [small.RESOLVED, small.OPEN]
    assert await ids(caller, department=small.BILLING, datefrom="2026-03-02") == [small.NEW]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("2026-03-02 08:30:00", [small.OPEN]),
        ("eq:2026-03-02 08:30:00", [small.OPEN]),
        ("neq:2026-03-02 08:30:00", [small.RESOLVED, small.ANSWERED, small.NEW]),
        ("gt:2026-03-02 07:30:00", [small.OPEN]),
        ("gte:2026-03-02 07:30:00", [small.OPEN, small.NEW]),
        ("lt:2026-03-01 13:30:00", [small.RESOLVED]),
        ("lte:2026-03-01 13:30:00", [small.RESOLVED, small.ANSWERED]),
        ("btw:2026-03-01 13:30:00,2026-03-02 07:30:00", [small.ANSWERED, small.NEW]),
        ("btw:2026-03-02 07:30:00,2026-03-01 13:30:00", [small.ANSWERED, small.NEW]),
        ("lk:2026-03-%", [small.OPEN, small.ANSWERED, small.NEW]),
        ("lk:2026-03-02 0?:30:00", [small.OPEN, small.NEW]),
        ("lk:%13:30%", [small.ANSWERED]),
        ("lk:2026", []),
    ],
)
async def test_operators_of_the_date_of_change(caller: Caller, condition: str, expected: list[str]) -> None:
    assert await ids(caller, department=small.BILLING, datechanged=condition) == expected


async def test_pages(caller: Caller) -> None:
    assert await ids(caller, department=small.BILLING, limit="2") == IN_BILLING[:2]
    assert await ids(caller, department=small.BILLING, limit="2", offset="3") == IN_BILLING[3:]
    assert await ids(caller, department=small.BILLING, offset="1") == IN_BILLING[1:]
    assert await ids(caller, department=small.BILLING, limit="0") == []
    assert await ids(caller, department=small.BILLING, datechanged="lk:%", limit="1", offset="1") == [small.OPEN]


async def test_channels(caller: Caller) -> None:
    assert await ids(caller, department=small.BILLING, channel_type="E,B") == IN_BILLING
    assert await ids(caller, department=small.BILLING, channel_type=" E , C") == IN_BILLING
    assert await ids(caller, department=small.BILLING, channel_type="C") == []


async def test_columns_of_newer_servers_come_to_those_who_ask_as_such(caller: Caller, database: Database) -> None:
    level = {"id": "sla", "name": "Usual", "position": 0, "service": "M", "first_seconds": 3600, "next_seconds": 7200}
    with database.write() as connection:
        connection.execute(insert(sla_level), level | {"department_id": None, "hours": ""})
        connection.execute(insert(conversation_tag), {"conversation_id": small.OPEN, "tag_id": small.REFUND})
    await caller.raw(
        "POST", f"conversations/{small.NEW}/messages", message="More", useridentifier=small.IDA, type="M"
    )  # fmt: skip
    await caller.raw("POST", f"conversations/{small.NEW}/messages", message="Look", useridentifier=small.MIRA, type="N")
    found = await newer(caller, department=small.BILLING, channel_type="E")
    assert found[small.OPEN] == {
        "datedue": None,
        "tags": "refund,urgent",
        "channel_type": "E",
        "messagegroupsin": "2",
        "messagegroupsout": "0",
    }
    assert (found[small.NEW]["messagegroupsin"], found[small.NEW]["tags"]) == ("2", "")
    assert not any((await newer(caller, department=small.BILLING)).values())


async def test_an_answer_is_due_by_the_sla(caller: Caller, database: Database) -> None:
    level = {"id": "sla", "name": "Usual", "position": 0, "service": "M", "first_seconds": 3600, "next_seconds": 7200}
    with database.write() as connection:
        connection.execute(insert(sla_level), level | {"department_id": None, "hours": ""})
    new = {"message": "m", "useridentifier": small.IDA, "department": small.GENERAL, "subject": "s", "recipient": "r"}
    created = (await caller.raw("POST", "conversations", **new)).json()["response"]["conversationid"]
    found = await newer(caller, department=small.GENERAL, status="N", limit="5")
    assert {key: columns["datedue"] for key, columns in found.items()} == {created: "2026-03-02 10:30:00"}


async def test_the_list_without_a_filter_where_it_is_allowed(caller: Caller, database: Database) -> None:
    refusal = (500, "department or owneridentifier must be given")
    assert await caller.error("GET", "conversations", channel_type="E", limit="10") == refusal
    allow_unfiltered_list(database, True)
    everything = await ids(caller)
    assert everything == [small.RESOLVED, small.OWNERLESS, *IN_BILLING[1:], small.CHATTING]
    assert await ids(caller, datefrom="2026-03-02", dateto="2026-03-02 09:00:00") == [small.NEW]
    allow_unfiltered_list(database, False)
    assert await caller.error("GET", "conversations") == refusal


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "department or owneridentifier must be given"),
        ({"owneridentifier": ""}, "department or owneridentifier must be given"),
        ({"department": small.BILLING, "status": "N,?"}, "parameter status has the letter ?, which does not exist"),
        ({"department": small.BILLING, "status": "L"}, "parameter status has the letter L, which does not exist"),
        ({"department": small.BILLING, "datefrom": "yesterday"}, "parameter datefrom is not a date"),
        ({"department": small.BILLING, "datechanged": "gte:"}, "parameter datechanged is not a date"),
        ({"department": small.BILLING, "datechanged": "GTE:2026-01-01"}, "parameter datechanged is not a date"),
        ({"department": small.BILLING, "datechanged": "btw:2026-01-01"}, "needs two dates"),
        ({"department": small.BILLING, "limit": "-1"}, "parameter limit is not a number of rows"),
        ({"department": small.BILLING, "limit": "many"}, "parameter limit has a value that is not allowed"),
        ({"department": small.BILLING, "offset": "9" * 30}, "parameter offset is not a number of rows"),
    ],
)
async def test_what_cannot_be_meant_is_refused(caller: Caller, parameters: dict[str, str], words: str) -> None:
    code, message = await caller.error("GET", "conversations", **parameters)
    assert code == 500
    assert words in message


async def test_the_hour_that_comes_twice_loses_nothing(caller: Caller, database: Database) -> None:
    """On 1 November 2026 the clock shows 01:30 at 08:30 UTC and again at 09:30 UTC."""
    for identifier, hour in ((small.NEW, 8), (small.OPEN, 9)):
        moment = int(datetime(2026, 11, 1, hour, 30, tzinfo=UTC).timestamp())
        with database.write() as connection:
            statement = update(conversation).where(conversation.c.id == identifier)
            connection.execute(statement.values(changed=moment, created=moment))
    both = [small.NEW, small.OPEN]
    twice = "2026-11-01 01:30:00"
    for condition in (twice, f"gte:{twice}", f"btw:{twice},{twice}", f"lk:{twice}"):
        assert await ids(caller, department=small.BILLING, datechanged=condition) == both
    assert (await ids(caller, department=small.BILLING, datechanged=f"lte:{twice}"))[-2:] == both
    assert await ids(caller, department=small.BILLING, datechanged=f"neq:{twice}") == [small.RESOLVED, small.ANSWERED]
    assert await ids(caller, department=small.BILLING, datefrom=twice, dateto=twice) == both


def _archive(database: Database, rows: int) -> None:
    """As many more resolved conversations of Billing, none of which changed lately."""
    numbers = range(rows)
    old = small.at(9000)
    with database.write() as connection:
        connection.execute(
            insert(conversation),
            [
                {
                    "id": f"old{number:07}",
                    "code": f"OLD-{number:07}",
                    "public_code": f"publicold{number:07}",
                    "owner_id": small.JON,
                    "department_id": small.BILLING,
                    "status": "R",
                    "created": old + number,
                    "changed": old + number,
                }
                for number in numbers
            ],
        )


class _Meter:
    """Counts the SQL statements of a SQLite database and the steps its virtual machine takes."""

    def __init__(self) -> None:
        self.statements = 0
        self.steps = 0

    def watch(self, database: Database) -> None:
        """Count from now on; the database is in memory, so there is one connection."""
        with database.read() as connection:
            event.listen(connection.engine, "before_cursor_execute", self._statement)
            driver: Any = connection.connection.driver_connection
            driver.set_progress_handler(self._step, 10)

    def _statement(self, *_: object) -> None:
        self.statements += 1

    def _step(self) -> int:
        self.steps += 10
        return 0


async def _cost(archive: int, expected: list[str], **parameters: str) -> _Meter:
    database = Database.open("sqlite://")
    small.small_desk(database)
    _archive(database, archive)
    meter = _Meter()
    async with Caller(create_desk(database, clock=Clock(small.NOW), zone=small.ZONE)) as caller:
        meter.watch(database)
        assert await ids(caller, department=small.BILLING, **parameters) == expected
    database.close()
    return meter


@pytest.mark.parametrize(
    ("status", "expected"), [("", [small.OPEN, small.NEW]), ("N,C,R", [small.OPEN, small.NEW]), ("R", [])]
)
async def test_what_changed_costs_the_same_in_a_large_archive(status: str, expected: list[str]) -> None:
    parameters = {"datechanged": "gte:2026-03-02 07:30:00", "status": status}
    small_archive = await _cost(100, expected, **parameters)
    large_archive = await _cost(20_000, expected, **parameters)
    assert large_archive.steps <= small_archive.steps * 1.1 + 100
    assert large_archive.statements == small_archive.statements


async def test_rows_are_built_in_one_statement() -> None:
    meter = await _cost(1, [small.OPEN, small.NEW], status="N,C")
    assert meter.statements <= 5  # two transactions begin, the key is checked, the rows are read
