"""The load set: the same bytes from the same seed and now, and the proportions that measurements count on."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Row, func, select

from console.desk.checking import check_database
from console.desk.db import Database
from console.desk.errors import DeskError
from console.desk.filling import is_empty
from console.desk.seed import DEMO_NOW
from console.desk.seed.load import SIZES, rhythm, seed_load
from console.desk.seed.load import plan as plans
from console.desk.seed.load.chance import Ids, zipf_shares
from console.desk.seed.material import read_toml
from console.desk.tables import (
    agent,
    agent_department,
    article,
    conversation,
    conversation_tag,
    customer,
    department,
    event,
    message,
    message_group,
    metadata,
    tag,
)
from tests.hygiene.source import ROOT

NOW = int(DEMO_NOW.timestamp())
DAY = 86_400
SIZE = SIZES["1k"]


def load(url: str, *, seed: int = 1) -> Database:
    """The smallest size in a new database."""
    opened = Database.open(url, clock=lambda: DEMO_NOW)
    seed_load(opened, SIZE, now=DEMO_NOW, seed=seed)
    return opened


def digest(database: Database) -> str:
    """A digest of every row of every table, in the order in which they lie there."""
    found = hashlib.sha256()
    with database.read() as connection:
        for table in metadata.sorted_tables:
            key = table.primary_key.columns
            for row in connection.execute(select(table).order_by(*key)):
                found.update(repr(tuple(row)).encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def loaded() -> Iterator[Database]:
    """The smallest size, read only."""
    opened = load("sqlite://")
    yield opened
    opened.close()


def rows(database: Database, query: Any) -> list[Row[Any]]:
    with database.read() as connection:
        return list(connection.execute(query).all())


def test_same_seed_same_rows_in_every_process(loaded: Database) -> None:
    program = "from tests.desk.test_load_seed import *; print(digest(load('sqlite://')))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == digest(loaded)


def test_another_seed_is_another_desk(loaded: Database) -> None:
    with closing(load("sqlite://", seed=2)) as other:
        assert digest(other) != digest(loaded)


def test_postgresql_gets_the_same_rows(loaded: Database, empty_postgres: str) -> None:
    with closing(load(empty_postgres)) as other:
        assert digest(other) == digest(loaded)
        assert check_database(other) == []


def test_it_is_never_mixed_with_another_desk(loaded: Database) -> None:
    before = digest(loaded)
    with pytest.raises(DeskError, match="There is a desk in this database already"):
        seed_load(loaded, SIZE, now=DEMO_NOW)
    assert digest(loaded) == before


def test_it_is_consistent(loaded: Database) -> None:
    assert check_database(loaded) == []


def test_numbers(loaded: Database) -> None:
    counts = {
        table: rows(loaded, select(func.count()).select_from(table))[0][0]
        for table in (department, agent, customer, tag, conversation)
    }
    assert list(counts.values()) == [12, SIZE.agents, SIZE.customers, SIZE.tags, SIZE.conversations]
    assert rows(loaded, select(func.count()).where(article.c.rtype == "A"))[0][0] == SIZE.articles
    assert (SIZES["100k"].customers, SIZES["100k"].tags, SIZES["100k"].articles, SIZES["100k"].agents) == (
        25_000, 120, 1_200, 60,
    )  # fmt: skip


def test_the_mix_of_statuses(loaded: Database) -> None:
    found = Counter(row.status for row in rows(loaded, select(conversation.c.status)))
    assert found == Counter(R=818, A=90, C=50, N=20, W=8, X=6, B=5, T=1, P=1, I=1)


def test_groups_and_messages(loaded: Database) -> None:
    groups = rows(loaded, select(func.count()).select_from(message_group))[0][0]
    messages = rows(loaded, select(func.count()).select_from(message))[0][0]
    assert 4.0 <= groups / SIZE.conversations <= 4.4
    assert 1.8 <= messages / groups <= 2.0


def test_sizes_of_bodies(loaded: Database) -> None:
    sizes = sorted(len(row.body.encode()) for row in rows(loaded, select(message.c.body)))
    assert 240 <= sizes[len(sizes) // 2] <= 360
    assert sizes[len(sizes) * 95 // 100] < 4096
    assert sum(size > 200_000 for size in sizes) == 1
    assert 400 <= sum(sizes) / len(sizes) <= 650


def test_three_years_and_the_last_day(loaded: Database) -> None:
    times = rows(loaded, select(conversation.c.created, conversation.c.changed))
    assert min(row.created for row in times) < NOW - 3 * 365 * DAY + 20 * DAY
    assert max(row.changed for row in times) <= NOW
    assert sum(row.changed >= NOW - DAY for row in times) == SIZE.conversations // 50


def test_the_rhythm_of_days_and_weeks() -> None:
    import random

    found = rhythm.beginnings(DEMO_NOW, 20_000, random.Random(1))
    assert found == sorted(found)
    weekdays = Counter(moment // DAY % 7 for moment in found)  # epoch was a Thursday
    assert weekdays[4] > 1.4 * max(weekdays[2], weekdays[3]), "Monday against the weekend"
    hours = Counter((moment // 3600) % 24 for moment in found)
    assert min(hours[hour] for hour in (17, 18, 19)) > 5 * max(hours[hour] for hour in (8, 9, 10))
    middle = NOW - rhythm.DAYS * DAY // 2
    assert sum(moment > middle for moment in found) > 0.53 * len(found)


def test_many_changed_in_one_second(loaded: Database) -> None:
    query = select(conversation.c.department_id, conversation.c.changed, func.count().label("number"))
    query = query.group_by(conversation.c.department_id, conversation.c.changed).order_by(func.count().desc())
    first, second = rows(loaded, query.limit(2))
    assert (first.number, first.changed % 3600) == (SIZE.same_second, 0)
    assert second.number < 4


def test_few_customers_write_most(loaded: Database) -> None:
    query = (
        select(func.count()).select_from(conversation).group_by(conversation.c.owner_id).order_by(func.count().desc())
    )
    counts = [number for (number,) in rows(loaded, query)]
    assert counts[0] > 2 * counts[5] > 4 * counts[60]
    assert zipf_shares(100_000, 25_000, plans.OWNERS_EXPONENT)[0] == pytest.approx(400, abs=10)


def test_few_tags_are_on_most(loaded: Database) -> None:
    query = (
        select(func.count())
        .select_from(conversation_tag)
        .group_by(conversation_tag.c.tag_id)
        .order_by(func.count().desc())
    )
    counts = [number for (number,) in rows(loaded, query)]
    assert counts[0] > 1.5 * counts[1]
    assert counts[0] > 8 * counts[15]


def test_words_are_found_as_often_as_they_shall_be(loaded: Database) -> None:
    bodies = rows(loaded, select(message.c.conversation_id, message.c.body))
    search = read_toml("load/desk")["search"]
    for word in search["rare"][: SIZE.rare_words]:
        assert sum(word in row.body.lower() for row in bodies) == 3, word
    common = {row.conversation_id for row in bodies if search["common"] in row.body.lower()}
    assert 0.5 <= len(common) / SIZE.conversations <= 0.75
    words = Counter(word for row in bodies for word in set(re.findall(r"\w+", row.body.lower())))
    frequencies = sorted(words.values(), reverse=True)
    assert frequencies[0] > 20 * frequencies[400] > 100 * frequencies[2000]


def test_languages_are_mixed(loaded: Database) -> None:
    text = " ".join(row.body for row in rows(loaded, select(message.c.body)))
    assert all(word in text for word in ("Bestellung", "commande", "pedido", "zamówienie", "ご注文"))


def test_no_slot_is_left_and_nothing_needs_escaping(loaded: Database) -> None:
    texts = [row.body for row in rows(loaded, select(message.c.body))]
    texts += [row.subject for row in rows(loaded, select(conversation.c.subject))]
    texts += [row.content for row in rows(loaded, select(article.c.content))]
    assert [text for text in texts if re.search(r"\{[A-Za-z]+\}", text)] == []
    for language in ("en", "de", "fr", "es", "pl", "ja"):
        data = read_toml(f"load/{language}")
        assert not re.search("[<>&]", repr([data["words"], data["say"], data["topic"]])), language


def test_only_invented_addresses(loaded: Database) -> None:
    allowed = re.compile(r"example\.(com|org)|([\w-]+\.)*test|([\w-]+\.)?kestrel\.example")
    texts = [row.body for row in rows(loaded, select(message.c.body))]
    hosts = {host.rstrip(".") for text in texts for host in re.findall(r"(?:@|://)([\w.-]+\w)", text)}
    hosts |= {row.email.partition("@")[2] for row in rows(loaded, select(customer.c.email))}
    assert [host for host in hosts if not allowed.fullmatch(host)] == []


def test_acts_are_in_order(loaded: Database) -> None:
    query = select(message_group.c.conversation_id, message_group.c.created)
    groups = rows(loaded, query.order_by(message_group.c.conversation_id, message_group.c.position))
    pairs = [(one, two) for one, two in itertools.pairwise(groups) if one.conversation_id == two.conversation_id]
    assert all(one.created <= two.created for one, two in pairs)


def test_what_happened_is_kept_for_the_reports(loaded: Database) -> None:
    kinds = Counter(row.kind for row in rows(loaded, select(event.c.kind)))
    assert kinds["created"] == SIZE.conversations
    assert min(kinds[kind] for kind in ("answer", "assigned", "resolved", "chat_taken", "call_taken", "reward")) > 5


def test_somebody_serves_every_department(loaded: Database) -> None:
    served = {row.department_id for row in rows(loaded, select(agent_department.c.department_id))}
    assert len(served) == 12


def test_ids_never_meet() -> None:
    import random

    ids = Ids(random.Random(3), 20_000)
    heads = [ids.conversation(number) for number in range(20_000)]
    for column in zip(*heads, strict=True):
        assert len(set(column)) == len(heads)
    parts = {ids.part(number, place) for number in range(500) for place in range(40)}
    assert len(parts) == 20_000
    assert {len(part) for part in parts} == {12}
    assert all(re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}", code) for _, code, _ in heads)


def test_an_interrupted_load_is_not_taken_for_a_whole_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = str(tmp_path_factory.mktemp("load") / "desk.db")

    class StoppedError(Exception):
        """Somebody pressed Ctrl+C."""

    def stop(done: int) -> None:
        raise StoppedError

    with closing(Database.open(path)) as opened:
        with pytest.raises(StoppedError):
            seed_load(opened, SIZES["10k"], now=DEMO_NOW, progress=stop)
        with pytest.raises(DeskError, match="was not finished"):
            is_empty(opened)
        assert [str(finding) for finding in check_database(opened)] == [
            "Filling the database with the load set was not finished"
        ]
