"""The budget: its promises hold for any mix of calls, on a clock that only the test moves."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.api.budget import SHARES, Budget, Priority
from console.api.ledger import WINDOW
from tests.api.fake_time import FakeTime


def budget_on(time: FakeTime, calls: int) -> Budget:
    return Budget(calls, clock=time.clock, sleep=time.sleep)


calls = st.tuples(st.integers(0, 40), st.sampled_from(Priority), st.booleans())
"""Quarter seconds since the call before, priority, and whether it is cancelled a second later."""


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.lists(calls, max_size=60))
def test_promises(limit: int, arrivals: list[tuple[int, Priority, bool]]) -> None:
    asyncio.run(_check_promises(limit, arrivals))


async def _check_promises(limit: int, arrivals: list[tuple[int, Priority, bool]]) -> None:
    time = FakeTime()
    budget = budget_on(time, limit)
    granted: list[tuple[float, Priority, int]] = []

    async def call(priority: Priority, number: int) -> None:
        await budget.acquire(priority)
        granted.append((time.now, priority, number))

    tasks = []
    cancelled = set()
    for number, (quarters, priority, impatient) in enumerate(arrivals):
        await time.advance(quarters / 4)
        tasks.append(asyncio.ensure_future(call(priority, number)))
        await time.settle()
        if impatient and not tasks[-1].done():
            await time.advance(1.0)
            tasks[-1].cancel()
            await time.settle()
            if tasks[-1].cancelled():
                cancelled.add(number)
    await time.advance(WINDOW * (len(arrivals) + 2))

    assert {number for _, _, number in granted} == set(range(len(arrivals))) - cancelled
    assert budget.waiting == 0
    moments = [at for at, _, _ in granted]
    for place, (at, priority, _) in enumerate(granted):
        used = sum(1 for other in moments[:place] if other > at - WINDOW)
        assert used < max(1, int(limit * SHARES[priority]))
    for priority in Priority:
        numbers = [number for _, one, number in granted if one is priority]
        assert numbers == sorted(numbers)


async def test_polls_never_keep_a_reply_waiting() -> None:
    time = FakeTime()
    budget = budget_on(time, 150)
    polls = [asyncio.ensure_future(budget.acquire(Priority.POLL)) for _ in range(400)]
    await time.settle()
    for _ in range(15):
        await asyncio.wait_for(budget.acquire(Priority.SEND), 0.5)
    for poll in polls:
        poll.cancel()
    await asyncio.gather(*polls, return_exceptions=True)
    assert budget.used_last_minute == 75 + 15


async def test_the_more_urgent_goes_first() -> None:
    time = FakeTime()
    budget = budget_on(time, 1)
    order: list[Priority] = []

    async def call(priority: Priority) -> None:
        await budget.acquire(priority)
        order.append(priority)

    await budget.acquire(Priority.SEND)
    tasks = [asyncio.ensure_future(call(priority)) for priority in reversed(Priority)]
    await time.advance(WINDOW * 6)
    await asyncio.gather(*tasks)
    assert order == list(Priority)


async def test_a_cancelled_call_uses_nothing_and_blocks_nobody() -> None:
    time = FakeTime()
    budget = budget_on(time, 1)
    await budget.acquire(Priority.OPEN)
    first = asyncio.ensure_future(budget.acquire(Priority.OPEN))
    second = asyncio.ensure_future(budget.acquire(Priority.OPEN))
    await time.settle()
    first.cancel()
    await time.advance(WINDOW)
    await asyncio.wait_for(second, 0.5)
    assert first.cancelled()
    assert budget.used_last_minute == 1


async def test_a_pause_holds_everything_and_a_shorter_one_does_not_end_it() -> None:
    time = FakeTime()
    budget = budget_on(time, 150)
    budget.pause(30)
    budget.pause(5)
    call = asyncio.ensure_future(budget.acquire(Priority.SEND))
    await time.advance(29.75)
    assert not call.done()
    assert budget.paused_for == 0.25
    await time.advance(0.25)
    await asyncio.wait_for(call, 0.5)
    assert budget.paused_for == 0.0


async def test_use_is_forgotten_after_a_minute() -> None:
    time = FakeTime()
    budget = budget_on(time, 150)
    for _ in range(3):
        await budget.acquire(Priority.OPEN)
        await time.advance(10)
    assert budget.used_last_minute == 3
    await time.advance(30)
    assert budget.used_last_minute == 2


def test_a_budget_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Budget(0)
