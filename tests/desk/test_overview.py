"""Overview: chats and phone calls at this moment."""

from __future__ import annotations

from sqlalchemy import update

from console.contract.base import NoParams
from console.contract.overview import READ_CALLS_OVERVIEW, READ_CHATS_OVERVIEW
from console.desk.db import Database
from console.desk.tables import agent_department, conversation
from tests.desk import small_desk as small
from tests.desk.caller import Caller


def change(database: Database, identifier: str, **values: str | None) -> None:
    """Let a conversation be otherwise."""
    with database.write() as connection:
        connection.execute(update(conversation).where(conversation.c.id == identifier).values(**values))


def set_online(database: Database, agent: str, department: str, letters: str) -> None:
    """Let an agent be online for something in a department."""
    place = {"agent_id": agent, "department_id": department}
    with database.write() as connection:
        connection.execute(update(agent_department).filter_by(**place).values(online=letters))


async def chats(caller: Caller) -> dict[str, int]:
    """The row about chats."""
    (row,) = await caller.call(READ_CHATS_OVERVIEW, NoParams())
    return row.model_dump()


async def calls(caller: Caller) -> dict[str, int]:
    """The row about calls."""
    (row,) = await caller.call(READ_CALLS_OVERVIEW, NoParams())
    return row.model_dump()


async def test_there_is_a_row_of_strings_when_all_is_quiet(caller: Caller, database: Database) -> None:
    change(database, small.CHATTING, status="R")
    for agent, department in ((small.MIRA, small.BILLING), (small.YUKI, small.GENERAL)):
        set_online(database, agent, department, "")
    tree = (await caller.raw("GET", "chats/overview")).json()["response"]
    assert tree == {"chatsOverview": [{"visitors": "0", "chats": "0", "queue": "0", "agents": "0"}]}
    tree = (await caller.raw("GET", "calls/overview/")).json()["response"]
    assert tree == {"callsOverview": [{"running": "0", "ringing": "0", "inqueue": "0"}]}


async def test_chats_that_wait_and_chats_that_run(caller: Caller, database: Database) -> None:
    assert await chats(caller) == {"visitors": 1, "chats": 0, "queue": 1, "agents": 1}
    change(database, small.CHATTING, assigned_to=small.YUKI)
    change(database, small.OWNERLESS, status="T", assigned_to=small.MIRA)
    change(database, small.NEW, status="T", owner_id=small.KIM)
    set_online(database, small.MIRA, small.GENERAL, "TM")
    assert await chats(caller) == {"visitors": 2, "chats": 2, "queue": 1, "agents": 1}
    set_online(database, small.OLAF, small.BILLING, "T")
    assert (await chats(caller))["agents"] == 2


async def test_a_call_rings_where_somebody_is_free_and_else_waits(caller: Caller, database: Database) -> None:
    for identifier, department in (
        (small.NEW, small.GENERAL),
        (small.SPAM, small.GENERAL),
        (small.OPEN, small.BILLING),
    ):
        change(database, identifier, status="P", department_id=department, assigned_to=None)
    # Yuki alone serves the phone, in General: one of its two calls rings, those elsewhere wait.
    assert await calls(caller) == {"running": 0, "ringing": 1, "inqueue": 2}
    set_online(database, small.OLAF, small.BILLING, "P")
    assert await calls(caller) == {"running": 0, "ringing": 2, "inqueue": 1}
    change(database, small.NEW, assigned_to=small.YUKI)
    assert await calls(caller) == {"running": 1, "ringing": 1, "inqueue": 1}


async def test_an_agent_of_two_departments_is_rung_at_once_only(caller: Caller, database: Database) -> None:
    for identifier, department in ((small.NEW, small.GENERAL), (small.OPEN, small.BILLING)):
        change(database, identifier, status="P", department_id=department, assigned_to=None)
    set_online(database, small.YUKI, small.GENERAL, "")
    set_online(database, small.MIRA, small.GENERAL, "P")
    set_online(database, small.MIRA, small.BILLING, "P")
    assert await calls(caller) == {"running": 0, "ringing": 1, "inqueue": 1}
