"""The demo: a year in the life of the help desk of Kestrel & Finch, the same from the same seed and the same now."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, insert

from console.desk.db import Database, write_setting
from console.desk.filling import holds_nothing
from console.desk.ids import new_id
from console.desk.seed import beyond, events, hostile, knowledge, people
from console.desk.seed.build import build_conversations
from console.desk.seed.drafts import Rows
from console.desk.seed.material import read_toml
from console.desk.seed.stage import FIXTURES, Stage
from console.desk.tables import (
    agent,
    agent_department,
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
    tag,
)

__all__ = ["DEMO_NOW", "DEMO_SEED", "FIXTURES", "seed_demo"]

DEMO_NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
"""A Monday, 08:40 in Los Angeles: the clock of screenshots and tests."""

DEMO_SEED = 20261123


def seed_demo(database: Database, *, now: datetime, seed: int = DEMO_SEED) -> None:
    """Fill an empty database with the demo as it stands at `now`, which is best a Monday morning, 08:40 local."""
    rng = random.Random(seed)
    everybody = people.load_people(rng)
    tables: list[tuple[Table, list[dict[str, Any]]]] = [
        (department, people.department_rows()),
        (agent, people.agent_rows(everybody)),
        (agent_department, people.presence_rows(everybody, now.astimezone(UTC))),
        *_customer_tables(everybody, now, rng),
        (article, knowledge.article_rows(now, rng)),
    ]
    tag_ids, tag_rows = _tags(rng)
    rows = Rows()
    stage = Stage(everybody, now.astimezone(UTC), rng)
    for draft in sorted(build_conversations(stage), key=lambda one: one.first_at):
        rows.take(draft, rng, tag_ids)
    tables += [
        (tag, tag_rows),
        (conversation, rows.conversations),
        (conversation_field, rows.fields),
        (conversation_tag, rows.tags),
        (message_group, rows.groups),
        (message, rows.messages),
        *beyond.beyond_tables(everybody, now),
        *events.event_tables(everybody, rows, tag_ids, now, random.Random(f"{seed}:events")),
    ]
    with database.write() as connection:
        if not holds_nothing(connection):
            return
        for table, table_rows in tables:
            connection.execute(insert(table), table_rows)
        write_setting(connection, "seed", str(seed))


def _customer_tables(
    everybody: people.People, now: datetime, rng: random.Random
) -> list[tuple[Table, list[dict[str, Any]]]]:
    group_ids = {row["name"]: new_id(rng) for row in read_toml("desk")["group"]}
    groups = [{"id": group_ids[row["name"]], **row} for row in read_toml("desk")["group"]]
    customers = everybody.customers
    emails = [{"email": email.lower(), "customer_id": one.id} for one in customers for email in one.emails]
    fields = [
        {"customer_id": one.id, "code": code, "value": value} for one in customers for code, value in one.fields
    ]  # fmt: skip
    members = [{"customer_id": one.id, "group_id": group_ids[name]} for one in customers for name in one.groups]
    return [
        (customer, people.customer_rows(everybody, now, rng)),
        (customer_email, emails),
        (customer_field, fields),
        (customers_group, groups),
        (customer_membership, members),
    ]


def _tags(rng: random.Random) -> tuple[dict[str, str], list[dict[str, Any]]]:
    colours = {**read_toml("desk")["tags"], **dict.fromkeys(hostile.tag_names(), "444444")}
    rows = [
        {"id": new_id(rng), "name": name, "color": "FFFFFF", "bg_color": colour} for name, colour in colours.items()
    ]  # fmt: skip
    return {row["name"]: row["id"] for row in rows}, rows
