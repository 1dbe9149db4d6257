"""Threads, customers, articles, presence, the session and the engine: read from the desk, then from the cache."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from console.contract.enums import CustomerRole, GroupType, MessageType
from console.desk import tables
from console.services.errors import ErrorKind, ServiceError
from console.services.records import CustomerGroup, FieldValue, PersonKind
from tests.desk.small_desk import (
    ADDRESS_ARTICLE,
    ANA_EMAIL,
    ANSWERED,
    BILLING,
    CHATTING,
    DRAFT_ARTICLE,
    GENERAL,
    GOLD,
    INTERNAL_ARTICLE,
    INVOICE_ARTICLE,
    MIRA,
    OPEN,
    REFUND,
    STANDARD,
    YUKI,
    at,
)
from tests.services.bench import Bench, Fault, open_bench


async def test_a_thread_has_groups_names_and_facts(bench: Bench) -> None:
    assert bench.services.threads.cached(OPEN) is None
    thread = await bench.services.threads.load(OPEN)
    assert [group.kind for group in thread.groups] == [
        GroupType.OFFLINE,
        GroupType.INTERNAL,
        GroupType.TRANSFER,
        GroupType.OFFLINE,
    ]
    assert [(group.author.name, group.author.kind) for group in thread.groups] == [
        ("Ana Holm", PersonKind.CUSTOMER),
        ("Mira Novak", PersonKind.AGENT),
        ("System", PersonKind.SYSTEM),
        ("Ana Holm", PersonKind.CUSTOMER),
    ]
    assert [message.kind for message in thread.groups[0].messages] == [MessageType.MESSAGE, MessageType.QUOTED_TEXT]
    assert thread.assignee is not None
    assert (thread.assignee.id, thread.tags, thread.owner_note) == (MIRA, ("urgent",), "Called twice")
    assert thread.fields == (FieldValue("orderno", "7781"), FieldValue("orderno", "7790"))
    assert thread.public_code == "publicOpen000001"
    assert thread.changed_raw == "2026-03-02 08:30:00"
    assert bench.services.threads.cached(OPEN) == thread


async def test_a_stored_thread_reads_the_same_in_another_session(bench: Bench) -> None:
    thread = await bench.services.threads.load(OPEN)
    assert bench.services.store.threads.get(OPEN) == thread


async def test_opening_a_known_conversation_costs_two_calls(bench: Bench) -> None:
    before = await bench.services.threads.load(OPEN)
    bench.network.calls.clear()
    again = await bench.services.threads.load(OPEN)
    assert len(bench.network.calls) == 2
    assert again == before
    bench.clock.now += timedelta(minutes=1)
    await bench.services.threads.load(OPEN)
    bench.clock.now += timedelta(minutes=1)
    with bench.database.write() as connection:
        connection.execute(insert(tables.conversation_tag), {"conversation_id": OPEN, "tag_id": REFUND})
    assert set((await bench.services.threads.load(OPEN)).tags) == {"urgent", "refund"}


async def test_reading_ahead_fetches_what_is_missing_or_old(bench: Bench) -> None:
    await bench.fill()
    await bench.services.threads.prefetch([OPEN, ANSWERED])
    bench.network.calls.clear()
    await bench.services.threads.prefetch([OPEN, ANSWERED])
    assert bench.network.calls == []
    bench.clock.now += timedelta(minutes=1)
    bench.change(ANSWERED, status="C")
    await bench.services.sync.refresh()
    bench.network.calls.clear()
    await bench.services.threads.prefetch([OPEN, ANSWERED])
    assert {path.split("/")[3] for _, path in bench.network.calls} == {ANSWERED}


async def test_a_thread_of_two_thousand_messages_comes_from_memory_at_once(bench: Bench) -> None:
    with bench.database.write() as connection:
        groups = [
            {"id": f"grbig{i:07}", "conversation_id": CHATTING, "position": i, "user_id": MIRA, "rtype": "M"}
            | {"rstatus": "V", "created": at(1), "finished": at(1)}
            for i in range(2000)
        ]
        connection.execute(insert(tables.message_group), groups)
        messages = [
            {"id": f"msbig{i:07}", "group_id": f"grbig{i:07}", "conversation_id": CHATTING, "position": 0}
            | {"user_id": MIRA, "rtype": "M", "created": at(1), "body": f"Message {i} with some words in it. " * 8}
            for i in range(2000)
        ]
        connection.execute(insert(tables.message), messages)
    await bench.services.threads.load(CHATTING)
    begun = time.thread_time()
    thread = bench.services.threads.cached(CHATTING)
    from_memory = time.thread_time() - begun
    begun = time.thread_time()
    stored = bench.services.store.threads.get(CHATTING)
    from_disk = time.thread_time() - begun
    sys.stdout.write(f"2,000 messages: {from_memory * 1000:.2f} ms from memory, {from_disk * 1000:.1f} from disk\n")
    assert thread is not None
    assert len(thread.groups) == 2000
    assert stored == thread
    assert from_memory < 0.02


async def test_a_conversation_that_is_not_there_is_refused_in_words(bench: Bench) -> None:
    with pytest.raises(ServiceError) as unknown:
        await bench.services.threads.load("nosuch00")
    assert unknown.value.kind is ErrorKind.REFUSED
    assert unknown.value.message


async def test_a_customer_with_groups_colours_fields_and_conversations(bench: Bench) -> None:
    assert bench.services.customers.cached(ANA_EMAIL) is None
    profile = await bench.services.customers.load(ANA_EMAIL)
    assert (profile.name, profile.role, profile.note) == ("Ana Holm", CustomerRole.REGISTERED, "Prefers mail")
    assert set(profile.groups) == {
        CustomerGroup(GOLD, "Gold customers", "FFFFFF", "B8860B"),
        CustomerGroup(STANDARD, "Standard", "000000", "CCCCCC"),
    }
    assert set(profile.fields) == {FieldValue("plan", "gold"), FieldValue("customer_no", "K-1")}
    assert [row.id for row in profile.previous] == [OPEN, ANSWERED]
    assert bench.services.customers.cached(ANA_EMAIL.upper()) == profile
    bench.network.calls.clear()
    await bench.services.customers.load(ANA_EMAIL)
    assert bench.network.count("GET", GOLD) == 0, "colours are asked for once a day"


async def test_articles_are_searched_as_one_types_and_refreshed_every_ten_minutes(bench: Bench) -> None:
    knowledge = bench.services.knowledge
    assert knowledge.search("") == []
    await knowledge.refresh()
    await knowledge.refresh()
    assert bench.network.count("GET", "/articles") == 1
    assert {one.id for one in knowledge.search("")} == {
        str(ADDRESS_ARTICLE),
        str(INVOICE_ARTICLE),
        str(INTERNAL_ARTICLE),
    }
    assert [one.id for one in knowledge.search("addr bil")] == [str(ADDRESS_ARTICLE)]
    assert [one.internal for one in knowledge.search("fraud")] == [True]
    assert knowledge.article(str(DRAFT_ARTICLE)) is None
    bench.clock.now += timedelta(minutes=10)
    await knowledge.refresh()
    assert bench.network.count("GET", "/articles") == 2


async def test_articles_go_into_answers_as_link_or_text(bench: Bench) -> None:
    knowledge = bench.services.knowledge
    await knowledge.refresh()
    article = knowledge.article(str(ADDRESS_ARTICLE))
    assert article is not None
    link = "Change the billing address\nhttps://desk.example/30412-Change-the-billing-address"
    assert knowledge.insertion_link(article.summary) == link
    assert knowledge.insertion_text(article) == "Open your account and save."


async def test_the_servers_search_stands_behind_the_local_one(bench: Bench) -> None:
    knowledge = bench.services.knowledge
    hits = await knowledge.search_server("invoice")
    assert [one.id for one in hits] == [str(INVOICE_ARTICLE)]
    assert knowledge.insertion_link(hits[0]).splitlines()[1].startswith("https://")
    assert knowledge.article(str(INVOICE_ARTICLE)) is not None
    await knowledge.refresh()
    merged = await knowledge.search_server("address")
    assert [one.id for one in merged[:2]] == [one.id for one in knowledge.search("address")[:2]]
    assert len({one.id for one in merged}) == len(merged)


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        ("Rückgabe für Straßenschuhe", ["ruckgabe", "rückg", "strassen", "STRASSENSCHUHE"]),
        ("注文番号の確認方法", ["注文", "番号", "確認方法"]),
        ("Возврат товара", ["возврат", "ТОВАР"]),
        ("إرجاع المنتج", ["المنتج"]),
        ("การคืนสินค้า", ["คืน", "สินค้า"]),
        ("Trả hàng", ["tra", "hàng"]),
        ('C++ 100% "quoted" AND (NEAR', ["c++", "100%", '"quoted', "near", "and"]),
    ],
)
async def test_articles_are_found_in_many_scripts(bench: Bench, title: str, queries: list[str]) -> None:
    with bench.database.write() as connection:
        table = tables.article
        connection.execute(update(table).where(table.c.id == ADDRESS_ARTICLE).values(title=title))
    await bench.services.knowledge.refresh()
    for query in queries:
        assert [one.title for one in bench.services.knowledge.search(query)][:1] == [title], query
    assert bench.services.knowledge.search("qqqq") == []


async def test_presence_says_who_is_online_where(bench: Bench) -> None:
    assert bench.services.presence.current().fetched_at is None
    presence = await bench.services.presence.poll()
    agents = {agent.id: agent for agent in presence.agents}
    assert (presence.agents_online, len(agents)) == (2, 4)
    assert agents[MIRA].departments == (GENERAL, BILLING)
    assert agents[MIRA].email == "mira@desk.example"
    assert (agents[YUKI].services, agents[YUKI].online) == ("P", True)
    billing = next(one for one in presence.departments if one.id == BILLING)
    assert (billing.new, billing.replies, billing.waiting, billing.offline_since) == (1, 1, 2, None)
    assert bench.services.presence.current() == presence
    bench.network.calls.clear()
    bench.clock.now += timedelta(minutes=1)
    await bench.services.presence.poll()
    assert [path for _, path in bench.network.calls] == ["/api/onlinestatus/departments", "/api/onlinestatus/agents"]


async def test_the_agent_is_known_from_the_cache_at_the_next_start(bench: Bench) -> None:
    assert bench.services.session.agent is None
    agent = await bench.services.session.identify()
    assert (agent.id, agent.name, agent.kind) == (MIRA, "Mira Novak", PersonKind.AGENT)
    assert bench.services.store.people.agent_with("MIRA@desk.example") == agent
    assert (await bench.services.session.check()).startswith("LiveAgent ")


@pytest.mark.parametrize(
    ("agent", "words"), [(None, "LIVEAGENT_AGENT"), ("nobody@desk.example", "knows no agent nobody@desk.example")]
)
async def test_an_agent_who_is_not_known(tmp_path: Path, agent: str | None, words: str) -> None:
    with open_bench(tmp_path / "bench", agent=agent) as bench:
        with pytest.raises(ServiceError) as refused:
            await bench.services.session.identify()
        assert refused.value.kind is ErrorKind.REFUSED
        assert words in refused.value.message


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("GET", "/status", status=401, body=b"{}"), ErrorKind.REFUSED),
        (Fault("GET", "/status", status=403, body=b"{}"), ErrorKind.REFUSED),
        (Fault("GET", "/status", status=200, body=b"<html>Welcome</html>"), ErrorKind.REFUSED),
        (Fault("GET", "/status", status=503, body=b"", times=9), ErrorKind.OFFLINE),
        (Fault("GET", "/status", times=9), ErrorKind.OFFLINE),
        (Fault("GET", "/status", status=429, body=b"{}", times=9), ErrorKind.RETRYABLE),
        (Fault("GET", "/status", status=302, body=b""), ErrorKind.REFUSED),
    ],
    ids=["401", "403", "a page", "503", "broken", "429", "redirect"],
)
async def test_every_trouble_has_a_kind_and_words(bench: Bench, fault: Fault, kind: ErrorKind) -> None:
    bench.network.faults.append(fault)
    with pytest.raises(ServiceError) as failed:
        await bench.services.session.check()
    assert failed.value.kind is kind
    assert failed.value.title
    assert failed.value.message


async def test_cancelling_the_caller_cancels_the_work(bench: Bench) -> None:
    begun, ended = threading.Event(), threading.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    task = asyncio.create_task(bench.services.engine.run(work()))
    assert await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 10)
    assert bench.services.engine.submit(lambda: asyncio.sleep(0, "alive")).result(5) == "alive"


async def test_a_stopped_engine_refuses_in_words(bench: Bench) -> None:
    bench.services.engine.start()
    bench.services.engine.stop()
    with pytest.raises(ServiceError) as closing:
        await bench.fill()
    assert closing.value.kind is ErrorKind.OFFLINE
