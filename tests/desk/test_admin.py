"""Administration: a new desk, its keys, agents and departments, and what is refused in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from console.contract.enums import AgentRole
from console.desk import admin
from console.desk.admin import NewAgent, NotThereError
from console.desk.db import Database
from console.desk.errors import DeskError
from console.desk.filling import begin_filling
from console.desk.keys import check_key
from console.desk.start import fill_if_empty, find_zone
from console.desk.tables import agent_department, api_key
from tests.desk.small_desk import BILLING, MIRA_EMAIL, NOW

OWNER = NewAgent("ana@acme.example", "Ana", "Kovač", AgentRole.OWNER)


@pytest.fixture
def empty(empty_desk: str) -> Iterator[Database]:
    """An open database without a desk, of each kind."""
    opened = Database.open(empty_desk)
    yield opened
    opened.close()


def knows(database: Database, key: str) -> bool:
    with database.read() as connection:
        return check_key(connection, key) is not None


def init(database: Database) -> str:
    return admin.init_desk(database, department_name="Support", owner=OWNER, zone="Europe/Vienna", now=NOW)


def test_a_new_desk_has_what_it_needs(empty: Database) -> None:
    key = init(empty)
    assert knows(empty, key)
    assert find_zone(empty, None).key == "Europe/Vienna"
    assert [(one.id, one.name, one.services) for one in admin.list_departments(empty)] == [
        ("default", "Support", "TPM")
    ]
    (owner,) = admin.list_agents(empty)
    assert (owner.email, owner.role, owner.departments) == ("ana@acme.example", AgentRole.OWNER, ("Support",))
    assert [one.name for one in admin.list_keys(empty)] == ["first"]


def test_there_is_one_desk_in_a_database(empty: Database) -> None:
    init(empty)
    with pytest.raises(DeskError, match="There is a desk in this database already"):
        init(empty)
    assert len(admin.list_agents(empty)) == 1


def test_what_was_not_filled_to_the_end_is_not_used(empty: Database) -> None:
    with empty.write() as connection:
        begin_filling(connection, "the load set")
    for use in (init, lambda database: fill_if_empty(database, None, now=NOW)):
        with pytest.raises(DeskError, match="Filling this database with the load set was not finished"):
            use(empty)


def test_a_key_is_made_and_revoked(database: Database) -> None:
    key = admin.add_key(database, " website ", now=NOW)
    assert knows(database, key)
    kept = next(one for one in admin.list_keys(database) if one.name == "website")
    assert (kept.created, kept.revoked) == (NOW, None)
    later = NOW + timedelta(hours=1)
    assert admin.revoke_key(database, kept.id, now=later).revoked == later
    assert not knows(database, key)
    with pytest.raises(NotThereError, match="There is no key website that is valid"):
        admin.revoke_key(database, "website", now=later)


def test_the_key_itself_is_nowhere(database: Database) -> None:
    key = admin.add_key(database, "website", now=NOW)
    with database.read() as connection:
        rows = [tuple(row) for row in connection.execute(select(api_key))]
    assert key not in repr(rows)
    assert key[-4:] not in repr(admin.list_keys(database))


def test_a_name_that_was_revoked_can_be_used_again(database: Database) -> None:
    old = admin.add_key(database, "website", now=NOW)
    with pytest.raises(DeskError, match="There is a key website already"):
        admin.add_key(database, "website", now=NOW)
    admin.revoke_key(database, "website", now=NOW)
    new = admin.add_key(database, "website", now=NOW)
    assert (knows(database, old), knows(database, new)) == (False, True)


def test_a_department_comes_last(database: Database) -> None:
    made = admin.add_department(database, "Sales", description="Before buying", services="MT")
    assert (made.services, made.deleted) == ("TM", False)
    assert admin.list_departments(database)[-1] == made


def test_the_name_of_a_deleted_department_is_free(database: Database) -> None:
    admin.add_department(database, "Fax")
    assert [one.name for one in admin.list_departments(database)].count("Fax") == 2


def test_an_agent_serves_departments_by_name_or_id(database: Database) -> None:
    new = NewAgent("Bo@Acme.example", "Bo", "Lind", AgentRole.ADMINISTRATOR, ["general", BILLING], chat_slots=2)
    made = admin.add_agent(database, new)
    assert (made.role, made.chat_slots, made.departments) == (AgentRole.ADMINISTRATOR, 2, ("General", "Billing"))
    assert made in admin.list_agents(database)
    with database.read() as connection:
        query = select(agent_department).where(agent_department.c.agent_id == made.id)
        presets = {row.department_id: (row.preset, row.online) for row in connection.execute(query)}
    assert presets == {"default": ("TPM", ""), BILLING: ("TM", "")}


def test_an_agent_may_do_less_than_the_department(database: Database) -> None:
    made = admin.add_agent(database, NewAgent("bo@acme.example", "Bo", departments=["General"], services="M"))
    with database.read() as connection:
        query = select(agent_department.c.preset).where(agent_department.c.agent_id == made.id)
        assert connection.scalars(query).all() == ["M"]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda database: admin.add_key(database, "  ", now=NOW), "A name of key is one line"),
        (lambda database: admin.add_key(database, "two\nlines", now=NOW), "A name of key is one line"),
        (lambda database: admin.add_department(database, "billing"), "There is a department billing already"),
        (lambda database: admin.add_department(database, "Sales", services="MX"), "There are no services 'MX'"),
        (lambda database: admin.add_agent(database, NewAgent("nobody", "No")), "nobody is no e-mail address"),
        (lambda database: admin.add_agent(database, NewAgent("", "No")), "An empty text is no e-mail address"),
        (
            lambda database: admin.add_agent(database, NewAgent(MIRA_EMAIL.upper(), "Mira")),
            f"There is an agent {MIRA_EMAIL.upper()} already",
        ),
        (
            lambda database: admin.add_agent(database, NewAgent("bo@acme.example", "Bo", departments=["Fax"])),
            "There is no department Fax",
        ),
    ],
)
def test_what_is_refused(database: Database, act: Callable[[Database], object], words: str) -> None:
    before = (admin.list_keys(database), admin.list_agents(database), admin.list_departments(database))
    with pytest.raises(DeskError, match=words):
        act(database)
    assert (admin.list_keys(database), admin.list_agents(database), admin.list_departments(database)) == before
