"""Paging: every row once, however the server cuts its lists and however they change, and no page too many."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.api.paging import LARGEST_PAGE, Rows
from tests.api.support import handled_by


@dataclass
class Server:
    """Rows in pages; it can change between two of them, and can be of a generation that knows no pages."""

    rows: list[int]
    knows_limit: bool = True
    knows_offset: bool = True
    largest: int = LARGEST_PAGE
    between: Callable[[list[int]], None] = lambda rows: None
    asked: list[tuple[int, int]] = field(default_factory=list)

    async def ask(self, count: int, start: int) -> list[int]:
        if self.asked:
            self.between(self.rows)
        self.asked.append((count, start))
        rows = self.rows[start if self.knows_offset else 0 :]
        return rows[: min(count, self.largest)] if self.knows_limit else rows

    def list(self, page_size: int = 3, **options: int) -> Rows[int]:
        return Rows(self.ask, page_size=page_size, identity=lambda row: row, **options)


@given(st.integers(0, 40), st.integers(1, 12), st.integers(0, 10), st.none() | st.integers(0, 45))
def test_all_rows_once_and_in_order(count: int, page_size: int, offset: int, limit: int | None) -> None:
    server = Server([*range(count)])
    rows = asyncio.run(_collect(server, page_size, offset, limit))
    assert rows == [*range(count)][offset:][:limit]
    assert len(server.asked) <= len(rows) // page_size + 1


async def _collect(server: Server, page_size: int, offset: int, limit: int | None) -> list[int]:
    return await Rows(server.ask, page_size=page_size, identity=lambda row: row, offset=offset, limit=limit)


@given(st.integers(0, 20), st.booleans(), st.booleans(), st.integers(1, 8))
def test_a_server_that_ignores_pages_is_asked_for_two_at_most(
    count: int, knows_limit: bool, knows_offset: bool, page_size: int
) -> None:
    server = Server([*range(count)], knows_limit=knows_limit, knows_offset=knows_offset)
    rows = asyncio.run(_collect(server, page_size, 0, None))
    assert len(rows) == len(set(rows))
    if not knows_limit:
        assert rows == [*range(count)]
    if not (knows_limit and knows_offset):
        assert len(server.asked) <= 2


async def test_nothing_is_asked_before_it_is_wanted_and_no_page_too_many() -> None:
    server = Server([*range(10)])
    rows = server.list()
    assert server.asked == []
    async for row in rows:
        if row == 4:
            break
    assert server.asked == [(3, 0), (3, 3)]


async def test_the_first_short_page_is_the_last() -> None:
    server = Server([*range(7)])
    assert [page async for page in server.list().pages()] == [[0, 1, 2], [3, 4, 5], [6]]
    assert server.asked == [(3, 0), (3, 3), (3, 6)]


async def test_rows_that_come_again_because_others_came_in_front_are_left_out() -> None:
    server = Server([*range(10)], between=lambda rows: rows.insert(0, 100 + len(rows)))
    rows = await server.list()
    assert rows == [*range(10)]


async def test_a_server_that_repeats_its_first_page_for_ever_is_believed_once() -> None:
    server = Server([*range(50)], knows_offset=False)
    assert await server.list() == [0, 1, 2]
    assert len(server.asked) == 2


async def test_rows_without_an_identity_all_come_and_a_repeated_page_ends_them() -> None:
    same = [7] * 8
    server = Server(same, knows_offset=False)
    assert await Rows(server.ask, page_size=3, identity=lambda _: None) == [7, 7, 7]
    hours = Server([1, 2, 2, 3, 4])
    assert await Rows(hours.ask, page_size=3, identity=lambda _: None) == [1, 2, 2, 3, 4]


async def test_a_limit_asks_for_no_more_than_is_wanted() -> None:
    server = Server([*range(10)])
    assert await server.list(limit=4, offset=2) == [2, 3, 4, 5]
    assert server.asked == [(3, 2), (1, 5)]


@pytest.mark.parametrize("page_size", [0, LARGEST_PAGE + 1])
def test_a_page_that_no_server_has_is_refused(page_size: int) -> None:
    with pytest.raises(ValueError, match="1 to 1000 rows"):
        Server([]).list(page_size)


async def test_memory_does_not_grow_with_the_list() -> None:
    async def ask(count: int, start: int) -> list[int]:
        return [*range(start, start + count)]

    async def most(rows: int) -> int:
        tracemalloc.reset_peak()
        async for _row in Rows(ask, page_size=LARGEST_PAGE, identity=lambda row: row, limit=rows):
            pass
        return tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        few, many = await most(8_000), await most(30_000)
    finally:
        tracemalloc.stop()
    assert many < few * 1.2


async def test_conversations_of_an_old_server_come_once() -> None:
    """It knows neither `limit` nor `offset`, and answers with everything each time."""
    rows = ",".join(f'{{"conversationid":"cv{number:06}"}}' for number in range(5))
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        return httpx.Response(200, content=f'{{"response":{{"conversations":[{rows}]}}}}'.encode())

    client = handled_by(answer)
    for page_size, calls in ((2, 1), (5, 2), (100, 1)):
        asked.clear()
        found = [row.conversationid async for row in client.conversations.all(department="dp1", page_size=page_size)]
        assert found == [f"cv{number:06}" for number in range(5)]
        assert len(asked) == calls
