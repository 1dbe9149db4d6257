"""The call on the server itself: `client.application`."""

from __future__ import annotations

from console.api.budget import Priority
from console.api.resources.base import Calls
from console.contract.application import READ_APPLICATION_STATUS, ApplicationStatus
from console.contract.base import NoParams


class ApplicationCalls(Calls):
    """The server itself."""

    async def status(self, *, priority: Priority = Priority.OPEN) -> ApplicationStatus:
        """Its versions and its clock; also the cheapest way to try address and key."""
        return await self._call(READ_APPLICATION_STATUS, NoParams(), priority)
