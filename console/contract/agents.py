"""Agents: one call (section 1)."""

from __future__ import annotations

from console.contract.base import Params, Record, Text
from console.contract.endpoint import ObjectEndpoint
from console.contract.enums import AgentRole, Gender


class AgentParams(Params):
    """Which agent: e-mail or userid."""

    agentidentifier: str


class Agent(Record):
    """An agent. `authtoken` logs the agent in to the panel: never show, store or log it."""

    contactid: Text = ""
    userid: Text = ""
    email: Text = ""
    firstname: Text = ""
    lastname: Text = ""
    systemname: Text = ""
    authtoken: Text = ""
    browsercookiename: Text = ""
    gender: Gender = Gender.UNSPECIFIED
    role: AgentRole = AgentRole.AGENT

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        return [(name, value) for name, value in super().__repr_args__() if name != "authtoken"]


READ_AGENT = ObjectEndpoint(
    "1.1",
    "read_agent",
    "Retrieves agent info and auth token",
    "GET",
    "agents/{agentidentifier}",
    AgentParams,
    record=Agent,
)
