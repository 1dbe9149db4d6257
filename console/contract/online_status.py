"""Online status of agents and departments (section 8)."""

from __future__ import annotations

from console.contract.base import Count, NoParams, Record, Text
from console.contract.endpoint import ListEndpoint


class AgentOnlineState(Record):
    """What an agent is online for: letters in any order, empty (or F on some servers) when offline."""

    id: Text = ""
    contactid: Text = ""
    username: Text = ""
    firstname: Text = ""
    lastname: Text = ""
    avatar_url: Text = ""
    onlineStatus: Text = ""  # noqa: N815 - the wire name


class DepartmentOnlineState(Record):
    """What a department serves now, and its five counters; the counters' meaning is [chosen]."""

    id: Text = ""
    name: Text = ""
    onlineStatus: Text = ""  # noqa: N815 - the wire name
    presetStatus: Text = ""  # noqa: N815 - the wire name
    chat_count: Count = 0
    new_count: Count = 0
    customer_reply_count: Count = 0
    total_count: Count = 0
    max_count: Count = 0


LIST_AGENTS_ONLINE = ListEndpoint(
    "8.1",
    "list_agents_online",
    "Agents",
    "GET",
    "onlinestatus/agents",
    NoParams,
    record=AgentOnlineState,
    envelope="agentsOnlineStates",
)
LIST_DEPARTMENTS_ONLINE = ListEndpoint(
    "8.2",
    "list_departments_online",
    "Departments",
    "GET",
    "onlinestatus/departments",
    NoParams,
    record=DepartmentOnlineState,
    envelope="departmentsOnlineStates",
)
