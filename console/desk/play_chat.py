"""The chat of the live play: a visitor comes, talks with a colleague line by line, and leaves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, func, insert, select, update

from console.contract.enums import ConversationStatus, GroupType, MessageType, Rating
from console.contract.messages import SYSTEM_USER_ID
from console.desk.context import Actor
from console.desk.events import record_chat_line, record_rating
from console.desk.ids import new_id
from console.desk.play_stage import DEMO_AGENT, Happening, Stagehand, as_agent, as_customer, department_id, speaks
from console.desk.seed import shorts
from console.desk.seed.material import Chat, load_material, read_toml
from console.desk.tables import conversation, customer, message, message_group
from console.desk.thread import LONG_ID, append_act

CHAT_ENDED = "chat ended"


def chat_begins(stage: Stagehand, number: int) -> Happening | None:
    """A visitor starts a chat with a colleague who is online."""
    chat = _chat(number)
    who = stage.someone_online(department_id(chat.department))
    busy = select(conversation.c.owner_id).where(conversation.c.status == "T", conversation.c.owner_id.is_not(None))
    visitors = select(customer).where(customer.c.role == "V", customer.c.last_name != "", customer.c.id.not_in(busy))
    people = [row for row in stage.ctx.connection.execute(visitors.order_by(customer.c.id)) if speaks(row, "en")]
    if who is None or not people:
        return None
    owner = as_customer(stage.rng.choice(people), "en")
    now = stage.ctx.now()
    draft = shorts.write_chat(chat, owner, as_agent(who), stage.rng, at=now, status="T")
    draft.department_id = department_id(chat.department)
    talk = draft.groups[-1]
    talk.parts = [(letter, body, author, now) for letter, body, author, _ in talk.parts[:1]]
    stage.store(draft)
    return Happening("chat began", draft.id, owner.user_id)


def chat_goes_on(stage: Stagehand, conversation_id: str, number: int, line: int) -> Happening | None:
    """The next line of a running chat (the first is 1), or its end; None when it is no longer the play's."""
    row = stage.ctx.connection.execute(select(conversation).where(conversation.c.id == conversation_id)).first()
    owner = stage.owner(row) if row is not None else None
    if row is None or owner is None or row.status != "T" or row.assigned_to in (None, DEMO_AGENT):
        return None
    lines = _chat(number).lines
    if line > len(lines):
        _rate(stage, row, owner, number)
        _add_line(stage, row, SYSTEM_USER_ID, MessageType.END.value, "The visitor left the chat")
        acts = [(MessageType.STATUS, f"Status changed to {ConversationStatus.RESOLVED.word}")]
        agent = Actor(row.assigned_to, "", is_agent=True)
        append_act(stage.ctx, row, agent, GroupType.RESOLVE, acts, status=ConversationStatus.RESOLVED.value)
        return Happening(CHAT_ENDED, row.id, owner.user_id)
    who, text = lines[line - 1][0], lines[line - 1][2:]
    author = owner.user_id if who == "C" else row.assigned_to
    filled = text.replace("{first}", owner.first_name).replace("{order}", "43910277")
    _add_line(stage, row, author, MessageType.MESSAGE.value, filled)
    if who != "C":
        record_chat_line(stage.ctx, row, author)
    return Happening("chat went on", row.id, author)


def _chat(number: int) -> Chat:
    chats = load_material().chats
    return chats[number % len(chats)]


def _rate(stage: Stagehand, row: Row[Any], owner: Row[Any], number: int) -> None:
    """What the visitor thought of it; not everybody says."""
    comments = read_toml("play")["praise"]
    if number % 2 == 0:
        comment = comments[number // 2 % len(comments)]
        _add_line(stage, row, owner.user_id, MessageType.RANKING_REWARD.value, "5")
        _add_line(stage, row, owner.user_id, MessageType.RANKING_COMMENT.value, comment)
        record_rating(stage.ctx, row, Rating.REWARD, row.assigned_to, comment)


def _add_line(stage: Stagehand, row: Row[Any], author: str, letter: str, text: str) -> None:
    connection, now = stage.ctx.connection, stage.ctx.now()
    groups = select(message_group.c.id).where(message_group.c.conversation_id == row.id, message_group.c.rtype == "C")
    group_id = connection.scalar(groups.order_by(message_group.c.position.desc()).limit(1))
    last = connection.scalar(select(func.max(message.c.position)).where(message.c.group_id == group_id))
    line = {
        "id": new_id(length=LONG_ID),
        "group_id": group_id,
        "conversation_id": row.id,
        "position": 0 if last is None else last + 1,
        "user_id": author,
        "rtype": letter,
        "created": now,
        "body": text,
    }
    connection.execute(insert(message), line)
    connection.execute(update(message_group).where(message_group.c.id == group_id).values(finished=now))
    connection.execute(update(conversation).where(conversation.c.id == row.id).values(changed=now))
