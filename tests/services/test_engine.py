"""The engine's loop: errors of callbacks are logged, but for the one that is none."""

from __future__ import annotations

import asyncio

import pytest

from console.services.engine import Engine


async def nowhere() -> None:
    """No client is needed here."""


async def test_a_wait_that_ends_twice_is_no_error_and_others_are(caplog: pytest.LogCaptureFixture) -> None:
    engine = Engine(nowhere)  # type: ignore[arg-type]

    async def end_twice() -> None:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        for _ in range(2):
            loop.call_soon(future.set_result, None)
        await future
        await asyncio.sleep(0)

    async def fail() -> None:
        asyncio.get_running_loop().call_soon([].pop)
        await asyncio.sleep(0)

    try:
        await engine.run(end_twice())
        assert not caplog.records
        await engine.run(fail())
        assert "pop from empty list" in caplog.text
    finally:
        engine.stop()
