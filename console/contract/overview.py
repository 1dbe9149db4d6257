"""Overview: chats and phone calls right now (section 13). Each list has exactly one row."""

from __future__ import annotations

from console.contract.base import Count, NoParams, Record
from console.contract.endpoint import ListEndpoint


class ChatsOverview(Record):
    """The site's visitors and chats at this moment."""

    visitors: Count = 0
    chats: Count = 0
    """Chats that run."""
    queue: Count = 0
    """Visitors who wait for a chat."""
    agents: Count = 0
    """Agents online for chat."""


class CallsOverview(Record):
    """The phone at this moment."""

    running: Count = 0
    ringing: Count = 0
    inqueue: Count = 0


READ_CHATS_OVERVIEW = ListEndpoint(
    "13.1",
    "read_chats_overview",
    "Chats",
    "GET",
    "chats/overview",
    NoParams,
    record=ChatsOverview,
    envelope="chatsOverview",
)
READ_CALLS_OVERVIEW = ListEndpoint(
    "13.2",
    "read_calls_overview",
    "Phone calls",
    "GET",
    "calls/overview",
    NoParams,
    record=CallsOverview,
    envelope="callsOverview",
)
