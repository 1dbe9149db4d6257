"""The session: who the agent at the keyboard is, and whether the server answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.errors import NotFoundError
from console.services.errors import ErrorKind, ServiceError
from console.services.faults import translated
from console.services.mapping import agent_person
from console.services.records import Person

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.store.store import Store

NO_AGENT = "No agent is known, so nothing can be sent: set LIVEAGENT_AGENT or --agent to your address."


class Session:
    """The agent, known from the cache at once and from the server a moment later."""

    def __init__(self, store: Store, engine: Engine, agent_email: str | None) -> None:
        self._store = store
        self._engine = engine
        self._email = (agent_email or "").strip()
        self._agent = store.people.agent_with(self._email) if self._email else None

    @property
    def agent(self) -> Person | None:
        """The agent; None until somebody asked the server for the first time."""
        return self._agent

    @property
    def agent_id(self) -> str | None:
        """The agent's userid."""
        return self._agent.id if self._agent else None

    @property
    def named(self) -> bool:
        """Whether the settings say who the agent is."""
        return bool(self._email)

    async def identify(self) -> Person:
        """Ask the server who the agent is. Raises `ServiceError`, refused when nobody is named or known by it."""
        return await self._engine.run(self._identify())

    async def sender(self) -> Person:
        """The agent in whose name something is changed; asks the server only when that was never done."""
        return self._agent or await self.identify()

    async def check(self) -> str:
        """The server's version in words."""
        return await self._engine.run(self._check())

    async def _identify(self) -> Person:
        if not self._email:
            raise ServiceError(ErrorKind.REFUSED, "No agent", NO_AGENT)
        with translated():
            client = await self._engine.client()
            try:
                agent = await client.agents.info(self._email)
            except NotFoundError:
                message = f"The server knows no agent {self._email}. Set LIVEAGENT_AGENT or --agent to your address."
                raise ServiceError(ErrorKind.REFUSED, "Unknown agent", message) from None
            if not agent.userid:
                message = f"The server names no userid for {self._email}; nothing can be sent in that name."
                raise ServiceError(ErrorKind.REFUSED, "Unknown agent", message)
            self._agent = agent_person(agent.userid, agent.firstname, agent.lastname, agent.email or self._email)
            self._store.people.put([self._agent])
        return self._agent

    async def _check(self) -> str:
        with translated():
            client = await self._engine.client()
            status = await client.application.status()
        return f"LiveAgent {status.liveagentversion}" if status.liveagentversion else "LiveAgent of unknown version"
