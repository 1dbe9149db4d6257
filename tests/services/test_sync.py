"""The queue is filled once, follows the server in few calls, and stays put while it is looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.api.client import LiveAgentClient
from console.contract.enums import ConversationStatus
from console.services.bundle import build_services
from console.services.errors import ErrorKind, ServiceError
from console.services.records import QueueFilter, SortOrder, Unread
from console.services.sync import CLOCK_CHANGE_OVERLAP, OVERLAP, SWEEP_EVERY, SyncService, overlap
from tests.desk.small_desk import (
    ANSWERED,
    BILLING,
    CHATTING,
    DELETED,
    GENERAL,
    MIRA,
    NEW,
    NOW,
    OPEN,
    RESOLVED,
    SPAM,
)
from tests.services.bench import Bench, Fault

EVERYTHING = QueueFilter()


def ids(bench: Bench, filter: QueueFilter = EVERYTHING, sort: SortOrder = SortOrder.LONGEST_WAIT) -> list[str]:
    """The conversations of a view in its order."""
    view = bench.services.queue.open(filter, sort)
    return [row.id for row in view.rows(0, len(view))]


async def test_the_first_sync_brings_what_waits_and_the_fill_the_rest(bench: Bench) -> None:
    assert bench.services.sync.last_synced is None
    report = await bench.services.sync.refresh()
    assert (report.first, report.new, report.at) == (True, 3, NOW)
    assert report.changed == {NEW, OPEN, CHATTING}
    first = await bench.services.filling.step(2)
    assert first.changed == {ANSWERED, RESOLVED, SPAM, DELETED}
    steps = [first.done, *[(await bench.services.filling.step(2)).done for _ in range(3)]]
    assert steps == [False, False, False, True]
    assert bench.services.filling.progress().done
    assert ids(bench) == [NEW, OPEN, CHATTING, ANSWERED, RESOLVED]
    assert bench.services.sync.last_synced == NOW
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert (row.code, row.subject, row.department_name) == ("OPN-000-001", "Wrong address", "Billing")
    assert row.changed == NOW - timedelta(hours=1)
    assert row.assigned_to is None
    assert SPAM not in ids(bench)


async def test_the_first_sync_tells_of_each_department_that_came(bench: Bench) -> None:
    seen: list[int] = []
    await bench.services.sync.refresh(came=lambda: seen.append(len(ids(bench))))
    assert seen == [1, 3]


async def test_orders_and_filters(bench: Bench) -> None:
    await bench.fill()
    assert ids(bench) == [NEW, OPEN, CHATTING, ANSWERED, RESOLVED]
    assert ids(bench, sort=SortOrder.NEWEST) == [CHATTING, OPEN, NEW, ANSWERED, RESOLVED]
    assert ids(bench, sort=SortOrder.OLDEST) == [RESOLVED, ANSWERED, NEW, OPEN, CHATTING]
    assert ids(bench, QueueFilter(departments=frozenset({GENERAL}))) == [CHATTING]
    assert ids(bench, QueueFilter(statuses=frozenset({ConversationStatus.ANSWERED}))) == [ANSWERED]
    assert ids(bench, QueueFilter(customer_email="IDA@holm.example")) == [NEW]
    assert ids(bench, QueueFilter(text="strasse")) == [RESOLVED]
    assert ids(bench, QueueFilter(text="invoice second")) == [ANSWERED]


async def test_only_departments_whose_counters_moved_are_asked_and_all_of_them_in_turn(bench: Bench) -> None:
    await bench.fill()
    bench.clock.now += timedelta(minutes=1)
    bench.change(ANSWERED, status="C")
    report = await bench.services.sync.refresh()
    assert (report.changed, report.new, report.first) == (frozenset({ANSWERED}), 0, False)
    bench.network.calls.clear()
    for _ in range(SWEEP_EVERY):
        assert (await bench.services.sync.refresh()).changed == frozenset()
    assert bench.network.count("GET", "onlinestatus/departments") == SWEEP_EVERY
    assert bench.network.count("GET", "/conversations") == len(bench.services.queue.departments())
    bench.change(RESOLVED, subject="Moves no counter")
    found = [(await bench.services.sync.refresh()).changed for _ in range(SWEEP_EVERY)]
    assert {RESOLVED} in found


async def test_after_a_start_every_department_is_asked_whatever_the_counters_say(bench: Bench) -> None:
    await bench.fill()
    bench.change(RESOLVED, subject="Moved no counter meanwhile")
    again = SyncService(
        bench.services.engine, bench.services.store, bench.services.presence, clock=bench.services.sync._clock
    )
    assert (await again.refresh()).changed == {RESOLVED}


async def test_a_server_without_counters_is_asked_for_every_department_each_time(bench: Bench) -> None:
    bench.network.faults.append(Fault("GET", "/onlinestatus/departments", status=404, body=b"{}", times=99))
    await bench.fill()
    bench.clock.now += timedelta(minutes=1)
    bench.change(ANSWERED, subject="Moves no counter")
    assert (await bench.services.sync.refresh()).changed == {ANSWERED}


async def test_what_is_deleted_meanwhile_leaves_the_queue(bench: Bench) -> None:
    await bench.fill()
    bench.clock.now += timedelta(minutes=1)
    bench.change(OPEN, status="X")
    await bench.services.sync.refresh()
    assert OPEN not in ids(bench)
    assert ids(bench, QueueFilter(statuses=frozenset({ConversationStatus.DELETED}))) == [OPEN, DELETED]
    assert DELETED not in ids(bench)


async def test_a_view_stands_still_until_it_is_reloaded_and_finds_rows_by_id(bench: Bench) -> None:
    await bench.fill()
    view = bench.services.queue.open(EVERYTHING, SortOrder.NEWEST)
    at = view.index_of(NEW)
    assert at == 2
    assert not view.reload()
    bench.clock.now += timedelta(minutes=1)
    bench.change(RESOLVED, status="C")
    await bench.services.sync.refresh()
    assert view.row(2).id == NEW
    assert view.reload()
    assert view.index_of(NEW) == 3
    assert view.row(3).id == NEW
    assert view.index_of(SPAM) is None
    with pytest.raises(IndexError):
        view.row(5)


async def test_details_say_who_has_a_conversation_and_its_tags(bench: Bench) -> None:
    await bench.fill()
    assert bench.services.queue.counts().unassigned == 0
    assert await bench.services.sync.fill_details([OPEN], 1) == 1
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert (row.assigned_to, row.tags) == (MIRA, ("urgent",))
    assert await bench.services.sync.fill_details([], 10) == 3
    await bench.services.session.identify()
    counts = bench.services.queue.counts()
    assert (counts.total, counts.new, counts.open, counts.unassigned, counts.mine) == (5, 1, 1, 1, 2)
    assert ids(bench, QueueFilter(assigned_to="")) == [NEW, CHATTING]
    bench.network.calls.clear()
    assert await bench.services.sync.fill_details([], 10) == 0
    assert bench.network.calls == []


async def test_unread_marks_say_who_wrote(bench: Bench) -> None:
    await bench.fill()

    def unread() -> Unread:
        row = bench.services.queue.row(OPEN)
        assert row is not None
        return row.unread

    assert unread() is Unread.CUSTOMER
    bench.services.queue.mark_seen(OPEN)
    assert unread() is Unread.CUSTOMER, "nothing of it was shown yet"
    await bench.services.threads.load(OPEN)
    bench.services.queue.mark_seen(OPEN)
    assert unread() is Unread.NOTHING
    bench.clock.now += timedelta(minutes=1)
    bench.customer_writes(OPEN, "ag3x81ln", "Please wait.", kind="N", group="I")
    await bench.services.presence.poll()
    await bench.services.threads.load(OPEN)
    assert unread() is Unread.NOTE
    bench.services.queue.mark_seen(OPEN)
    bench.clock.now += timedelta(minutes=1)
    bench.customer_writes(OPEN, "usana000", "And now?")
    await bench.services.threads.load(OPEN)
    assert unread() is Unread.CUSTOMER
    bench.services.queue.mark_seen(OPEN)
    bench.clock.now += timedelta(minutes=1)
    bench.change(OPEN, status="A")
    for _ in range(SWEEP_EVERY):
        await bench.services.sync.refresh()
    assert unread() is Unread.CHANGE


async def test_the_wait_begins_with_the_oldest_message_nobody_answered(bench: Bench) -> None:
    await bench.fill()
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert row.waiting_since == NOW - timedelta(hours=1), "the list knows the last change only"
    thread = await bench.services.threads.load(OPEN)
    assert thread.row.waiting_since == NOW - timedelta(hours=50)
    bench.clock.now += timedelta(minutes=1)
    bench.change(OPEN, subject="A colleague touched it")
    for _ in range(SWEEP_EVERY):
        await bench.services.sync.refresh()
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert (row.subject, row.waiting_since) == ("A colleague touched it", NOW - timedelta(hours=50))


async def test_without_a_network_everything_seen_can_be_read(bench: Bench) -> None:
    await bench.fill()
    await bench.services.threads.load(OPEN)
    await bench.services.customers.load("ana@holm.example")
    await bench.services.knowledge.refresh()
    await bench.services.presence.poll()
    bench.network.down = True
    bench.clock.now += timedelta(hours=1)
    with pytest.raises(ServiceError) as offline:
        await bench.services.sync.refresh()
    assert offline.value.kind is ErrorKind.OFFLINE
    assert offline.value.retryable
    assert len(ids(bench)) == 5
    assert bench.services.threads.cached(OPEN) is not None
    profile = bench.services.customers.cached("ana@holm.example")
    assert profile is not None
    assert {row.id for row in profile.previous} == {OPEN, ANSWERED}
    assert bench.services.knowledge.search("invoice")
    assert bench.services.presence.current().agents_online == 2
    bench.network.down = False
    bench.change(NEW, status="R")
    assert NEW in (await bench.services.sync.refresh()).changed


async def test_a_sync_that_broke_off_goes_on_where_it_was(bench: Bench) -> None:
    bench.network.faults.append(Fault("GET", "/conversations", status=500, body=b'{"response":{"status":"ERROR"}}'))
    with pytest.raises(ServiceError):
        await bench.services.sync.refresh()
    assert bench.services.sync.last_synced is None
    assert len(ids(bench)) == 2, "the other department is there"
    assert len((await bench.services.sync.refresh()).changed) == 1


async def test_another_start_shows_the_last_queue_at_once(bench: Bench) -> None:
    await bench.fill()
    before = ids(bench)
    bench.services.close()
    bench.network.down = True

    async def never() -> LiveAgentClient:
        raise AssertionError

    state, cache = bench.directory / "state", bench.directory / "cache"
    again = build_services(state, cache, "small", never, None, bench.clock)
    view = again.queue.open(EVERYTHING, SortOrder.LONGEST_WAIT)
    assert [row.id for row in view.rows(0, 99)] == before
    assert again.sync.last_synced == NOW
    assert [one.name for one in again.queue.departments()] == ["General", "Billing"]
    again.close()


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (datetime(2026, 7, 1, 12, tzinfo=UTC), OVERLAP),
        (datetime(2026, 11, 1, 9, 30, tzinfo=UTC), CLOCK_CHANGE_OVERLAP),
        (datetime(2026, 3, 8, 9, 0, tzinfo=UTC), CLOCK_CHANGE_OVERLAP),
        (datetime(2026, 3, 8, 15, 0, tzinfo=UTC), OVERLAP),
    ],
)
def test_deltas_reach_further_back_where_the_server_clock_changes(since: datetime, expected: timedelta) -> None:
    assert overlap(since, ZoneInfo("America/Los_Angeles")) == expected


async def test_departments_are_asked_for_by_billing_only_once_an_hour(bench: Bench) -> None:
    await bench.services.sync.refresh()
    await bench.services.sync.refresh()
    assert bench.network.count("GET", "/departments") - bench.network.count("GET", "onlinestatus/departments") == 1
    bench.clock.now += timedelta(hours=1)
    await bench.services.sync.refresh()
    assert bench.network.count("GET", "/departments") - bench.network.count("GET", "onlinestatus/departments") == 2
    assert {one.id for one in bench.services.queue.departments()} == {BILLING, GENERAL}
