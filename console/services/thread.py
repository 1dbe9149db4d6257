"""Conversations opened: from the cache at once, from the server with names for everybody who wrote."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from console.api.budget import Priority
from console.api.errors import NotFoundError
from console.services.faults import translated
from console.services.mapping import (
    agent_person,
    conversation_facts,
    customer_person,
    same_messages,
    same_state,
    thread_of,
)
from console.services.records import Person, PersonKind, Thread
from console.store.people import nobody_known

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.contract.conversations import Conversation, TagRow
    from console.contract.messages import MessageGroup
    from console.services.engine import Engine
    from console.services.session import Session
    from console.store.store import Store

KEPT: Final = 24
"""Threads kept in memory as they are drawn."""
TAGS_EVERY: Final = timedelta(minutes=2)
"""How often the tags of a conversation that does not change are asked for; a tag may not count as a change."""
STATE_EVERY: Final = 5
"""Of so many looks at an open conversation one asks for its state, and of twice as many one for its tags.

All others ask for its messages.
"""
STRANGERS: Final = 5
"""People whose names are asked for when one conversation is opened."""


class ThreadService:
    """Reads conversations."""

    def __init__(self, engine: Engine, store: Store, session: Session, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._store = store
        self._session = session
        self._clock = clock
        self._kept: OrderedDict[str, Thread] = OrderedDict()
        self._lock = threading.Lock()
        self._tags_read: dict[str, datetime] = {}
        self._looks = 0

    def cached(self, conversation_id: str) -> Thread | None:
        """The conversation as last read, with its row as it is now; None when it was never read."""
        with self._lock:
            thread = self._kept.get(conversation_id)
        if thread is None:
            thread = self._store.threads.get(conversation_id)
            if thread is not None:
                self._keep(thread)
            return thread
        row = self._store.conversations.row(conversation_id)
        return thread if row is None else replace(thread, row=row)

    async def load(self, conversation_id: str, priority: Priority = Priority.OPEN) -> Thread:
        """Read the conversation from the server into the cache. Raises `ServiceError`."""
        return await self._engine.run(self._load(conversation_id, priority))

    async def look_again(self, conversation_id: str) -> Thread:
        """Look whether a conversation that is open has news, in one call, and read it if so. Raises `ServiceError`."""
        return await self._engine.run(self._look_again(conversation_id))

    async def prefetch(self, ids: Sequence[str]) -> None:
        """Read those of these conversations whose cached thread is missing or out of date."""
        await self._engine.run(self._prefetch(ids))

    async def _prefetch(self, ids: Sequence[str]) -> None:
        for conversation_id in ids:
            stored = self._store.threads.changed_raw(conversation_id)
            if stored is None or stored != self._store.conversations.changed_raw(conversation_id):
                await self._load(conversation_id, Priority.PREFETCH)

    async def _look_again(self, conversation_id: str) -> Thread:
        known = self.cached(conversation_id)
        if known is None:
            return await self._load(conversation_id, Priority.POLL)
        self._looks += 1
        with translated():
            client = await self._engine.client()
            if self._looks % STATE_EVERY:
                same = same_messages(
                    known, await client.conversations.messages(conversation_id, priority=Priority.POLL)
                )
            elif self._looks % (2 * STATE_EVERY):
                same = same_state(known, await client.conversations.info(conversation_id, priority=Priority.POLL))
            else:
                tags = await client.conversations.tags(conversation_id, priority=Priority.POLL)
                same = known.row.tags == _names(tags)
        if same:
            return known
        self._tags_read.pop(conversation_id, None)
        return await self._load(conversation_id, Priority.POLL)

    async def _load(self, conversation_id: str, priority: Priority) -> Thread:
        with translated():
            client = await self._engine.client()
            info = await client.conversations.info(conversation_id, priority=priority)
            groups = await client.conversations.messages(conversation_id, priority=priority)
            names = await self._tags(client, info, priority)
            self._store.labels.learn_fields("conversation", [field.code for field in info.customfields])
            await self._learn_names(client, info, groups, priority)
            self._store.conversations.put([conversation_facts(info)])
            self._store.conversations.put_details(info.conversationid, info.assignedto, names, info.datechanged.raw)
            row = self._store.conversations.row(info.conversationid)
            if row is None:
                message = "a conversation that was just stored is gone"
                raise RuntimeError(message)
            people = self._store.people.known(_user_ids(info, groups))
            thread = thread_of(
                info, groups, names, row, lambda user: people.get(user) or nobody_known(user), self._clock()
            )
            self._store.threads.put(thread, self._session.agent_id)
            thread = replace(thread, row=self._store.conversations.row(info.conversationid) or row)
        self._keep(thread)
        return thread

    async def _tags(self, client: LiveAgentClient, info: Conversation, priority: Priority) -> tuple[str, ...]:
        """The names of the tags; those of a moment ago while nothing else changed."""
        known, now = self.cached(info.conversationid), self._clock()
        read_at = self._tags_read.get(info.conversationid)
        same = known is not None and known.changed_raw == info.datechanged.raw
        if known is not None and same and read_at is not None and now - read_at < TAGS_EVERY:
            return known.row.tags
        tags = await client.conversations.tags(info.conversationid, priority=priority)
        self._tags_read[info.conversationid] = now
        return _names(tags)

    async def _learn_names(
        self, client: LiveAgentClient, info: Conversation, groups: Sequence[MessageGroup], priority: Priority
    ) -> None:
        """Ask who the unknown authors are: first the owner, then agents the presence does not list."""
        unknown = self._unknown(info, groups)
        if unknown and info.owneremail:
            try:
                owner = customer_person(await client.customers.info(info.owneremail, priority=priority))
            except NotFoundError:
                owner = Person("", "", PersonKind.UNKNOWN)
            self._store.people.put([owner])
            unknown = [one for one in unknown if one != owner.id]
        for user_id in unknown[:STRANGERS]:
            self._store.people.put([await _stranger(client, user_id, info, priority)])

    def _unknown(self, info: Conversation, groups: Sequence[MessageGroup]) -> list[str]:
        ids = _user_ids(info, groups)
        known = self._store.people.known(ids)
        return [one for one in ids if one and one not in known]

    def _keep(self, thread: Thread) -> None:
        with self._lock:
            self._kept[thread.row.id] = thread
            self._kept.move_to_end(thread.row.id)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _names(tags: Sequence[TagRow]) -> tuple[str, ...]:
    return tuple(tag.name or tag.id for tag in tags)


def _user_ids(info: Conversation, groups: Sequence[MessageGroup]) -> list[str]:
    """Everybody who has a part in a conversation, once each."""
    ids = {info.assignedto: None} if info.assignedto else {}
    for group in groups:
        ids[group.userid] = None
        ids.update((message.userid, None) for message in group.messages)
    return list(ids)


async def _stranger(client: LiveAgentClient, user_id: str, info: Conversation, priority: Priority) -> Person:
    """An agent nobody listed, or else the owner under an id of another address: who is no agent writes as customer."""
    try:
        agent = await client.agents.info(user_id, priority=priority)
    except NotFoundError:
        name = info.ownername or info.owneremail or user_id
        return Person(user_id, name, PersonKind.CUSTOMER, info.owneremail)
    return agent_person(user_id, agent.firstname, agent.lastname, agent.email)
