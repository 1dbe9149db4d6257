"""What the acts of the live play share: finding conversations and people, choosing texts, writing rows."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select

from console.contract.enums import GroupType, MessageType
from console.desk.context import Actor, Context, full_name
from console.desk.events import record_stored
from console.desk.ids import new_id
from console.desk.seed.compose import Case, MailWriter
from console.desk.seed.drafts import Draft, Rows
from console.desk.seed.material import Script, load_material, read_toml
from console.desk.seed.people import Agent, Customer
from console.desk.seed.stage import FIXTURES
from console.desk.tables import (
    agent,
    agent_department,
    conversation,
    conversation_field,
    conversation_tag,
    customer,
    department,
    message,
    message_group,
    tag,
)
from console.desk.thread import append_act

DEMO_AGENT = "agAnaKov"
"""Ana, the person at the keyboard: what is hers is touched by its customer only."""

_SLOT = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, where, and who did it."""

    kind: str
    conversation_id: str | None = None
    user_id: str | None = None


@dataclass(frozen=True, slots=True)
class Stagehand:
    """What an act works with: the transaction with its clock, and the source of chance."""

    ctx: Context
    rng: random.Random

    def rows(self, *conditions: ColumnElement[bool]) -> Sequence[Row[Any]]:
        """Conversations that the play may touch, the longest unchanged first; fixtures are left alone."""
        query = select(conversation).where(conversation.c.code.not_in(FIXTURES.values()), *conditions)
        return self.ctx.connection.execute(query.order_by(conversation.c.changed, conversation.c.id)).all()

    def language(self, row: Row[Any]) -> str:
        """The language of a conversation; English unless a field says otherwise."""
        return self.field(row, "language") or "en"

    def field(self, row: Row[Any], code: str) -> str:
        """The first value of a custom field of a conversation; empty when there is none."""
        query = select(conversation_field.c.value).where(conversation_field.c.conversation_id == row.id)
        query = query.where(conversation_field.c.code == code).order_by(conversation_field.c.id).limit(1)
        return self.ctx.connection.scalar(query) or ""

    def owner(self, row: Row[Any]) -> Row[Any] | None:
        """The customer of a conversation."""
        return self.ctx.connection.execute(select(customer).where(customer.c.id == row.owner_id)).first()

    def someone_online(self, department_id: str) -> Row[Any] | None:
        """A colleague who is online in a department."""
        query = select(agent).join(agent_department, agent_department.c.agent_id == agent.c.id)
        query = query.where(agent_department.c.department_id == department_id, agent_department.c.online != "")
        found = self.ctx.connection.execute(query.where(agent.c.id != DEMO_AGENT).order_by(agent.c.id)).all()
        return self.rng.choice(found) if found else None

    def worker(self, row: Row[Any]) -> Row[Any] | None:
        """Who of the colleagues online may answer: the one who has it, or anybody of the department."""
        if row.assigned_to is None:
            return self.someone_online(row.department_id)
        online = select(agent_department.c.agent_id).where(agent_department.c.online != "")
        query = select(agent).where(agent.c.id == row.assigned_to, agent.c.id.in_(online))
        return self.ctx.connection.execute(query).first()

    def write(self, row: Row[Any], actor: Actor, text: str, **changes: str | None) -> None:
        """Append a public message."""
        append_act(self.ctx, row, actor, GroupType.OFFLINE, [(MessageType.MESSAGE, text)], **changes)

    def unused(self, row: Row[Any], texts: Sequence[str]) -> str | None:
        """One of the texts that the conversation does not have yet."""
        said = set(
            self.ctx.connection.scalars(select(message.c.body).where(message.c.conversation_id == row.id))
        )  # fmt: skip
        left = [text for text in texts if text not in said]
        return self.rng.choice(left) if left else None

    def answer(self, row: Row[Any], owner: Row[Any]) -> str | None:
        """An answer to a conversation: its script's when all slots are known, else a common one of its language."""
        script = _script_of(row.subject)
        if script is not None and row.status == "N":
            filled = self.fill(row, owner, script.answer)
            if filled is not None:
                return filled
        common = read_toml("play")["answers"].get(self.language(row), [])
        filled_texts = [text for text in (self.fill(row, owner, one) for one in common) if text is not None]
        return self.unused(row, filled_texts)

    def fill(self, row: Row[Any], owner: Row[Any], text: str) -> str | None:
        """The text with names and the order number filled in; None when another slot is left."""
        known = {"first": owner.first_name, "name": full_name(owner.first_name, owner.last_name)}
        order = self.field(row, "order_no")
        for slot, value in {**known, "order": order}.items():
            if value:
                text = text.replace("{" + slot + "}", value)
        return None if re.search(r"\{\w+\}", text) else text

    def new_mail(self, script: Script, variant: int, owner: Customer) -> Draft | None:
        """A new mail of a script, as it arrives now; None when its department is not there."""
        names = select(department.c.id, department.c.name)
        row = self.ctx.connection.execute(names.where(department.c.id == department_id(script.department))).first()
        someone = self.ctx.connection.execute(select(agent).where(agent.c.id == DEMO_AGENT)).first()
        if row is None or someone is None:
            return None
        nobody = as_agent(someone)
        case = Case(
            script, variant, owner, "N", "E", nobody, nobody, row.id, row.name, self.ctx.now(), assigned=False
        )  # fmt: skip
        draft = MailWriter(case, self.rng).write()
        # Rules and notes come later, if at all: nobody has seen it yet.
        del draft.groups[1:]
        draft.groups[0].at = self.ctx.now()
        draft.groups[0].parts = [
            (letter, body, author, self.ctx.now()) for letter, body, author, _ in draft.groups[0].parts
        ]
        return draft

    def store(self, draft: Draft) -> None:
        """Write a new conversation with all its groups."""
        connection = self.ctx.connection
        tags = {row.name: row.id for row in connection.execute(select(tag.c.name, tag.c.id))}
        draft.tags = [name for name in draft.tags if name in tags]
        draft.id = new_id()
        rows = Rows()
        # The ids must be new in a database that has lived on: chance of its own, not the play's.
        rows.take(draft, random.SystemRandom(), tags)
        parts = (
            (conversation, rows.conversations),
            (conversation_field, rows.fields),
            (conversation_tag, rows.tags),
            (message_group, rows.groups),
            (message, rows.messages),
        )
        for table, some in parts:
            if some:
                connection.execute(insert(table), some)
        record_stored(connection, self.ctx.zone, [draft.id])


