"""Agents: who one is, and the token that logs the agent in."""

from __future__ import annotations

from console.contract.agents import READ_AGENT, AgentParams
from console.contract.base import WireRow
from console.desk.context import Context
from console.desk.handling import handles


@handles(READ_AGENT)
def read_agent(ctx: Context, params: AgentParams) -> WireRow:
    """One agent, by e-mail or id."""
    found = ctx.find_agent(params.agentidentifier)
    return {
        "contactid": found.contact_id,
        "userid": found.id,
        "email": found.email,
        "firstname": found.first_name,
        "lastname": found.last_name,
        "systemname": found.system_name,
        "authtoken": found.auth_token,
        "browsercookiename": "A_auth",
        "gender": found.gender,
        "role": found.role,
    }
