"""The desk's tables. Times are UTC epoch seconds; ids are opaque text; letters are those of the contract."""

from __future__ import annotations

from console.desk.tables.base import metadata
from console.desk.tables.beyond import (
    ADDED_COLUMNS,
    company,
    customer_unique_field,
    file,
    knowledgebase,
    registration_mail,
    widget,
)
from console.desk.tables.core import (
    agent,
    agent_department,
    api_key,
    article,
    conversation,
    conversation_field,
    conversation_tag,
    customer,
    customer_email,
    customer_field,
    customer_membership,
    customers_group,
    department,
    message,
    message_group,
    outgoing_mail,
    setting,
    tag,
)
from console.desk.tables.events import (
    event,
    load_stretch,
    online_stretch,
    rating,
    sla_clock,
    sla_level,
    tag_stretch,
)
from console.desk.tables.wire import answered_call, key_use

EVENT_TABLES = (event, online_stretch, load_stretch, tag_stretch, rating, sla_level, sla_clock)
"""What the reports compute from."""

__all__ = [
    "ADDED_COLUMNS",
    "EVENT_TABLES",
    "agent",
    "agent_department",
    "answered_call",
    "api_key",
    "article",
    "company",
    "conversation",
    "conversation_field",
    "conversation_tag",
    "customer",
    "customer_email",
    "customer_field",
    "customer_membership",
    "customer_unique_field",
    "customers_group",
    "department",
    "event",
    "file",
    "key_use",
    "knowledgebase",
    "load_stretch",
    "message",
    "message_group",
    "metadata",
    "online_stretch",
    "outgoing_mail",
    "rating",
    "registration_mail",
    "setting",
    "sla_clock",
    "sla_level",
    "tag",
    "tag_stretch",
    "widget",
]
