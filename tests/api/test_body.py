"""Reading a body in bounds, however it is packed and cut."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.api.body import BodyError, read_body

MB = 1024 * 1024


async def chunks(data: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


@given(st.binary(max_size=4000), st.integers(1, 500), st.booleans())
async def test_packed_or_not_the_body_is_whole(body: bytes, size: int, packed: bool) -> None:
    sent = gzip.compress(body) if packed else body
    assert await read_body(chunks(sent, size), "GZip" if packed else "", 4000) == body


async def test_a_small_body_never_becomes_a_large_one_in_memory() -> None:
    bomb = gzip.compress(bytes(64 * MB), 9)
    tracemalloc.start()
    try:
        with pytest.raises(BodyError, match="longer than 1 MB"):
            await read_body(chunks(bomb, len(bomb)), "gzip", MB)
        assert tracemalloc.get_traced_memory()[1] < 8 * MB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("over", [0, 1])
async def test_the_limit_itself_is_allowed(over: int) -> None:
    for encoding, sent in (("", bytes(MB + over)), ("gzip", gzip.compress(bytes(MB + over)))):
        if over:
            with pytest.raises(BodyError, match="longer"):
                await read_body(chunks(sent, 4096), encoding, MB)
        else:
            assert len(await read_body(chunks(sent, 4096), encoding, MB)) == MB
