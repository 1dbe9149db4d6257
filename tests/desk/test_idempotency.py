"""`Idempotency-Key`: the desk acts once for a call that is repeated, and says the same again."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from console.contract.formats import XML
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.keys import store_key
from console.desk.tables import answered_call, message
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock, read_error

OTHER_KEY = "f" * 32
PATH = f"conversations/{small.OPEN}/messages"
DAY = 24 * 3600


async def write(
    caller: Caller, once: str | bytes, *, path: str = PATH, method: str = "POST", key: str = small.KEY, **values: str
) -> httpx.Response:
    """One call with a name of its own."""
    headers: dict[str, Any] = {"apikey": key, "idempotency-key": once}
    return await caller.http.request(method, f"/api/{path}", headers=headers, data={"message": "hé", **values})


def messages(database: Database) -> int:
    """How many there are."""
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(message)) or 0


async def test_a_repeated_call_acts_once(caller: Caller, database: Database) -> None:
    before = messages(database)
    first = await write(caller, "a-1")
    assert (first.status_code, "idempotent-replayed" in first.headers) == (200, False)
    again = await write(caller, "a-1")
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    assert again.content == first.content
    assert messages(database) == before + 1
    assert (await write(caller, "a-2")).status_code == 200
    assert messages(database) == before + 2


async def test_repetitions_at_the_same_time_act_once(caller: Caller, database: Database) -> None:
    before = messages(database)
    answers = await asyncio.gather(*(write(caller, "together") for _ in range(12)))
    assert {answer.status_code for answer in answers} == {200}
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 11
    assert messages(database) == before + 1


async def test_what_was_made_is_named_again(caller: Caller) -> None:
    values = {
        "useridentifier": small.ANA,
        "department": small.BILLING,
        "subject": "New",
        "recipient": "to@desk.example",
    }
    first = await write(caller, "made", path="conversations", **values)
    again = await write(caller, "made", path="conversations.xml", **values)
    assert first.status_code == 200, first.text
    assert XML.read(again.content)["conversationid"] == first.json()["response"]["conversationid"]
    rows = (await caller.raw("GET", "conversations", department=small.BILLING, subject="New")).json()
    assert len(rows["response"]["conversations"]) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"message": "ho"},
        {"useridentifier": small.MIRA},
        {"path": f"conversations/{small.NEW}/messages"},
        {"path": f"conversations/{small.OPEN}/status", "method": "PUT", "status": "R"},
    ],
)
async def test_the_same_name_for_another_call_is_refused(
    caller: Caller, database: Database, other: dict[str, str]
) -> None:
    assert (await write(caller, "a")).status_code == 200
    before = messages(database)
    assert read_error(await write(caller, "a", **other)) == (500, "this Idempotency-Key came with another call before")
    assert messages(database) == before


async def test_a_call_that_failed_may_be_tried_again(caller: Caller, database: Database) -> None:
    assert read_error(await write(caller, "a", useridentifier="nobody00"))[0] == 404
    with database.read() as connection:
        assert connection.scalar(select(answered_call.c.once)) is None
    assert (await write(caller, "a")).status_code == 200


async def test_names_belong_to_a_key(caller: Caller, database: Database) -> None:
    with database.write() as connection:
        store_key(connection, OTHER_KEY, name="other", now=small.NOW)
    before = messages(database)
    assert (await write(caller, "a")).status_code == (await write(caller, "a", key=OTHER_KEY)).status_code == 200
    assert messages(database) == before + 2


async def test_an_answer_is_kept_for_a_day_and_then_forgotten(caller: Caller, database: Database, clock: Clock) -> None:
    before = messages(database)
    await write(caller, "a")
    clock.forward(seconds=DAY - 1)
    await write(caller, "a")
    assert messages(database) == before + 1
    clock.forward(seconds=1)
    await write(caller, "a", message="another one")
    assert messages(database) == before + 2
    with database.read() as connection:
        assert connection.execute(select(answered_call.c.once)).scalars().all() == ["a"]


@pytest.mark.parametrize("once", ["", " ", "a b", "a" * 256, b"\xe9"])
async def test_names_nobody_can_repeat_are_refused(caller: Caller, once: str | bytes) -> None:
    code, words = read_error(await write(caller, once))
    assert (code, words) == (500, "the header Idempotency-Key must be 1 to 255 visible ASCII characters")


async def test_the_longest_name_works_and_reading_needs_none(caller: Caller) -> None:
    assert (await write(caller, "~" * 255)).status_code == 200
    headers = {"apikey": small.KEY, "idempotency-key": "~" * 255}
    response = await caller.http.get(f"/api/{PATH}", headers=headers)
    assert (response.status_code, "idempotent-replayed" in response.headers) == (200, False)


async def test_a_restart_with_the_same_key_forgets_nothing(database: Database, clock: Clock, caller: Caller) -> None:
    await write(caller, "a")
    before = messages(database)
    with database.write() as connection:
        store_key(connection, small.KEY, name="tests", now=clock())
    async with Caller(create_desk(database, clock=clock, zone=small.ZONE)) as restarted:
        assert (await write(restarted, "a")).headers["idempotent-replayed"] == "true"
    assert messages(database) == before
