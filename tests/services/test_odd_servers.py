"""What servers do that nobody expects: hours that come twice, many changes in a second, lists that move while read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from console.desk import tables
from console.services.records import QueueFilter, SortOrder
from tests.desk.small_desk import ANSWERED, BILLING, GENERAL, OPEN, RESOLVED
from tests.services.bench import Bench

FIRST_0140, SECOND_0105 = (datetime(2026, 11, 1, hour, minute, tzinfo=UTC) for hour, minute in ((8, 40), (9, 5)))
"""Times of the night when Los Angeles goes back from 2 to 1 o'clock; the second is later and reads as earlier."""
MANY = 200


def subject(bench: Bench, conversation_id: str) -> str:
    row = bench.services.queue.row(conversation_id)
    assert row is not None
    return row.subject


def shown(bench: Bench, filter: QueueFilter | None = None) -> set[str]:
    view = bench.services.queue.open(filter or QueueFilter(), SortOrder.NEWEST)
    ids = [row.id for row in view.rows(0, len(view))]
    assert len(set(ids)) == len(ids), "no conversation stands there twice"
    return set(ids)


def add_copies(bench: Bench, first: int, count: int) -> set[str]:
    """So many new conversations at the desk, all changed in this second."""
    table, now = tables.conversation, int(bench.clock().timestamp())
    with bench.database.write() as connection:
        row = dict(connection.execute(select(table).where(table.c.id == OPEN)).one()._mapping)
        numbers = range(first, first + count)
        unique = [{"id": f"cvc{n:05}", "code": f"CPY-{n:07}", "public_code": f"publicCopy{n:06}"} for n in numbers]
        connection.execute(insert(table), [row | one | {"created": now, "changed": now} for one in unique])
    return {one["id"] for one in unique}


def without_dates(_path: str, query: bytes) -> bytes:
    return b"&".join(part for part in query.split(b"&") if not part.startswith(b"datechanged"))


def the_later_hour(_path: str, query: bytes) -> bytes:
    """As a server reads it for which a time of the hour that comes twice is one of the second."""
    return re.sub(rb"(2026-11-01.{1,3})01(.{1,3}[0-9]{2})", rb"\g<1>02\g<2>", query)


@pytest.mark.parametrize("habit", [None, the_later_hour], ids=["the first", "the second"])
async def test_a_change_in_the_hour_that_comes_twice_is_found(
    bench: Bench, habit: Callable[[str, bytes], bytes] | None
) -> None:
    bench.network.change_query = habit
    bench.clock.now = FIRST_0140
    bench.change(ANSWERED, subject="Before the clock went back")
    bench.change(OPEN, subject="The last change of its department that is known")
    await bench.fill()
    bench.clock.now = SECOND_0105
    bench.change(RESOLVED, subject="After it, at an earlier hour")
    await bench.services.sync.refresh(everything=True)
    assert subject(bench, RESOLVED) == "After it, at an earlier hour"
    assert subject(bench, ANSWERED) == "Before the clock went back"


async def test_two_hundred_changes_in_one_second_and_one_more_are_all_found(bench: Bench) -> None:
    await bench.fill()
    bench.clock.now += timedelta(minutes=1)
    many = add_copies(bench, 0, MANY)
    assert (await bench.services.sync.refresh()).changed == many
    late = add_copies(bench, MANY, 1)
    assert (await bench.services.sync.refresh()).changed == late, "in the same second, after it was asked for"
    assert many | late <= shown(bench)


async def test_what_changes_while_the_archive_is_read_is_neither_lost_nor_doubled(bench: Bench) -> None:
    await bench.services.sync.refresh()
    number, steps = 0, 0
    while not (await bench.services.filling.step(1)).done:
        bench.clock.now += timedelta(minutes=1)
        bench.change(RESOLVED, subject=f"Changed {steps}")  # out of the windows that are still to come
        add_copies(bench, number, 3)
        number, steps = number + 3, steps + 1
    await bench.services.sync.refresh(everything=True)
    assert steps > 2
    assert subject(bench, RESOLVED) == f"Changed {steps - 1}"
    assert len(shown(bench)) == 5 + number


async def test_who_is_transferred_leaves_the_view_of_the_department(bench: Bench) -> None:
    await bench.fill()
    billing, general = (QueueFilter(departments=frozenset({one})) for one in (BILLING, GENERAL))
    assert OPEN in shown(bench, billing)
    bench.clock.now += timedelta(minutes=1)
    bench.change(OPEN, department_id=GENERAL)
    await bench.services.sync.refresh()
    assert OPEN not in shown(bench, billing)
    assert OPEN in shown(bench, general)


async def test_a_server_that_answers_with_its_whole_archive_each_time_changes_nothing_that_did_not_change(
    bench: Bench,
) -> None:
    bench.network.change_query = without_dates
    await bench.fill()
    before = bench.services.store.conversations.version
    bench.clock.now += timedelta(minutes=1)
    assert (await bench.services.sync.refresh(everything=True)).changed == frozenset()
    assert bench.services.store.conversations.version == before, "nothing has to be drawn or sorted anew"
    bench.change(ANSWERED, subject="Changed since")
    assert (await bench.services.sync.refresh(everything=True)).changed == {ANSWERED}
