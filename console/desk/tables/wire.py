"""Tables of the wire itself: what was answered to calls that may be repeated, and how often keys were used."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from console.desk.tables.base import metadata

answered_call = Table(
    "answered_call",
    metadata,
    Column("key_id", String(64), primary_key=True),
    Column("once", String(255), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Index("answered_call_by_time", "created"),
)
"""Calls with an `Idempotency-Key` (`once`): a digest of what was asked, and the answer's tree as JSON."""

key_use = Table(
    "key_use",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key_id", String(64), nullable=False),
    Column("process", String(64), nullable=False),
    Column("second", BigInteger, nullable=False, index=True),
    Column("calls", Integer, nullable=False),
)
"""Calls of the last minute with busy keys, as the server processes on this database tell each other."""
