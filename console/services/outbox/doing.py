"""Wishes that may be repeated: the server is asked, made to be as wished, and asked again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from console.api.errors import ApiError, NotFoundError, Sent
from console.contract.enums import ConversationStatus
from console.services.facts import keep_info
from console.services.outbox.labelling import change_label, label_is_so
from console.services.outbox.verdicts import CONFIRMED, NOT_OURS, TAKEN, Verdict, of_writing
from console.services.texts import find_sent, message_ids
from console.store.outbox_rows import OutboxRow, RowState
from console.store.wishes import (
    DeleteConversation,
    HandOver,
    RemoveLabel,
    SetCustomerField,
    SetField,
    SetGroup,
    SetLabel,
    SetStatus,
    SetTag,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from console.api.client import LiveAgentClient
    from console.contract.base import CustomField
    from console.contract.conversations import Conversation
    from console.services.engine import Engine
    from console.services.outbox.messages import Begin
    from console.services.records import Person
    from console.store.store import Store


class Doing:
    """Fulfils wishes. Everything in it runs in the sender's engine."""

    def __init__(self, engine: Engine, store: Store) -> None:
        self._engine = engine
        self._store = store

    async def fulfil(self, row: OutboxRow, agent: Person, begin: Begin) -> Verdict:
        """Make the server as wished, unless it is so already, and see that it is."""
        trouble: ApiError | None = None
        try:
            client = await self._engine.client()
            base = await _messages_before(client, row)
            had: list[str] = []
            if not await self._is_so(client, row, had):
                if words := self._taken(row):
                    return Verdict(RowState.REFUSED, words)
                if not begin(base):
                    return NOT_OURS
                trouble = await _ask(client, row, agent, had)
                if not await self._is_so(client, row, []):
                    words = self._taken(row) or "The server does not show it."
                    return _repeatable(trouble) if trouble else Verdict(RowState.REFUSED, words)
            return await _with_note(client, row, agent, base)
        except ApiError as error:
            return _repeatable(error)

    def _taken(self, row: OutboxRow) -> str:
        """Who has a conversation that was only wanted while nobody has it, in words; empty for all others."""
        if not isinstance(row.wish, HandOver) or not row.wish.if_free:
            return ""
        known = self._store.conversations.row(row.conversation_id)
        if known is None or not known.assigned_to:
            return ""
        person = self._store.people.known([known.assigned_to]).get(known.assigned_to)
        return f"{person.name if person else 'Somebody else'} {TAKEN}"

    async def _is_so(self, client: LiveAgentClient, row: OutboxRow, had: list[str]) -> bool:
        """Whether the server shows what is wished; what it says of the conversation goes into the cache.

        The values that a field has go into `had`.
        """
        match row.wish:
            case SetStatus(status=status):
                return (await self._info(client, row)).status == status
            case HandOver(department=department, agent=agent):
                info = await self._info(client, row)
                return department in ("", info.departmentid) and agent in ("", info.assignedto)
            case SetTag(tag=tag, on=on):
                tags = await client.conversations.tags(row.conversation_id)
                self._store.labels.put_tags(row.conversation_id, [one.name or one.id for one in tags])
                return on == any(tag.casefold() in (one.name.casefold(), one.id.casefold()) for one in tags)
            case SetField(code=code, value=value):
                had += _values((await self._info(client, row)).customfields, code)
                return had == ([value] if value else [])
            case SetCustomerField(customer=customer, code=code, value=value):
                had += _values((await client.customers.info(customer)).customfields, code)
                return had == ([value] if value else [])
            case SetGroup(customer=customer, group=group, on=on):
                groups = await client.customers.groups(customer)
                return on == any(one.groupname.casefold() == group.casefold() for one in groups)
            case SetLabel() | RemoveLabel():
                return await label_is_so(client, row.wish)
            case DeleteConversation():
                return await self._is_deleted(client, row)
            case _:
                return False

    async def _is_deleted(self, client: LiveAgentClient, row: OutboxRow) -> bool:
        """Servers that do not tell of what is in the bin know nothing of it any more."""
        try:
            return (await self._info(client, row)).status is ConversationStatus.DELETED
        except NotFoundError:
            return True

    async def _info(self, client: LiveAgentClient, row: OutboxRow) -> Conversation:
        info = await client.conversations.info(row.conversation_id)
        keep_info(self._store, info)
        return info


async def _ask(client: LiveAgentClient, row: OutboxRow, agent: Person, had: Sequence[str]) -> ApiError | None:
    """Ask for what is wished once; the error when nobody knows whether it was done."""
    try:
        await _call(client, row, agent, had)
    except ApiError as error:
        if error.sent is not Sent.UNKNOWN:
            raise
        return error
    return None


