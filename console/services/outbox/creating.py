"""Customers registered and conversations begun: looked for before and afterwards, and never made a second time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from console.api.errors import ApiError, NotFoundError
from console.contract.enums import ConversationStatus, CustomerRole
from console.services.facts import keep_info
from console.services.mapping import full_name
from console.services.outbox.verdicts import CONFIRMED, NOT_OURS, Verdict, of_writing
from console.store.outbox_rows import OutboxRow, RowState
from console.store.wishes import CreateConversation, RegisterCustomer, only_once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from console.api.client import LiveAgentClient
    from console.contract.conversations import ConversationRow
    from console.services.engine import Engine
    from console.services.outbox.messages import Begin
    from console.services.records import Person
    from console.store.store import Store
    from console.store.wishes import Pairs

CLOCKS_APART: Final = timedelta(minutes=10)
"""How far a server's clock may be behind this machine's, for something to count as new."""
NOT_SEEN: Final = "The server did not confirm it, and it was not found there. It may still come."
FOUND_ONLY: Final = 20
"""Customers of one name who are looked through."""

Created = CreateConversation | RegisterCustomer


class Creating:
    """Makes customers and conversations. Everything in it runs in the sender's engine."""

    def __init__(self, engine: Engine, store: Store) -> None:
        self._engine = engine
        self._store = store

    async def make(
        self, row: OutboxRow, wish: Created, agent: Person, begin: Begin, earlier: OutboxRow | None
    ) -> Verdict:
        """Make it, unless it is there already, and see that it is. `earlier` is the row that this one repeats."""
        try:
            client = await self._engine.client()
            base = await self._before(client, wish, row, earlier)
            if (found := await self._find(client, wish, _since(row, earlier), base)) is not None:
                return found
        except ApiError as error:
            verdict = of_writing(error)
            return Verdict(RowState.WAITING, verdict.words, verdict.offline) if error.temporary else verdict
        if not begin(base):
            return NOT_OURS
        return await self._ask(client, wish, row, agent, base, earlier)

    async def look(self, row: OutboxRow, wish: Created, earlier: OutboxRow | None) -> Verdict | None:
        """What became of something that is in doubt; None when it is not there. Raises `ApiError`."""
        return await self._find(await self._engine.client(), wish, _since(row, earlier), row.base)

    async def _before(
        self, client: LiveAgentClient, wish: Created, row: OutboxRow, earlier: OutboxRow | None
    ) -> frozenset[str]:
        """The customer's conversations before the first try."""
        if earlier is not None:
            return earlier.base
        if row.tries or isinstance(wish, RegisterCustomer):
            return row.base
        try:
            rows = await client.conversations.list(owner=wish.email)
        except NotFoundError:
            return frozenset()
        return frozenset(one.conversationid for one in rows)

    async def _ask(
        self,
        client: LiveAgentClient,
        wish: Created,
        row: OutboxRow,
        agent: Person,
        base: frozenset[str],
        earlier: OutboxRow | None,
    ) -> Verdict:
        """Ask for it, under the key of the row that is repeated: a server that knows keys does it only once."""
        verdict, made = Verdict(RowState.UNKNOWN, NOT_SEEN), ""
        try:
            made = await _call(client, wish, agent, earlier.id if earlier else row.id)
            if made in base:  # it came of this key, but two rows say the same and the other one counts as this
                made = await _call(client, wish, agent, row.id)
        except ApiError as error:
            verdict = of_writing(error)
            if verdict.state is RowState.WAITING:
                return verdict
            if verdict.state is RowState.UNKNOWN and not only_once(wish):
                verdict = Verdict(RowState.WAITING, verdict.words, verdict.offline)
            elif verdict.state is RowState.REFUSED and not isinstance(wish, RegisterCustomer):
                return verdict
        try:
            return await self._find(client, wish, _since(row, earlier), base, made) or verdict
        except ApiError:
            return verdict  # what counts is whether it is seen; a later look may see it

    async def _find(
        self, client: LiveAgentClient, wish: Created, since: datetime, base: Collection[str], made: str = ""
    ) -> Verdict | None:
        """See it on the server, best as what the server said it `made`."""
        if isinstance(wish, RegisterCustomer):
            return CONFIRMED if await _is_known(client, wish, since) else None
        try:
            rows = await client.conversations.list(owner=wish.email)
        except NotFoundError:
            return None
        named = next((one for one in rows if made and one.conversationid == made), None)
        one = named or newly_made(rows, wish.subject, since, base)
        if one is None:
            return None
        keep_info(self._store, await client.conversations.info(one.conversationid))
        words = f"{one.code or one.conversationid} {one.conversationid}"
        return Verdict(RowState.CONFIRMED, words, found=one.conversationid)


def _since(row: OutboxRow, earlier: OutboxRow | None) -> datetime:
    """When it was tried first: what a repeat looks for may have come of the attempt that it repeats."""
    first = earlier or row
    return (first.tried_at or first.accepted_at) - CLOCKS_APART


def newly_made(
    rows: Iterable[ConversationRow], subject: str, since: datetime, base: Collection[str] = ()
) -> ConversationRow | None:
    """The conversation of a customer that came of an attempt of which nobody said what became of it: it has the
    subject, was not there before, and is no older than the attempt."""
    for row in rows:
        created = row.datecreated.at
        is_new = row.conversationid not in base and (created is None or created >= since)
        if is_new and row.subject.strip() == subject.strip():
            return row
    return None


async def _is_known(client: LiveAgentClient, wish: RegisterCustomer, since: datetime) -> bool:
    """Whether the desk has the customer: by the address, or as somebody new of that name."""
    if wish.email:
        try:
            await client.customers.info(wish.email)
        except NotFoundError:
            return False
        return True
    first = wish.name.split()[0] if wish.name.split() else None
    found = await client.customers.list(
        first_name=first, phone=wish.phone if not first else None, created_after=since, limit=FOUND_ONLY
    )
    return any(
        full_name(one.firstname, one.lastname) == " ".join(wish.name.split())
        and one.datecreated.at is not None
        and one.datecreated.at >= since
        for one in found
    )


async def _call(client: LiveAgentClient, wish: Created, agent: Person, key: str) -> str:
    """Make it; the id of the new conversation, empty where the server tells none."""
    if isinstance(wish, RegisterCustomer):
        await client.customers.register(
            email=wish.email or None,
            name=wish.name or None,
            role=CustomerRole.REGISTERED if wish.registered else CustomerRole.VISITOR,
            phone=wish.phone or None,
            fields=_fields(wish.fields),
            idempotency_key=key,
        )
        return ""
    made = await client.conversations.create(
        wish.text,
        user=agent.id,
        department=wish.department,
        subject=wish.subject,
        recipient=wish.email,
        recipient_name=wish.name or None,
        status=ConversationStatus.OPEN,
        send_mail=wish.mail,
        fields=_fields(wish.fields),
        idempotency_key=key,
    )
    return made.conversationid


def _fields(pairs: Pairs) -> dict[str, str] | None:
    return dict(pairs) or None
