"""A conversation created and read back; when no answer came, looked for among the customer's conversations."""

from __future__ import annotations

import argparse
from datetime import datetime

from console.api.errors import ApiError, NotFoundError, Sent, ServerRefusedError
from console.cli.access import Calls
from console.cli.departments import find_department
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.fields import given_fields
from console.cli.options import STATUSES
from console.cli.outcome import LOOK, Outcome, State, sentence
from console.cli.queue_rows import status_word
from console.cli.remembered import remember
from console.cli.times import now
from console.contract.conversations import Conversation, ConversationRow, CreatedConversation
from console.contract.enums import ConversationStatus
from console.services.outbox.creating import CLOCKS_APART, newly_made


async def create(options: argparse.Namespace, calls: Calls, text: str) -> Outcome:
    """Create a conversation in the agent's name."""
    client, began = calls.client, now()
    department = await find_department(client, options.department)
    user = await agent_id(calls)
    try:
        created = await client.conversations.create(
            text,
            user=user,
            department=department.departmentid,
            subject=options.subject,
            recipient=options.to,
            recipient_name=options.name,
            cc=options.cc or None,
            status=ConversationStatus(STATUSES[options.status]) if options.status else None,
            send_mail=not options.no_mail,
            html=options.html,
            fields=list(given_fields(options.field)) or None,
        )
    except ApiError as error:
        if error.sent is not Sent.UNKNOWN:
            raise
        return await _looked_for(options, calls, began, error)
    return await _read_back(calls, created)


async def agent_id(calls: Calls) -> str:
    """The userid of the agent at work; raises `CommandError` when the server does not know one."""
    address = calls.connection.agent
    try:
        agent = await calls.client.agents.info(address)
    except NotFoundError:
        agent = None
    if agent is None or not agent.userid:
        raise CommandError(ExitCode.NOT_FOUND, f"The server has no agent {address}; nothing can be done in that name.")
    return agent.userid


async def _read_back(calls: Calls, created: CreatedConversation) -> Outcome:
    try:
        info = await calls.client.conversations.info(created.conversationid)
    except ApiError as error:
        message = f"{created.code or created.conversationid} was created, but could not be read. {error.message}"
        return Outcome(State.UNKNOWN, message, {"conversation": {"id": created.conversationid, "code": created.code}})
    return _is_there(calls, info)


async def _looked_for(options: argparse.Namespace, calls: Calls, began: datetime, why: ApiError) -> Outcome:
    """What became of it when nobody said so: only a new conversation of this customer and subject can be it."""
    try:
        rows = await calls.client.conversations.list(owner=options.to)
    except ApiError:
        rows = None
    row = newly_made(rows or (), options.subject, began - CLOCKS_APART)
    if row is not None:
        return _is_there(calls, row)
    if rows is not None and isinstance(why, ServerRefusedError) and why.server_message:
        return Outcome(State.NOT_DONE, why.message)
    return Outcome(State.UNKNOWN, f"It is not known whether it was created. {sentence(why.message)} {LOOK}")


def _is_there(calls: Calls, row: Conversation | ConversationRow) -> Outcome:
    remember(calls.connection, row)
    word = status_word(row.status)
    message = f"{row.code or row.conversationid} is there, {word} in {row.departmentname}."
    known = {"id": row.conversationid, "code": row.code, "status": word}
    return Outcome(State.CONFIRMED, message, {"conversation": known})