async def _call(client: LiveAgentClient, row: OutboxRow, agent: Person, had: Sequence[str]) -> None:
    conversation, key = row.conversation_id, row.id
    match row.wish:
        case SetStatus(status=status):
            await client.conversations.set_status(conversation, status, by=agent.id, idempotency_key=key)
        case HandOver(department=department, agent=to, note=note):
            await client.conversations.transfer(
                conversation,
                agent=to or None,
                department=department or None,
                note=note or None,
                by=agent.id,
                idempotency_key=key,
            )
        case SetTag(tag=tag, on=True, new=new):
            if new:
                await _make_tag(client, tag, key)
            await client.conversations.add_tag(conversation, name=tag, idempotency_key=key)
        case SetTag(tag=tag):
            await client.conversations.remove_tag(conversation, name=tag, idempotency_key=key)
        case SetField(code=code, value=value):
            await _change_field(
                code,
                value,
                had,
                lambda: client.conversations.delete_fields(conversation, code=code),
                lambda values, more: client.conversations.add_fields(conversation, values, idempotency_key=key + more),
            )
        case SetCustomerField(customer=customer, code=code, value=value):
            await _change_field(
                code,
                value,
                had,
                lambda: client.customers.delete_fields(customer, code=code),
                lambda values, more: client.customers.add_fields(customer, values, idempotency_key=key + more),
            )
        case SetGroup(customer=customer, group=group, on=True):
            await client.customers.add_to_group(customer, group, idempotency_key=key)
        case SetGroup(customer=customer, group=group):
            await client.customers.remove_from_group(customer, group, idempotency_key=key)
        case SetLabel() | RemoveLabel():
            await change_label(client, row.wish, key)
        case DeleteConversation():
            await client.conversations.delete(conversation, by=agent.id, idempotency_key=key)


async def _change_field(
    code: str,
    value: str,
    had: Sequence[str],
    delete: Callable[[], Awaitable[object]],
    add: Callable[[list[CustomField], str], Awaitable[object]],
) -> None:
    """Put a value in the place of those there were; when the server refuses it, they come back."""
    from console.contract.base import CustomField  # brings pydantic, which the first screen does without

    if had:
        await delete()
    if not value:
        return
    try:
        await add([CustomField(code=code, value=value)], "")
    except ApiError as error:
        if error.sent is Sent.SENT_AND_REFUSED and had:
            with suppress(ApiError):
                await add([CustomField(code=code, value=one) for one in had], "-back")
        raise


async def _make_tag(client: LiveAgentClient, name: str, key: str) -> None:
    """Make a tag unless the desk has one of that name by now."""
    if not any(one.name.casefold() == name.casefold() for one in await client.tags.list()):
        await client.tags.create(name, idempotency_key=f"{key}-tag")


async def _messages_before(client: LiveAgentClient, row: OutboxRow) -> frozenset[str]:
    """The messages that were there before the first try of a transfer with a note; nothing else needs them."""
    if not isinstance(row.wish, HandOver) or not row.wish.note:
        return frozenset()
    return row.base if row.tries else message_ids(await client.conversations.messages(row.conversation_id))


async def _with_note(client: LiveAgentClient, row: OutboxRow, agent: Person, base: frozenset[str]) -> Verdict:
    """The end of a wish that came true; servers that drop the note of a transfer get it as a note of its own."""
    if not isinstance(row.wish, HandOver) or not row.wish.note:
        return CONFIRMED
    note, conversation = row.wish.note, row.conversation_id
    if found := find_sent(await client.conversations.messages(conversation), note, agent.id, base):
        return Verdict(RowState.CONFIRMED, found=found[1].messageid)
    try:
        await client.conversations.note(conversation, note, agent=agent.id, idempotency_key=f"{row.id}-note")
    except ApiError as error:
        if error.sent is not Sent.UNKNOWN:
            raise
    if found := find_sent(await client.conversations.messages(conversation), note, agent.id, base):
        return Verdict(RowState.CONFIRMED, found=found[1].messageid)
    words = "It was transferred, but its note was not seen in the conversation. Look before writing it again."
    return Verdict(RowState.CONFIRMED, words)


def _repeatable(error: ApiError) -> Verdict:
    """Nothing is lost by trying again: what is in doubt waits like what was not sent."""
    if isinstance(error, NotFoundError):
        return Verdict(RowState.REFUSED, error.message)
    verdict = of_writing(error)
    return Verdict(RowState.WAITING, verdict.words, verdict.offline) if verdict.state is RowState.UNKNOWN else verdict


def _values(fields: Sequence[CustomField], code: str) -> list[str]:
    return [field.value for field in fields if field.code == code]
