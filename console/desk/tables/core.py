"""The tables of what a help desk holds: people, conversations, messages, tags and articles, with keys and settings."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from console.desk.tables.base import metadata, reference

setting = Table(
    "setting",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Schema version, zone, seed, state of the live play."""

api_key = Table(
    "api_key",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)
"""Keys by SHA-256 digest; the key itself is nowhere."""

department = Table(
    "department",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("preset", String(8), nullable=False, default="M"),
    Column("deleted", String(1), nullable=False, default="N"),
    Column("position", Integer, nullable=False, default=0),
)

agent = Table(
    "agent",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("contact_id", String(64), nullable=False, unique=True),
    Column("email", Text, nullable=False, unique=True),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("system_name", Text, nullable=False, default=""),
    Column("auth_token", Text, nullable=False, default=""),
    Column("gender", String(1), nullable=False, default=""),
    Column("role", String(1), nullable=False, default="A"),
    Column("avatar_url", Text, nullable=False, default=""),
    Column("chat_slots", Integer, nullable=False, default=0),
    Column("shift_start", Integer),
    Column("shift_end", Integer),
)
"""`shift_start` and `shift_end` are minutes after UTC midnight, used by the live play."""

agent_department = Table(
    "agent_department",
    metadata,
    Column("agent_id", String(64), ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column("department_id", String(64), ForeignKey("department.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("preset", String(8), nullable=False, default="M"),
    Column("online", String(8), nullable=False, default=""),
)
"""What an agent is set to do, and is online for now, in a department: letters of the contract."""

customer = Table(
    "customer",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("user_id", String(64), nullable=False, unique=True),
    Column("email", Text, index=True),
    Column("first_name", Text, nullable=False, default=""),
    Column("last_name", Text, nullable=False, default=""),
    Column("system_name", Text, nullable=False, default=""),
    Column("auth_token", Text, nullable=False, default=""),
    Column("role", String(1), nullable=False, default="V"),
    Column("gender", String(1), nullable=False, default=""),
    Column("phone", Text),
    Column("note", Text),
    Column("company_id", String(64)),
    Column("deleted", String(1), nullable=False, default="N", server_default="N"),
    Column("created", BigInteger, nullable=False),
)
"""`email` is lower case; further addresses are in `customer_email`.

Of a deleted customer nothing is kept but the ids, which messages and events name.
"""

customer_email = Table(
    "customer_email",
    metadata,
    Column("email", Text, primary_key=True),
    reference("customer_id", "customer.id"),
)
"""Every address of every customer, lower case, the first one too."""

customer_field = Table(
    "customer_field",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    reference("customer_id", "customer.id"),
    Column("code", Text, nullable=False),
    Column("value", Text, nullable=False),
)

customers_group = Table(
    "customers_group",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("color", String(16), nullable=False, default="FFFFFF"),
    Column("bg_color", String(16), nullable=False, default="808080"),
)

customer_membership = Table(
    "customer_membership",
    metadata,
    Column("customer_id", String(64), ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("group_id", String(64), ForeignKey("customers_group.id", ondelete="CASCADE"), primary_key=True, index=True),
)

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("public_code", String(32), nullable=False, unique=True),
    reference("owner_id", "customer.id", nullable=True),
    reference("department_id", "department.id", nullable=True, index=False),
    reference("assigned_to", "agent.id", nullable=True),
    Column("status", String(1), nullable=False),
    Column("channel", String(1), nullable=False, default="E"),
    Column("subject", Text, nullable=False, default=""),
    Column("preview", Text, nullable=False, default=""),
    Column("owner_note", Text),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Index("conversation_by_change", "department_id", "changed"),
    Index("conversation_by_creation", "department_id", "created"),
    Index("conversation_by_status", "department_id", "status"),
)

conversation_field = Table(
    "conversation_field",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    reference("conversation_id", "conversation.id"),
    Column("code", Text, nullable=False),
    Column("value", Text, nullable=False),
)

tag = Table(
    "tag",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("color", String(16), nullable=False, default="FFFFFF"),
    Column("bg_color", String(16), nullable=False, default="808080"),
)

conversation_tag = Table(
    "conversation_tag",
    metadata,
    Column("conversation_id", String(64), ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", String(64), ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, index=True),
)

message_group = Table(
    "message_group",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("user_id", String(64), nullable=False),
    Column("rtype", String(4), nullable=False),
    Column("rstatus", String(4), nullable=False, default="V"),
    Column("created", BigInteger, nullable=False),
    Column("finished", BigInteger, nullable=False),
    UniqueConstraint("conversation_id", "position", name="message_group_order"),
)
"""`user_id` is an agent's id, a customer's `user_id`, or the system user."""

message = Table(
    "message",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("group_id", String(64), ForeignKey("message_group.id", ondelete="CASCADE"), nullable=False),
    Column("conversation_id", String(64), ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("user_id", String(64), nullable=False),
    Column("rtype", String(4), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("mail_id", Text),
    Index("message_by_conversation", "conversation_id", "group_id", "position"),
)

outgoing_mail = Table(
    "outgoing_mail",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    reference("conversation_id", "conversation.id"),
    Column("message_id", String(64), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("mail_id", Text),
    Column("created", BigInteger, nullable=False),
)
"""What a real installation would have mailed to customers; the desk mails nothing."""

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kb_id", String(64), nullable=False, default="kb_defa"),
    Column("parent_id", Integer, nullable=False, default=0, index=True),
    Column("rtype", String(1), nullable=False, default="A"),
    Column("rstatus", String(1), nullable=False, default="P"),
    Column("access", String(1), nullable=False, default="P"),
    Column("url_code", Text, nullable=False),
    Column("tree_path", Text, nullable=False),
    Column("position", Integer, nullable=False, default=0),
    Column("title", Text, nullable=False),
    Column("keywords", Text, nullable=False, default=""),
    Column("description", Text, nullable=False, default=""),
    Column("content", Text, nullable=False, default=""),
    Column("content_text", Text, nullable=False, default=""),
    Column("views", Integer, nullable=False, default=0),
    Column("votes", Integer, nullable=False, default=0),
    Column("deleted", String(1), nullable=False, default="N", server_default="N"),
    Column("author_id", String(64)),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
)
"""Entries of the knowledge base: articles, categories and suggestions.

`content` is HTML, `content_text` the same as text for search; `author_id` is the user id of whoever suggested it.
"""
