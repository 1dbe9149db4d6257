"""The tables of what happened: moments, stretches of time, SLA clocks and ratings, from which the reports compute.

Who, where and how is written into each row as it was then, so that a report reads one table, by time.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from console.desk.tables.base import metadata, reference

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(24), nullable=False),
    reference("conversation_id", "conversation.id", nullable=True),
    Column("department_id", String(64)),
    Column("agent_id", String(64)),
    Column("channel", String(1)),
    Column("seconds", BigInteger),
    Column("business", BigInteger),
    Index("event_by_time", "at"),
)
"""Moments. `kind` is one of `console.desk.events.Kind`; `seconds` is how long it took, `business` how many of them were
SLA business hours."""

online_stretch = Table(
    "online_stretch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("agent_id", String(64), ForeignKey("agent.id", ondelete="CASCADE"), nullable=False),
    Column("department_id", String(64), ForeignKey("department.id", ondelete="CASCADE"), nullable=False),
    Column("service", String(1), nullable=False),
    Column("from_at", BigInteger, nullable=False),
    Column("to_at", BigInteger),
    Column("reach", BigInteger, nullable=False, default=0),
    Index("online_stretch_by_reach", "reach", "from_at"),
    Index("online_stretch_by_agent", "agent_id", "to_at"),
)
"""How long an agent was online for a service in a department; `to_at` is null while it goes on.

`reach` is the least of a few fixed lengths that covers the stretch, 0 while it goes on (see
`console.desk.events.stretches`): by it a range of time finds what reaches into it without reading all that was before.
"""

load_stretch = Table(
    "load_stretch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("load", String(16), nullable=False),
    reference("conversation_id", "conversation.id"),
    Column("department_id", String(64)),
    Column("agent_id", String(64)),
    Column("from_at", BigInteger, nullable=False),
    Column("to_at", BigInteger),
    Column("reach", BigInteger, nullable=False, default=0),
    Index("load_stretch_by_reach", "load", "reach", "from_at"),
)
"""How long a conversation waited or was served, with one agent or none in one department; `load` says which of the
kinds in `console.desk.events.Load`."""

tag_stretch = Table(
    "tag_stretch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    reference("conversation_id", "conversation.id"),
    reference("tag_id", "tag.id"),
    Column("from_at", BigInteger, nullable=False),
    Column("to_at", BigInteger),
)
"""How long a tag was on a conversation; `to_at` is null while it is."""

rating = Table(
    "rating",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("kind", String(1), nullable=False),
    reference("conversation_id", "conversation.id"),
    Column("agent_id", String(64)),
    Column("customer_id", String(64)),
    Column("comment", Text, nullable=False, default=""),
)
"""What customers thought of it; `kind` is a letter of `console.contract.enums.Rating`."""

sla_level = Table(
    "sla_level",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False, default=0),
    Column("service", String(1), nullable=False),
    reference("department_id", "department.id", nullable=True, index=False),
    Column("first_seconds", Integer),
    Column("next_seconds", Integer),
    Column("hours", Text, nullable=False, default=""),
)
"""How soon somebody has to answer, and during which hours of the week (see `console.desk.events.hours`).

A level without a department is that of every department which has none of its own for the service. `first_seconds`
counts for what is New, rings or queues, `next_seconds` for what is Open again; null: no such limit.
"""

sla_clock = Table(
    "sla_clock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("service", String(1), nullable=False),
    reference("conversation_id", "conversation.id"),
    Column("department_id", String(64)),
    Column("agent_id", String(64)),
    Column("customer_id", String(64)),
    Column("level_id", String(64), nullable=False),
    Column("opened", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("closed", BigInteger),
    Index("sla_clock_by_close", "service", "closed"),
)
"""SLA times: `closed` is null while the clock runs; `agent_id` is who had it when it was closed."""
