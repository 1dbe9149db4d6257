"""The handlers of all calls, one module a resource; importing this registers them."""

from __future__ import annotations

from console.desk.handlers import (
    agents,
    application,
    conversation_changes,
    conversation_tags,
    conversations,
    customers,
    customers_groups,
    departments,
    knowledgebase,
    messages,
    online_status,
)
from console.desk.handling import HANDLERS

__all__ = [
    "HANDLERS",
    "agents",
    "application",
    "conversation_changes",
    "conversation_tags",
    "conversations",
    "customers",
    "customers_groups",
    "departments",
    "knowledgebase",
    "messages",
    "online_status",
]
