"""Lists that come in pages: how they are walked through, and when they end (section 0.7)."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Hashable
from typing import Any, Generic, TypeVar

M = TypeVar("M")

LARGEST_PAGE = 1000
"""Rows; servers cut what is above, and a page that was cut looks like the last one."""

_REMEMBERED = 4
"""Pages."""


class Rows(Generic[M]):
    """The rows of a list: `async for` asks for them page by page, `await` collects them all.

    Nothing is asked before the first row is wanted. There is no count anywhere, so the first page with fewer rows than
    asked for is the last one. Lists may change between two pages: a row that comes again is left out, one that moved
    in front of the page that was asked for is missed. Servers that know no pages answer with everything, which ends it
    as well. Only the identities of the last few pages are remembered, however long the list.
    """

    def __init__(
        self,
        ask: Callable[[int, int], Awaitable[list[M]]],
        *,
        page_size: int,
        identity: Callable[[M], Hashable | None],
        offset: int = 0,
        limit: int | None = None,
    ) -> None:
        """`ask` takes how many rows to answer and how many to leave out in front; `identity` is what a row is known by
        when it comes again, None when nothing is. `limit` is how many rows to answer in all.
        """
        if not 1 <= page_size <= LARGEST_PAGE:
            message = f"a page has 1 to {LARGEST_PAGE} rows"
            raise ValueError(message)
        self._ask = ask
        self._page_size = page_size
        self._identity = identity
        self._offset = offset
        self._limit = limit

    def __aiter__(self) -> AsyncIterator[M]:
        return self._rows()

    def __await__(self) -> Generator[Any, None, list[M]]:
        return self._collect().__await__()

    async def pages(self) -> AsyncIterator[list[M]]:
        """The rows a page at a time; no page is empty."""
        recent, before = _Recent(), list[M]()
        offset, left = self._offset, self._limit
        while left is None or left > 0:
            size = self._page_size if left is None else min(self._page_size, left)
            rows = await self._ask(size, offset)
            fresh = recent.new_of(rows, self._identity)
            if not fresh or rows == before:
                return
            yield fresh if left is None else fresh[:left]
            if len(rows) != size:
                return
            offset, before = offset + size, rows
            left = None if left is None else left - len(fresh)

    async def _rows(self) -> AsyncIterator[M]:
        async for page in self.pages():
            for row in page:
                yield row

    async def _collect(self) -> list[M]:
        return [row async for row in self]


class _Recent:
    """Identities of the last few pages."""

    def __init__(self) -> None:
        self._pages: deque[set[Hashable]] = deque(maxlen=_REMEMBERED)

    def new_of(self, rows: list[M], identity: Callable[[M], Hashable | None]) -> list[M]:
        """The rows of the next page that did not come lately. Rows without an identity are always new."""
        page: set[Hashable] = set()
        self._pages.append(page)
        fresh = []
        for row in rows:
            name = identity(row)
            if name is None or not any(name in seen for seen in self._pages):
                fresh.append(row)
            page.add(name)
        return fresh
