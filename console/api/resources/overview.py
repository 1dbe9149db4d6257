"""Calls on chats and phone calls right now: `client.overview`."""

from __future__ import annotations

from console.api.budget import Priority
from console.api.resources.base import Calls
from console.contract.base import NoParams
from console.contract.overview import READ_CALLS_OVERVIEW, READ_CHATS_OVERVIEW, CallsOverview, ChatsOverview


class OverviewCalls(Calls):
    """Counters of this moment. The API answers lists of one row; a server that has none to say counts nothing."""

    async def chats(self, *, priority: Priority = Priority.POLL) -> ChatsOverview:
        """Visitors, chats, and who waits for one."""
        rows = await self._call(READ_CHATS_OVERVIEW, NoParams(), priority)
        return rows[0] if rows else ChatsOverview()

    async def calls(self, *, priority: Priority = Priority.POLL) -> CallsOverview:
        """Phone calls that run, ring and wait."""
        rows = await self._call(READ_CALLS_OVERVIEW, NoParams(), priority)
        return rows[0] if rows else CallsOverview()
