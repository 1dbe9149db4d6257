"""The regular looks for news take one call each, and find what is new all the same."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from console.contract.enums import ConversationStatus
from console.desk import tables
from console.services.presence import MEMBERS_EVERY
from console.services.thread import STATE_EVERY
from tests.desk.small_desk import BILLING, GENERAL, MIRA, OLAF, OPEN
from tests.services.bench import Bench

MESSAGES, STATE, TAGS = (f"/api/conversations/{OPEN}{rest}" for rest in ("/messages", "", "/tags"))


async def looks(bench: Bench, count: int) -> list[str]:
    """So many looks at the open conversation, and what they asked for."""
    bench.network.calls.clear()
    for _ in range(count):
        await bench.services.threads.look_again(OPEN)
    return [path for _, path in bench.network.calls]


async def test_a_look_at_a_conversation_without_news_is_one_call(bench: Bench) -> None:
    thread = await bench.services.threads.load(OPEN)
    asked = await looks(bench, 2 * STATE_EVERY)
    others = [MESSAGES] * (STATE_EVERY - 1)
    assert asked == [*others, STATE, *others, TAGS]
    assert bench.services.threads.cached(OPEN) == thread


async def test_the_next_look_finds_a_message(bench: Bench) -> None:
    await bench.services.threads.load(OPEN)
    bench.clock.now += timedelta(minutes=1)
    message = bench.customer_writes(OPEN, "usana000", "One thing more.")
    thread = await bench.services.threads.look_again(OPEN)
    assert thread.groups[-1].messages[-1].id == message
    assert thread.changed_raw == bench.services.store.conversations.changed_raw(OPEN)
    assert thread.changed_raw == "2026-03-02 09:31:00"


async def test_looks_find_another_owner_and_state(bench: Bench) -> None:
    await bench.services.threads.load(OPEN)
    bench.clock.now += timedelta(minutes=1)
    bench.change(OPEN, status="R", assigned_to=OLAF)
    await looks(bench, STATE_EVERY)
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert (row.status, row.assigned_to) == (ConversationStatus.RESOLVED, OLAF)


async def test_looks_find_tags_that_are_no_change_to_the_server(bench: Bench) -> None:
    await bench.services.threads.load(OPEN)
    with bench.database.write() as connection:
        connection.execute(delete(tables.conversation_tag).where(tables.conversation_tag.c.conversation_id == OPEN))
    await looks(bench, 2 * STATE_EVERY)
    thread = bench.services.threads.cached(OPEN)
    assert thread is not None
    assert thread.row.tags == ()


async def test_the_departments_are_never_asked_for_twice(bench: Bench) -> None:
    await bench.services.presence.poll()
    bench.network.calls.clear()
    await bench.services.sync.refresh()
    bench.clock.now += timedelta(seconds=36)
    await bench.services.presence.poll()
    assert bench.network.count("GET", "onlinestatus/departments") == 1
    bench.clock.now += timedelta(minutes=1)
    await bench.services.presence.poll()
    assert bench.network.count("GET", "onlinestatus/departments") == 2, "no sync did it meanwhile"


async def test_who_is_in_a_department_is_asked_one_by_one_instead_of_who_is_online(bench: Bench) -> None:
    await bench.services.sync.refresh()
    await bench.services.presence.poll()
    with bench.database.write() as connection:
        table = tables.agent_department
        connection.execute(delete(table).where(table.c.agent_id == MIRA, table.c.department_id == BILLING))
    bench.network.calls.clear()
    bench.clock.now += MEMBERS_EVERY
    polls = [await bench.services.presence.poll(MEMBERS_EVERY * 2) for _ in range(3)]
    paths = [path for _, path in bench.network.calls]
    assert sorted(paths[:2]) == sorted(f"/api/departments/{one}/agents" for one in (BILLING, GENERAL))
    assert paths[2:] == ["/api/onlinestatus/agents"]
    (mira,) = (agent for agent in polls[-1].agents if agent.id == MIRA)
    assert mira.departments == (GENERAL,)
