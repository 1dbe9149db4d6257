"""The demo as a whole: how many there are of what, and that it is the same every time."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Row, func, select

from console.contract.enums import ConversationStatus, GroupType
from console.contract.zone import DEFAULT_ZONE
from console.desk.db import Database
from console.desk.seed import DEMO_NOW, seed_demo
from console.desk.seed.hostile import tag_names
from console.desk.seed.material import load_material
from console.desk.seed.people import OFFLINE_DEPARTMENT
from console.desk.tables import (
    agent,
    agent_department,
    article,
    conversation,
    conversation_field,
    customer,
    customer_email,
    customers_group,
    department,
    message,
    message_group,
    metadata,
    tag,
)

NOW = int(DEMO_NOW.timestamp())
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo() -> Iterator[Database]:
    """The demo, read only."""
    opened = Database.open("sqlite://")
    seed_demo(opened, now=DEMO_NOW)
    yield opened
    opened.close()


def rows(database: Database, query: Any) -> list[Row[Any]]:
    with database.read() as connection:
        return list(connection.execute(query).all())


def everything(now: datetime, seed: int) -> dict[str, list[tuple[Any, ...]]]:
    database = Database.open("sqlite://", clock=lambda: now)
    seed_demo(database, now=now, seed=seed)
    with database.read() as connection:
        dump = {
            table.name: [tuple(row) for row in connection.execute(select(table))] for table in metadata.sorted_tables
        }
    database.close()
    return dump


def test_now_is_a_monday_morning() -> None:
    local = DEMO_NOW.astimezone(ZoneInfo(DEFAULT_ZONE))
    assert (local.strftime("%A"), local.hour, local.minute) == ("Monday", 8, 40)


def test_same_seed_same_rows() -> None:
    assert everything(DEMO_NOW, 7) == everything(DEMO_NOW, 7)


def test_same_rows_in_every_process() -> None:
    digest = "from tests.desk.test_seed import *; import hashlib; "
    digest += "print(hashlib.sha256(repr(everything(DEMO_NOW, 7)).encode()).hexdigest())"
    found = set()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run(
            [sys.executable, "-c", digest], env=environment, cwd=ROOT, check=True, capture_output=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_another_seed_is_another_demo() -> None:
    assert everything(DEMO_NOW, 7)["conversation"] != everything(DEMO_NOW, 8)["conversation"]


def test_it_moves_with_now() -> None:
    later = everything(DEMO_NOW + timedelta(days=70), 7)
    moved = int((DEMO_NOW + timedelta(days=70)).timestamp())
    assert max(row[-1] for row in later["conversation"]) <= moved
    assert max(row[-1] for row in later["conversation"]) > moved - 3600


def test_conversations_by_status_and_channel(demo: Database) -> None:
    found = rows(demo, select(conversation.c.status, conversation.c.channel))
    assert Counter(row.status for row in found) == Counter(N=46, C=58, A=62, R=104, W=14, X=6, B=7, T=2, P=1)
    social = Counter("social" if row.channel in "FT" else row.channel for row in found)
    assert social == Counter(E=196 + 4, M=34, B=36, C=22, social=8)


def test_internal_conversations_begin_with_a_note(demo: Database) -> None:
    begin = select(conversation.c.id).join(message_group).where(message_group.c.position == 0)
    internal = rows(demo, begin.where(message_group.c.rtype == GroupType.INTERNAL.value))
    assert len(internal) == 4


def test_languages(demo: Database) -> None:
    query = select(conversation_field.c.value).where(conversation_field.c.code == "language")
    found = Counter(row.value for row in rows(demo, query))
    assert found == Counter(de=28, fr=16, es=12, pl=8, ja=8, zh=6, ar=6, he=3, ru=4, tr=3)
    assert 300 - found.total() == 206


def test_length_of_threads(demo: Database) -> None:
    counts = Counter(row.conversation_id for row in rows(demo, select(message_group.c.conversation_id)))
    lengths = list(counts.values())
    assert len(lengths) == 300
    assert 140 <= sum(length <= 3 for length in lengths) <= 160
    assert 90 <= sum(4 <= length <= 8 for length in lengths) <= 110
    assert sum(length >= 9 for length in lengths) >= 40


def test_people(demo: Database) -> None:
    customers = rows(demo, select(customer))
    assert Counter(row.role for row in customers) == Counter(R=120, V=60)
    assert sum(not row.first_name and not row.last_name for row in customers) == 9
    assert sum((row.first_name, row.last_name) == ("Sam", "Delaney") for row in customers) == 4
    assert Counter(row.company_id for row in customers if row.company_id).most_common(1)[0][1] == 14
    addresses = Counter(row.customer_id for row in rows(demo, select(customer_email.c.customer_id)))
    assert sorted(addresses.values())[-4:] == [1, 2, 2, 2]
    owners = Counter(row.owner_id for row in rows(demo, select(conversation.c.owner_id)))
    vip = rows(demo, select(customer.c.id).where(customer.c.email == "jana@example.com"))[0].id
    assert owners[vip] == 38
    assert owners.most_common(1)[0][0] == vip


def test_agents_and_departments(demo: Database) -> None:
    agents = rows(demo, select(agent))
    assert Counter(row.role for row in agents) == Counter(O=1, D=2, A=11)
    assert max(len(f"{row.first_name} {row.last_name}") for row in agents) == 40
    assert Counter(row.first_name for row in agents).most_common(1)[0][1] == 2
    served = rows(demo, select(agent_department))
    assert sum(row.agent_id == "agAnaKov" for row in served) == 3
    assert len({row.agent_id for row in served if row.online}) == 9
    assert not any(row.online for row in served if row.department_id == OFFLINE_DEPARTMENT)
    departments = rows(demo, select(department))
    assert len([row for row in departments if row.deleted == "N"]) == 7
    assert [row.name for row in departments if row.deleted == "Y"] == ["Old Warranty"]
    assert [row.name for row in departments if row.preset == "T"] == ["Sales"]


def test_tags_groups_and_articles(demo: Database) -> None:
    names = [row.name for row in rows(demo, select(tag.c.name))]
    assert len(set(names) - set(tag_names())) == 26
    assert len(rows(demo, select(customers_group))) == 8
    articles = rows(demo, select(article).where(article.c.rtype.in_(["A", "C"])))
    assert Counter(row.rtype for row in articles) == Counter(A=52, C=9)
    categories = {row.id for row in articles if row.rtype == "C"}
    assert {row.parent_id for row in articles if row.rtype == "A"} == categories
    assert [row.rstatus for row in articles].count("D") == 1
    contents = " ".join(row.content for row in articles)
    assert all(mark in contents for mark in ("<ol>", "<ul>", "<table", "<pre><code>"))


def test_only_invented_addresses(demo: Database) -> None:
    allowed = re.compile(r"example\.(com|org)|([\w-]+\.)*test|([\w-]+\.)?(kestrel\.example)")
    texts = [row.body for row in rows(demo, select(message.c.body))]
    texts += [row.email for row in rows(demo, select(customer_email.c.email))]
    found = {host.rstrip(".") for text in texts for host in re.findall(r"[\w+-]@([\w.-]+\w)", text)}
    assert [host for host in found if not allowed.fullmatch(host)] == []
    links = {host for text in texts for host in re.findall(r"https?://([\w.-]+)", text)}
    assert [host for host in links if not allowed.fullmatch(host)] == []


def test_no_slot_is_left(demo: Database) -> None:
    slots = "first|name|order|lamp|speaker|amount|day|invoice|rma|ref|sku|agent|department|when"
    bodies = [row.body for row in rows(demo, select(message.c.body))]
    subjects = [row.subject for row in rows(demo, select(conversation.c.subject))]
    left = [text for text in bodies + subjects if re.search(r"\{(" + slots + r")\}", text)]
    assert left == []


def test_no_subject_comes_twice(demo: Database) -> None:
    subjects = Counter(row.subject for row in rows(demo, select(conversation.c.subject)))
    assert subjects.most_common(1)[0][1] == 1


def test_nobody_waits_longer_than_the_cracked_lamp(demo: Database) -> None:
    waiting = [status.value for status in ConversationStatus if status.waiting]
    last = func.max(message.c.created).label("last")
    query = select(conversation.c.subject, last).join(customer, customer.c.id == conversation.c.owner_id)
    query = query.join(
        message, (message.c.conversation_id == conversation.c.id) & (message.c.user_id == customer.c.user_id)
    )
    query = query.where(conversation.c.status.in_(waiting)).group_by(conversation.c.id).order_by(last)
    found = rows(demo, query)
    assert [row.subject for row in found[:4]] == [
        "Lamp arrived cracked",
        "Charged twice in October",
        "App forgets the room names",
        "Rechnung ohne USt-IdNr.",
    ]
    assert NOW - found[0].last < 2.5 * 3600


def test_times_are_in_order_and_past(demo: Database) -> None:
    assert rows(demo, select(message).where(message.c.created > NOW)) == []
    assert rows(demo, select(conversation).where(conversation.c.changed > NOW)) == []
    groups = rows(demo, select(message_group).order_by(message_group.c.conversation_id, message_group.c.position))
    pairs = itertools.pairwise(groups)
    backwards = [one for one, two in pairs if one.conversation_id == two.conversation_id and one.created > two.created]
    assert backwards == []


def test_outage_within_two_hours(demo: Database) -> None:
    subjects = [subject for subject, _ in load_material().outage.reports]
    found = rows(demo, select(conversation.c.created).where(conversation.c.subject.in_(subjects)))
    assert len(found) == 23
    assert max(row.created for row in found) - min(row.created for row in found) < 2 * 3600


def test_saturday_evening_is_the_peak(demo: Database) -> None:
    zone = ZoneInfo(DEFAULT_ZONE)
    week = rows(demo, select(conversation.c.created).where(conversation.c.created > NOW - 6 * 86_400))
    times = [datetime.fromtimestamp(row.created, UTC).astimezone(zone) for row in week]
    evenings = Counter(time.strftime("%A") for time in times if 17 <= time.hour < 22)
    assert evenings["Saturday"] >= 25
    assert evenings["Saturday"] > 2 * evenings["Friday"]


@pytest.mark.parametrize("hours", [0, 24 * 100, 24 * 200 + 5])
def test_any_now_is_a_good_now(hours: int) -> None:
    now = DEMO_NOW + timedelta(hours=hours)
    dump = everything(now, 3)
    assert len(dump["conversation"]) == 300
