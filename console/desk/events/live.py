"""Events of what happens while the desk runs, written in the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, func, insert, select, update

from console.contract.enums import ConversationStatus, GroupType, MessageType, Rating
from console.desk.context import Actor, Context
from console.desk.events.book import Rules, Standing
from console.desk.events.kinds import Kind
from console.desk.events.ledger import Ledger
from console.desk.events.levels import read_levels
from console.desk.events.shifts import ringing_now
from console.desk.events.standings import new_standing, read_standing
from console.desk.events.teller import TEXTS
from console.desk.tables import event, load_stretch, sla_clock, tag_stretch

_WHICH: BindParameter[int] = bindparam("which")
_END: BindParameter[int] = bindparam("end")
_END_LOAD = update(load_stretch).where(load_stretch.c.id == _WHICH).values(to_at=_END, reach=bindparam("length"))
_CLOSE_CLOCK = update(sla_clock).where(sla_clock.c.id == _WHICH).values(closed=_END, agent_id=bindparam("agent"))
_DROP_CLOCK = delete(sla_clock).where(sla_clock.c.id == _WHICH)


def record_act(
    ctx: Context,
    target: Row[Any],
    actor: Actor,
    kind: GroupType,
    letters: Sequence[MessageType],
    *,
    at: int,
    begins: bool,
    changes: Mapping[str, str | None],
) -> None:
    """Record an act in a conversation: `target` is as it was before, `changes` what the act changes of it.

    One that `begins` the conversation is its creation; `target` then has the status that it is created in.
    """
    agent_id = actor.user_id if actor.is_agent else None
    with _keeping(ctx, target, new_standing(target, at) if begins else read_standing(ctx.connection, target)) as ledger:
        standing = ledger.standing
        if begins:
            ledger.created(at, agent_id)
        receiver = changes.get("assigned_to", standing.agent_id)
        place = changes.get("department_id", standing.department_id)
        if (receiver, place) != (standing.agent_id, standing.department_id):
            ledger.moved(at, agent_id=receiver, department_id=place)
        for letter in letters:
            _record_message(ledger, actor, kind, letter, at)
        ledger.turned(at, changes.get("status") or standing.status, agent_id)


def record_chat_line(ctx: Context, target: Row[Any], agent_id: str) -> None:
    """Record a line that an agent writes in a running chat."""
    with _keeping(ctx, target, read_standing(ctx.connection, target)) as ledger:
        ledger.said(ctx.now(), agent_id)


def record_rating(ctx: Context, target: Row[Any], rating: Rating, agent_id: str | None, comment: str) -> None:
    """Record what the customer thought of an agent, in a chat or after it."""
    with _keeping(ctx, target, read_standing(ctx.connection, target)) as ledger:
        ledger.rated(ctx.now(), rating, agent_id, comment)
    if target.status != ConversationStatus.CHATTING.value:
        _forget_unrated(ctx.connection, target.id)


def record_tag(ctx: Context, conversation_id: str, tag_id: str, *, on: bool) -> None:
    """Record that a tag was put on a conversation that did not have it, or taken off one that may have had it."""
    pair = {"conversation_id": conversation_id, "tag_id": tag_id}
    if on:
        ctx.connection.execute(insert(tag_stretch), pair | {"from_at": ctx.now(), "to_at": None})
    else:
        open_one = update(tag_stretch).filter_by(**pair).where(tag_stretch.c.to_at.is_(None))
        ctx.connection.execute(open_one.values(to_at=ctx.now()))


@contextmanager
def _keeping(ctx: Context, target: Row[Any], standing: Standing) -> Iterator[Ledger]:
    """A conversation's ledger, written into the database at the end: new rows, and those that were open before."""
    connection, load, clock = ctx.connection, standing.load, standing.clock
    levels = read_levels(connection, ctx.zone)
    ledger = Ledger(standing, Rules(levels, lambda service, place, _at: ringing_now(connection, service, place)))
    yield ledger
    ledger.rows.store(connection)
    if load is not None and load["to_at"] is not None:
        connection.execute(_END_LOAD, {"which": load.get("id"), "end": load["to_at"], "length": load["reach"]})
    if clock is not None and clock["closed"] is not None:
        closed = {"which": clock.get("id"), "end": clock["closed"], "agent": clock["agent_id"]}
        connection.execute(_CLOSE_CLOCK, closed)
    elif clock is not None and clock in ledger.book.dropped:
        connection.execute(_DROP_CLOCK, {"which": clock.get("id")})


def _record_message(ledger: Ledger, actor: Actor, kind: GroupType, letter: MessageType, at: int) -> None:
    if letter.value in TEXTS and kind.public:
        if actor.is_agent:
            ledger.answered(at, actor.user_id)
        elif actor.is_customer:
            ledger.came_in(at)
    elif letter is MessageType.NOTE and actor.is_agent:
        ledger.noted(at, actor.user_id)


def _forget_unrated(connection: Connection, conversation_id: str) -> None:
    """The last chat of a conversation has been rated after all."""
    of_it = (event.c.conversation_id == conversation_id) & (event.c.kind == Kind.CHAT_UNRATED.value)
    last = connection.scalar(select(func.max(event.c.id)).where(of_it))
    connection.execute(delete(event).where(event.c.id == last))
