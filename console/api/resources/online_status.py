"""Calls on who serves what right now: `client.online_status`."""

from __future__ import annotations

from console.api.budget import Priority
from console.api.resources.base import Calls
from console.contract.base import NoParams
from console.contract.online_status import (
    LIST_AGENTS_ONLINE,
    LIST_DEPARTMENTS_ONLINE,
    AgentOnlineState,
    DepartmentOnlineState,
)


class OnlineStatusCalls(Calls):
    """Who serves what right now."""

    async def agents(self, *, priority: Priority = Priority.POLL) -> list[AgentOnlineState]:
        """What each agent is online for."""
        return await self._call(LIST_AGENTS_ONLINE, NoParams(), priority)

    async def departments(self, *, priority: Priority = Priority.POLL) -> list[DepartmentOnlineState]:
        """What each department serves, and its counters."""
        return await self._call(LIST_DEPARTMENTS_ONLINE, NoParams(), priority)
