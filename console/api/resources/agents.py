"""Calls on agents: `client.agents`."""

from __future__ import annotations

from console.api.budget import Priority
from console.api.resources.base import Calls
from console.contract.agents import READ_AGENT, Agent, AgentParams


class AgentCalls(Calls):
    """Agents are named by e-mail or userid."""

    async def info(self, agent: str, *, priority: Priority = Priority.OPEN) -> Agent:
        """One agent; raises `NotFoundError`."""
        return await self._call(READ_AGENT, AgentParams(agentidentifier=agent), priority)
