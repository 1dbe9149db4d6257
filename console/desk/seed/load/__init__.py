"""The load set: a help desk of thousands of conversations over three years, the same from the same seed and now."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from console.desk.db import Database, write_setting
from console.desk.events import Desk
from console.desk.filling import begin_filling, end_filling, require_empty
from console.desk.ids import new_id
from console.desk.seed.load import online, people
from console.desk.seed.load.articles import article_rows
from console.desk.seed.load.bulk import bulk_writing, insert_mappings, insert_rows, without_collector
from console.desk.seed.load.plan import Plan, make_plan
from console.desk.seed.load.rows import COLUMNS, event_rows, write_batch
from console.desk.seed.load.sizes import SIZES, Size
from console.desk.seed.load.stage import Stage
from console.desk.seed.load.voices import load_voices
from console.desk.seed.material import read_toml
from console.desk.tables import (
    agent,
    agent_department,
    article,
    customer,
    customer_email,
    customer_membership,
    customers_group,
    department,
    online_stretch,
    sla_level,
    tag,
)

__all__ = ["LOAD_SEED", "SIZES", "Size", "seed_load"]

LOAD_SEED = 1
_BATCH = 1000
"""Conversations of one transaction; there are about ten rows of them each."""

Progress = Callable[[int], None]


def seed_load(
    database: Database, size: Size, *, now: datetime, seed: int = LOAD_SEED, progress: Progress = lambda done: None
) -> None:
    """Fill an empty database, in many transactions; `progress` hears how many conversations there are by now.

    Raises `DeskError` for a database that is not empty.
    """
    rng = random.Random(f"{seed}:desk")
    voices = load_voices(rng)
    everybody = people.make_people(size, voices, rng)
    plan = make_plan(size, everybody, now, rng)
    tags = _tags(size.tags, rng)
    with bulk_writing(database) as connection:
        require_empty(connection)
        begin_filling(connection, "the load set")
        desk = _store_desk(connection, size, everybody, plan, tags, now, rng)
        articles = article_rows(size.articles, everybody, voices, plan.now, rng)
        insert_mappings(connection, article, articles)
    stage = Stage(everybody, plan, voices, {row["name"]: row["id"] for row in tags}, rng)
    for first in range(0, size.conversations, _BATCH):
        numbers = range(first, min(first + _BATCH, size.conversations))
        with without_collector(), bulk_writing(database) as connection:
            _store_batch(connection, stage, desk, numbers, random.Random(f"{seed}:{first}"))
        progress(numbers.stop)
    with database.write() as connection:
        connection.exec_driver_sql("ANALYZE")
        write_setting(connection, "seed", str(seed))
        end_filling(connection)


def _store_desk(
    connection: Connection,
    size: Size,
    everybody: people.People,
    plan: Plan,
    tags: list[dict[str, Any]],
    now: datetime,
    rng: random.Random,
) -> Desk:
    """Store everything but conversations and articles; returns what the conversations refer to."""
    groups = people.group_rows(rng)
    levels = online.level_rows(everybody)
    stretches = online.online_stretches(everybody, now, size.online_days, rng)
    tables: tuple[tuple[Table, list[dict[str, Any]]], ...] = (
        (department, people.department_rows(everybody)),
        (agent, people.agent_rows(everybody)),
        (agent_department, people.presence_rows(everybody, now)),
        (customer, people.customer_rows(everybody, plan.first_seen(size.customers), rng)),
        (customer_email, [{"email": one.email, "customer_id": one.id} for one in everybody.customers]),
        (customers_group, groups),
        (customer_membership, people.membership_rows(everybody, groups, rng)),
        (tag, tags),
        (sla_level, levels),
        (online_stretch, [dict(one.row()) for one in stretches]),
    )
    for table, rows in tables:
        insert_mappings(connection, table, rows)
    return online.desk_of(everybody, levels, stretches, {row["name"]: row["id"] for row in tags})


def _store_batch(connection: Connection, stage: Stage, desk: Desk, numbers: range, rng: random.Random) -> None:
    batch = write_batch(stage, numbers, rng)
    for table, columns in COLUMNS.items():
        insert_rows(connection, table, columns, batch.rows[table])
    for table, rows in event_rows(batch.threads, desk):
        insert_mappings(connection, table, rows)


def _tags(count: int, rng: random.Random) -> list[dict[str, Any]]:
    """Rows of the tags, the most frequent first."""
    data = read_toml("load/desk")["tags"]
    series = (pattern.format(number) for number in range(1, count) for pattern in data["series"])
    names = islice([*data["words"], *series], count)
    return [
        {"id": new_id(rng), "name": name, "color": "FFFFFF", "bg_color": f"{rng.randrange(0x808080):06X}"}
        for name in names
    ]
