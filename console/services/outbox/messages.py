"""Replies and notes: sent once, and judged by what stands in the conversation afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Final

from console.api.errors import ApiError
from console.contract.enums import GroupType, MessageType, SendType
from console.services.errors import ServiceError
from console.services.faults import in_words
from console.services.outbox.guard import objections, seen_of
from console.services.outbox.verdicts import NOT_OURS, Verdict, of_reading, of_writing
from console.services.texts import find_sent
from console.store.outbox_rows import OutboxRow, RowState
from console.store.wishes import WriteMessage

if TYPE_CHECKING:
    from console.contract.messages import MessageGroup
    from console.services.engine import Engine
    from console.services.records import Person
    from console.services.thread import ThreadService

INTERNAL: Final = (GroupType.INTERNAL, GroupType.INTERNAL_COLLAPSED, GroupType.INTERNAL_OFFLINE)
"""Groups that customers do not see; letters of newer servers are taken as seen."""
NOT_SEEN: Final = "The server did not confirm this {noun}: it was not seen in the conversation. It may still arrive."

Begin = Callable[[frozenset[str]], bool]
"""Notes on disk, with the ids of the messages that are there, that the first byte goes out now."""


class Messages:
    """Sends messages and looks for them. Everything in it runs in the sender's engine."""

    def __init__(self, engine: Engine, threads: ThreadService, zone: tzinfo | None) -> None:
        self._engine = engine
        self._threads = threads
        self._zone = zone

    async def send(
        self, row: OutboxRow, wish: WriteMessage, agent: Person, begin: Begin, earlier: OutboxRow | None
    ) -> Verdict:
        """Look at the conversation, send unless something stands against it, and see whether it arrived.

        `earlier` is the row that this one repeats: when that arrived meanwhile, nothing is sent.
        """
        try:
            thread = await self._threads.load(row.conversation_id)
            if earlier is not None and (arrived := await self.look(row, wish, agent, earlier.base)) is not None:
                return arrived
        except ServiceError as error:
            return of_reading(error)
        except ApiError as error:
            return of_reading(in_words(error))
        against = objections(row.seen, thread, agent.id, self._zone) if wish.kind is SendType.MESSAGE else ()
        if against:
            return Verdict(RowState.CHANGED, " ".join(against))
        base = seen_of(thread).messages
        if not begin(base):
            return NOT_OURS
        try:
            await self._post(row, wish, agent, key=earlier.id if earlier else row.id)
        except ApiError as error:
            verdict = of_writing(error)
            if verdict.state is not RowState.UNKNOWN:
                return verdict
        else:
            verdict = Verdict(RowState.UNKNOWN, NOT_SEEN.format(noun=noun_of(wish)))
        try:
            return await self.look(row, wish, agent, base) or verdict
        except ApiError:
            return verdict  # what counts is whether the text is seen; a later look may see it

    async def look(self, row: OutboxRow, wish: WriteMessage, agent: Person, base: frozenset[str]) -> Verdict | None:
        """What became of something that was sent, by the conversation as it is now; None when it is not in it.

        Raises `ApiError` when the conversation cannot be read.
        """
        client = await self._engine.client()
        groups = await client.conversations.messages(row.conversation_id)
        return judge(groups, wish, agent, base)

    async def _post(self, row: OutboxRow, wish: WriteMessage, agent: Person, *, key: str) -> None:
        """Send it; a server that knows idempotency keys takes what was sent under the same one only once."""
        client = await self._engine.client()
        if wish.kind is SendType.NOTE:
            await client.conversations.note(row.conversation_id, wish.text, agent=agent.id, idempotency_key=key)
        else:
            await client.conversations.reply(row.conversation_id, wish.text, agent=agent.id, idempotency_key=key)


def judge(groups: Sequence[MessageGroup], wish: WriteMessage, agent: Person, base: frozenset[str]) -> Verdict | None:
    """The end of a sending when its text is among messages that were not there before."""
    found = find_sent(groups, wish.text, agent.id, base)
    if found is None:
        return None
    group, message = found
    internal = message.rtype is MessageType.NOTE or group.rtype in INTERNAL
    if wish.kind is SendType.MESSAGE and internal:
        words = "The server stored this reply as an internal note: the customer has not got it."
        return Verdict(RowState.REFUSED, words, found=message.messageid)
    words = "The server stored this note as a reply: the customer can see it."
    is_seen = wish.kind is SendType.NOTE and not internal
    return Verdict(RowState.CONFIRMED, words if is_seen else "", found=message.messageid)


def noun_of(wish: WriteMessage) -> str:
    """What the agent calls it."""
    return "note" if wish.kind is SendType.NOTE else "reply"
