"""The check finds nothing in sound databases, and each kind of contradiction in those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Table, insert, update

from console.desk.checking import check_database
from console.desk.db import Database, write_setting
from console.desk.filling import begin_filling
from console.desk.rules import RULES
from console.desk.seed import DEMO_NOW, seed_demo
from console.desk.tables import (
    agent_department,
    conversation,
    customer,
    customer_email,
    event,
    load_stretch,
    message,
    message_group,
    online_stretch,
    sla_clock,
    sla_level,
    tag_stretch,
)
from tests.desk.small_desk import ANA, BILLING, MIRA, OPEN, OPEN_MESSAGES, OWNERLESS, REFUND, RESOLVED, at, small_desk

LEVEL = {"id": "level000", "name": "Standard", "service": "M"}
CLOCK = {"service": "M", "conversation_id": OPEN, "level_id": "level000", "opened": at(2), "due": at(1)}
LOAD = {"load": "ticket", "conversation_id": OPEN, "from_at": at(2)}
ONLINE = {"agent_id": MIRA, "department_id": BILLING, "service": "M", "from_at": at(2)}


@pytest.fixture
def database(empty_desk: str) -> Iterator[Database]:
    """The small desk as it is before anything happens in it."""
    with closing(Database.open(empty_desk)) as opened:
        small_desk(opened)
        yield opened


def messages(database: Database) -> list[str]:
    return [str(finding) for finding in check_database(database)]


def change(database: Database, table: Table, identifier: str, **values: object) -> None:
    with database.write() as connection:
        connection.execute(update(table).where(table.c.id == identifier).values(**values))


def put(database: Database, table: Table, *rows: Mapping[str, object]) -> None:
    with database.write() as connection:
        for row in rows:
            connection.execute(insert(table).values(**row))


def test_a_sound_desk(database: Database) -> None:
    put(database, sla_level, LEVEL)
    put(database, sla_clock, CLOCK)
    put(database, load_stretch, LOAD)
    put(database, online_stretch, ONLINE)
    put(database, event, {"at": at(2), "kind": "created", "conversation_id": OPEN, "agent_id": MIRA})
    assert messages(database) == []


def test_the_demo_is_sound() -> None:
    with closing(Database.open("sqlite://")) as opened:
        seed_demo(opened, now=DEMO_NOW)
        assert messages(opened) == []


CONTRADICTIONS: list[tuple[str, Table, str, dict[str, object]]] = [
    ("1 conversations have a status that does not exist: cvopen00", conversation, OPEN, {"status": "?"}),
    (
        "1 conversations changed before they were created: cvreso00",
        conversation,
        RESOLVED,
        {"created": at(200)},
    ),
    (
        "1 conversations changed before the last of their message groups: cvopen00",
        message_group,
        "gropen000003",
        {"created": at(0.5)},
    ),
    (
        "1 conversations changed before the last of their messages: cvopen00",
        message,
        OPEN_MESSAGES[0],
        {"created": at(0.5)},
    ),
    ("1 conversations have message groups out of order: cvopen00", message_group, "gropen000004", {"position": 7}),
    ("1 message groups have messages out of order: gropen000001", message, OPEN_MESSAGES[0], {"position": 2}),
    (
        "1 messages are in a group of another conversation: msopen000004",
        message,
        "msopen000004",
        {"conversation_id": OWNERLESS},
    ),
    (
        "1 message groups are of somebody whom the desk does not know: gropen000002",
        message_group,
        "gropen000002",
        {"user_id": "nobody00"},
    ),
    (
        "1 messages are of somebody whom the desk does not know: msopen000002",
        message,
        OPEN_MESSAGES[1],
        {"user_id": "nobody00"},
    ),
    (
        "1 customers have an address that is not kept among their addresses: ctana000",
        customer,
        ANA,
        {"email": "new@holm.example"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "table", "identifier", "values"), CONTRADICTIONS)
def test_contradictions(
    database: Database, sentence: str, table: Table, identifier: str, values: dict[str, object]
) -> None:
    change(database, table, identifier, **values)
    assert messages(database) == [sentence]


ROWS: list[tuple[str, Table, list[Mapping[str, object]]]] = [
    (
        "1 events are of a department that is not there: 1",
        event,
        [{"at": 1, "kind": "created", "department_id": "gone"}],
    ),
    ("1 events are of an agent who is not there: 1", event, [{"at": 1, "kind": "answer", "agent_id": "gone"}]),
    ("1 stretches of being online end before they begin: 1", online_stretch, [ONLINE | {"to_at": at(3)}]),
    ("1 agents are online twice for the same service: ag3x81lm", online_stretch, [ONLINE, ONLINE]),
    ("1 stretches of waiting or being served end before they begin: 1", load_stretch, [LOAD | {"to_at": at(3)}]),
    ("1 conversations wait or are served twice at the same time: cvopen00", load_stretch, [LOAD, LOAD]),
    (
        "1 stretches of waiting go on though nobody waits: 1",
        load_stretch,
        [LOAD | {"conversation_id": RESOLVED}],
    ),
    (
        "1 tags count as set that are not set: 1",
        tag_stretch,
        [{"conversation_id": OPEN, "tag_id": REFUND, "from_at": at(2)}],
    ),
    ("1 SLA clocks are of a level that is not there: 1", sla_clock, [CLOCK | {"level_id": "gone"}]),
    ("1 SLA clocks are due or closed before they were opened: 1", sla_clock, [CLOCK | {"due": at(3)}]),
    ("1 SLA clocks are due or closed before they were opened: 1", sla_clock, [CLOCK | {"closed": at(3)}]),
    ("1 conversations have two SLA clocks that run: cvopen00", sla_clock, [CLOCK, CLOCK]),
    ("1 SLA clocks run though nobody waits: 1", sla_clock, [CLOCK | {"conversation_id": RESOLVED}]),
    (
        "1 addresses of customers are not in lower case: Loud@holm.example",
        customer_email,
        [{"email": "Loud@holm.example", "customer_id": ANA}],
    ),
    (
        "1 agents serve a department with letters that do not exist: ag3x81lm",
        agent_department,
        [{"agent_id": MIRA, "department_id": "dp00gone", "preset": "MX"}],
    ),
]


@pytest.mark.parametrize(("sentence", "table", "rows"), ROWS)
def test_rows_that_cannot_be(database: Database, sentence: str, table: Table, rows: list[Mapping[str, object]]) -> None:
    put(database, sla_level, LEVEL)
    put(database, table, *rows)
    assert messages(database) == [sentence]


def test_every_rule_has_a_test() -> None:
    """Codes are kept apart by the database itself, which no test can get around."""
    tested = " ".join([one[0] for one in CONTRADICTIONS] + [one[0] for one in ROWS])
    untested = [rule.sentence for rule in RULES if rule.sentence.format(count=1) not in tested]
    assert [sentence for sentence in untested if "that another one has" not in sentence] == []


def test_many_are_counted_and_some_are_named(database: Database) -> None:
    with database.write() as connection:
        connection.execute(update(conversation).values(status="?"))
    assert messages(database) == ["8 conversations have a status that does not exist: cvansw00, cvchat00, cvdele00"]


def test_settings(database: Database) -> None:
    with database.write() as connection:
        begin_filling(connection, "the load set")
        write_setting(connection, "zone", "Moon/Crater")
    assert messages(database) == [
        "Filling the database with the load set was not finished",
        "The desk's time zone does not exist: Moon/Crater",
    ]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed file with the demo."""
    path = tmp_path / "desk.db"
    with closing(Database.open(str(path))) as opened:
        seed_demo(opened, now=DEMO_NOW)
    return path


def test_references_to_nothing(file: Path) -> None:
    with closing(Database.open(str(file))) as opened:
        with opened.read() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            connection.rollback()
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("DELETE FROM department WHERE id = 'D5saleskf'")
        found = check_database(opened)
    assert [finding.sentence for finding in found if "conversation " in finding.sentence] == [
        f"{next(f.count for f in found if 'conversation ' in f.sentence)} rows of the table conversation refer to rows "
        "of department that are not there; rows"
    ]


def test_a_damaged_file(file: Path) -> None:
    content = bytearray(file.read_bytes())
    page = 4096
    content[200 * page : 210 * page] = b"\xff" * (10 * page)
    file.write_bytes(content)
    with closing(Database.open(str(file))) as opened:
        found = messages(opened)
    assert found
    assert all(sentence.startswith("The file is damaged: ") for sentence in found)