def as_customer(row: Row[Any], language: str) -> Customer:
    """A customer's row as the writers of conversations take it."""
    return Customer(row.id, row.user_id, row.first_name, row.last_name, [row.email or ""], language, "", row.role, [])


def as_agent(row: Row[Any]) -> Agent:
    """An agent's row as the writers of conversations take it."""
    return Agent(row.id, row.first_name, row.last_name, row.email, row.gender, row.role, 0, (0, 0), {}, ())


def speaks(row: Row[Any], language: str) -> bool:
    """Whether a customer of the written demo writes in a language."""
    return _languages().get(row.email) == language


def department_id(key: str) -> str:
    """The id of a department by its short key."""
    return next(str(row["id"]) for row in read_toml("desk")["department"] if row["key"] == key)


@cache
def _languages() -> dict[str, str]:
    lines = [line.split("|") for line in str(read_toml("people")["customers"]).strip().splitlines()]
    return {parts[2].split()[0].lower(): parts[3] for parts in lines}


@cache
def _subjects() -> tuple[tuple[re.Pattern[str], Script], ...]:
    return tuple(
        (re.compile(_SLOT.sub(".+", re.escape(subject))), script)
        for script in load_material().scripts
        for subject in script.subjects
    )


def _script_of(subject: str) -> Script | None:
    return next((script for pattern, script in _subjects() if pattern.fullmatch(subject)), None)
