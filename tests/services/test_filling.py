"""The first fill: windows that fit the archive, servers that ignore dates or say too much, and going on later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.api.errors import AnswerTooLongError, Sent
from console.services import filling
from console.services.filling import COMPLETE, IGNORES_DATES
from console.services.records import QueueFilter, SortOrder
from tests.desk.small_desk import BILLING, NOW
from tests.services.bench import Bench, open_bench


def shown(bench: Bench) -> int:
    return len(bench.services.queue.open(QueueFilter(), SortOrder.NEWEST))


async def test_it_goes_on_where_it_was(bench: Bench) -> None:
    await bench.services.sync.refresh()
    first = await bench.services.filling.step(1)
    assert (first.done, first.back_to) == (False, NOW - filling.FIRST_WINDOW + filling.TOLERANCE)
    bench.services.close()
    with open_bench(bench.directory / "again") as other:
        await other.fill()
        assert shown(other) == 5
        assert {one.filled_to for one in other.services.store.presence.departments() if not one.deleted} == {COMPLETE}


async def test_a_whole_archive_takes_few_calls(bench: Bench) -> None:
    await bench.services.sync.refresh()
    bench.network.calls.clear()
    while not (await bench.services.filling.step()).done:
        pass
    assert bench.network.count("GET", "/conversations") <= 8  # two departments


async def test_windows_shrink_when_an_answer_is_full(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "WANTED", 1)
    await bench.services.sync.refresh()
    while not (await bench.services.filling.step(1)).done:
        pass
    assert shown(bench) == 5
    assert bench.network.count("GET", "/conversations") > 8


async def test_too_long_an_answer_is_asked_for_in_parts(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = filling._changed_between
    refused: list[timedelta] = []

    async def limited(client, department_id, begin, end):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        if end - begin > timedelta(days=1) and len(refused) < 4:
            refused.append(end - begin)
            raise AnswerTooLongError("too long", sent=Sent.UNKNOWN)
        return await real(client, department_id, begin, end)

    monkeypatch.setattr(filling, "_changed_between", limited)
    await bench.fill()
    assert shown(bench) == 5
    assert (len(refused), min(refused) < filling.FIRST_WINDOW) == (4, True)


async def test_a_server_that_ignores_dates_is_read_once(bench: Bench) -> None:
    def without_dates(path: str, query: bytes) -> bytes:
        return b"&".join(part for part in query.split(b"&") if not part.startswith(b"datechanged"))

    bench.network.change_query = without_dates
    await bench.services.sync.refresh()
    bench.network.calls.clear()
    while not (await bench.services.filling.step()).done:
        pass
    assert shown(bench) == 5
    assert bench.services.store.presence.fact(IGNORES_DATES) is not None
    assert bench.network.count("GET", "/conversations") <= 5
    assert BILLING in {one.id for one in bench.services.store.presence.departments()}
