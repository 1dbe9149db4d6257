"""What people do in the live play, one act a function; None when there was nothing to do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, select

from console.contract.enums import ConversationStatus, GroupType, MessageType
from console.desk.context import Actor
from console.desk.play_stage import DEMO_AGENT, Happening, Stagehand, as_customer, speaks
from console.desk.seed.material import load_material, read_toml
from console.desk.seed.stage import FIXTURES
from console.desk.tables import conversation, customer, message_group
from console.desk.thread import append_act

_AGAIN = FIXTURES["FX-09"]
_LATELY = 3 * 86_400
_BEGIN_IN = ("en", "en", "en", "en", "de", "fr")


def customer_replies(stage: Stagehand) -> Happening | None:
    """A customer answers a mail that was answered lately; what Ana answered comes first."""
    lately = conversation.c.changed > stage.ctx.now() - _LATELY
    rested = conversation.c.changed < stage.ctx.now() - 20
    mail = conversation.c.channel.in_(("E", "M"))
    rows = stage.rows(conversation.c.status == "A", mail, lately, rested, conversation.c.owner_id.is_not(None))
    texts = read_toml("play")["replies"]
    first = select(conversation).where(conversation.c.code == FIXTURES["FX-01"], conversation.c.status == "A", rested)
    rows = [*rows, *stage.ctx.connection.execute(first)]
    known = [row for row in rows if stage.language(row) in texts]
    mine = [row for row in known if row.assigned_to == DEMO_AGENT]
    if not known:
        return None
    row = stage.rng.choice(mine if mine and stage.rng.random() < 0.5 else known)
    owner = stage.owner(row)
    text = stage.unused(row, texts[stage.language(row)])
    if owner is None or text is None:
        return None
    stage.write(row, Actor(owner.user_id, "", is_customer=True), text, status="C")
    return Happening("customer replied", row.id, owner.user_id)


def customer_begins(stage: Stagehand) -> Happening | None:
    """A new conversation arrives, with a text that no waiting conversation has."""
    connection, rng = stage.ctx.connection, stage.rng
    waiting = set(connection.scalars(select(conversation.c.subject).where(conversation.c.status.in_(("N", "C")))))
    writes = select(customer).where(customer.c.email.is_not(None), customer.c.last_name != "")
    busy = select(conversation.c.owner_id).where(
        conversation.c.status.in_(("N", "C", "T", "P")), conversation.c.owner_id.is_not(None)
    )
    owners = connection.execute(writes.where(customer.c.id.not_in(busy)).order_by(customer.c.id)).all()
    language = rng.choice(_BEGIN_IN)
    scripts = [one for one in load_material().scripts if one.language == language and not one.chat]
    script, variant = rng.choice([(one, number) for one in scripts for number in range(len(one.open))])
    able = [row for row in owners if speaks(row, language)]
    draft = stage.new_mail(script, variant, as_customer(rng.choice(able), language)) if able else None
    if draft is None or draft.subject in waiting:
        return None
    stage.store(draft)
    return Happening("conversation began", draft.id, draft.customer_id)


def colleague_answers(stage: Stagehand) -> Happening | None:
    """A colleague answers one that has waited; never Ana's, never where nobody is online."""
    rows = [row for row in _for_colleagues(stage) if stage.language(row) in read_toml("play")["answers"]]
    for row in stage.rng.sample(rows, min(6, len(rows))):
        who, owner = stage.worker(row), stage.owner(row)
        text = stage.answer(row, owner) if who is not None and owner is not None else None
        if who is not None and text is not None:
            actor = Actor(who.id, who.first_name, is_agent=True)
            stage.write(row, actor, text, status="A", assigned_to=who.id)
            return Happening("colleague answered", row.id, who.id)
    return None


def colleague_takes(stage: Stagehand) -> Happening | None:
    """A colleague takes one that nobody has."""
    rows = [row for row in _for_colleagues(stage) if row.assigned_to is None]
    if not rows:
        return None
    row = stage.rng.choice(rows[:12])
    who = stage.someone_online(row.department_id)
    if who is None:
        return None
    text = f"Transferred to {who.first_name} {who.last_name}"
    actor = Actor(who.id, who.first_name, is_agent=True)
    append_act(stage.ctx, row, actor, GroupType.TRANSFER, [(MessageType.TRANSFER, text)], assigned_to=who.id)
    return Happening("colleague took", row.id, who.id)


def colleague_resolves(stage: Stagehand) -> Happening | None:
    """A colleague resolves one that was answered a while ago."""
    old = conversation.c.changed < stage.ctx.now() - 1800
    rows = stage.rows(conversation.c.status == "A", old, _not_anas())
    held = [row for row in rows if row.assigned_to is not None]
    if not held:
        return None
    row = held[-1 - stage.rng.randrange(min(8, len(held)))]
    acts = [(MessageType.STATUS, f"Status changed to {ConversationStatus.RESOLVED.word}")]
    append_act(stage.ctx, row, Actor(row.assigned_to, "", is_agent=True), GroupType.RESOLVE, acts, status="R")
    return Happening("colleague resolved", row.id, row.assigned_to)


def writes_again(stage: Stagehand, number: int) -> Happening | None:
    """The customer of FX-09 writes again, while it is open and somebody works on it."""
    query = select(conversation).where(conversation.c.code == _AGAIN, conversation.c.status == "C")
    row = stage.ctx.connection.execute(query).first()
    if row is None or row.owner_id is None:
        return None
    by_ana = select(message_group.c.id).where(message_group.c.conversation_id == row.id)
    by_ana = by_ana.where(message_group.c.user_id == DEMO_AGENT).limit(1)
    owner = stage.owner(row)
    if owner is None or (row.assigned_to is None and stage.ctx.connection.scalar(by_ana) is None):
        return None
    texts = read_toml("play")["again"]
    actor = Actor(owner.user_id, "", is_customer=True)
    stage.write(row, actor, texts[number % len(texts)])
    return Happening("customer wrote again", row.id, owner.user_id)


def _for_colleagues(stage: Stagehand) -> list[Row[Any]]:
    waited = conversation.c.changed < stage.ctx.now() - 240
    usual = conversation.c.channel.in_(("E", "M")) & conversation.c.department_id.is_not(None)
    return list(stage.rows(conversation.c.status.in_(("N", "C")), waited, usual, _not_anas()))


def _not_anas() -> ColumnElement[bool]:
    return conversation.c.assigned_to.is_(None) | (conversation.c.assigned_to != DEMO_AGENT)
