"""Customers: who somebody is, in which groups, and what they wrote before."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from console.api.budget import Priority
from console.api.errors import NotFoundError
from console.services.faults import translated
from console.services.mapping import conversation_facts, customer_person, customer_profile
from console.services.records import CustomerFound, CustomerGroup, CustomerProfile, QueueRow

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.contract.customers import CustomerGroupRow
    from console.services.engine import Engine
    from console.store.store import Store

FOUND: Final = 50
"""Rows of a search at most."""
COLOURS_EVERY: Final = timedelta(days=1)


class CustomerService:
    """Reads customers."""

    def __init__(self, engine: Engine, looking: Engine, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._looking = looking
        self._store = store
        self._clock = clock

    def cached(self, email: str) -> CustomerProfile | None:
        """The customer as last read; None when never."""
        return self._store.customers.get(email)

    def as_now(self, profile: CustomerProfile, email: str) -> CustomerProfile:
        """The profile with the conversations under that address as the cache has them by now."""
        return replace(profile, previous=self._store.conversations.of_customer(email))

    def previous(self, email: str) -> tuple[QueueRow, ...]:
        """The conversations under that address, as the cache has them, the newest first."""
        return self._store.conversations.of_customer(email)

    async def load(self, email: str) -> CustomerProfile:
        """Read a customer, the groups and the conversations from the server. Raises `ServiceError`."""
        return await self._engine.run(self._load(email))

    async def known(self, email: str) -> CustomerProfile | None:
        """Read a customer from the server; None when it knows nobody of that address. Raises `ServiceError`."""
        return await self._engine.run(self._known(email))

    async def find(self, text: str) -> tuple[CustomerFound, ...]:
        """Customers of the cache with these words in name or address."""
        return await self._looking.run(self._find(text))

    async def find_at_desk(self, text: str) -> tuple[CustomerFound, ...]:
        """Customers whom the server has with these words in name or address. Raises `ServiceError`."""
        return await self._engine.run(self._find_at_desk(text))

    async def _known(self, email: str) -> CustomerProfile | None:
        with translated():
            client = await self._engine.client()
            try:
                await client.customers.info(email)
            except NotFoundError:
                return None
        return await self._load(email)

    async def _find(self, text: str) -> tuple[CustomerFound, ...]:
        with translated():
            return self._store.customers.find(text)

    async def _find_at_desk(self, text: str) -> tuple[CustomerFound, ...]:
        words = text.split()
        with translated():
            client = await self._engine.client()
            if "@" in text:
                rows = await client.customers.list(email=text.strip(), limit=FOUND)
            else:
                rows = await client.customers.list(
                    first_name=words[0], last_name=" ".join(words[1:]) or None, limit=FOUND
                )
                if len(words) == 1:
                    rows += await client.customers.list(last_name=words[0], limit=FOUND)
        found = {one.email: CustomerFound(one.email, customer_person(one).name) for one in rows if one.email}
        return tuple(found.values())

    async def _load(self, email: str) -> CustomerProfile:
        with translated():
            client = await self._engine.client()
            customer = await client.customers.info(email)
            rows = await client.customers.groups(email)
            groups = [await self._group(client, row) for row in rows]
            conversations = await client.conversations.list(owner=email, priority=Priority.OPEN)
            self._store.conversations.put(conversation_facts(row) for row in conversations if row.conversationid)
            self._store.people.put([customer_person(customer)])
            self._store.labels.learn_fields("customer", [field.code for field in customer.customfields])
            profile = customer_profile(customer, groups, self._store.conversations.of_customer(email), self._clock())
            self._store.customers.put(email, profile)
        return profile

    async def _group(self, client: LiveAgentClient, row: CustomerGroupRow) -> CustomerGroup:
        """A group with its colours, which are asked for once a day."""
        name = f"group {row.groupid}"
        fact = self._store.presence.fact(name)
        if fact is None or self._clock() - fact[1] >= COLOURS_EVERY:
            try:
                group = await client.groups.info(row.groupid, priority=Priority.OPEN)
            except NotFoundError:
                return CustomerGroup(row.groupid, row.groupname)
            self._store.presence.put_fact(name, json.dumps([group.color, group.bg_color]), self._clock())
            return CustomerGroup(row.groupid, row.groupname, group.color, group.bg_color)
        colours: Sequence[str] = json.loads(fact[0])
        return CustomerGroup(row.groupid, row.groupname, colours[0], colours[1])
