"""What the commands below `lac customer` do."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any

from console.api.client import LiveAgentClient
from console.api.errors import NotFoundError
from console.cli import times
from console.cli.access import Calls
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.fields import Holder, given_fields, show_or_change
from console.cli.options import STATUSES
from console.cli.outcome import Outcome, State, Step, make_sure, one_after_another, tell
from console.cli.printing import complain, say, say_json
from console.cli.queue_rows import status_word
from console.cli.rows import print_rows, print_thing
from console.cli.table import Column
from console.contract.base import CustomField
from console.contract.conversations import ConversationRow
from console.contract.customers import Customer, CustomerRow
from console.contract.enums import ConversationStatus, CustomerRole

PAGE = 1000
"""Rows asked for at once."""


async def show(options: argparse.Namespace, calls: Calls) -> int:
    """Print a customer."""
    customer = await calls.client.customers.info(options.customer)
    groups = await calls.client.customers.groups(options.customer)
    thing = _as_json(customer) | {
        "note": customer.note,
        "groups": [{"id": one.groupid, "name": one.groupname} for one in groups],
        "fields": [{"code": one.code, "value": one.value} for one in (*customer.customfields, *customer.uniquefields)],
    }
    if not options.json:
        thing["created"] = calls.reader.full(customer.datecreated.at)
    names = {"name": "name", "email": "email", "id": "id", "role": "role", "created": "since"}
    print_thing(options, thing, {**names, "groups": "groups", "fields": "fields", "note": "note"})
    return ExitCode.OK


async def list_all(options: argparse.Namespace, calls: Calls) -> int:
    """Print a page of customers, or all of them."""
    found = calls.client.customers.all(
        email=options.email,
        first_name=options.name,
        last_name=options.last_name,
        phone=options.phone,
        page_size=min(options.limit or PAGE, PAGE),
    )
    rows: list[CustomerRow] = []
    async for row in found:
        rows.append(row)
        if len(rows) == options.limit:
            break
    columns = (
        ("name", Column("name", least=10)),
        ("email", Column("email", least=14)),
        ("role", Column("role", rank=1)),
        ("id", Column("id", rank=2)),
    )
    print_rows(options, "customers", [_as_json(row) for row in rows], columns)
    return ExitCode.OK


async def register(options: argparse.Namespace, calls: Calls) -> int:
    """Register a customer."""
    if not (options.email or options.name or options.phone):
        raise CommandError(ExitCode.USAGE, "Give an address, a name or a phone number.")
    customers = calls.client.customers
    if options.email and (known := await _known(calls.client, options.email)) is not None:
        message = f"There is a customer {options.email} already: {known.contactid}."
        return tell(options, Outcome(State.NOT_DONE, message, {"customer": {"id": known.contactid}}))
    made: list[Customer] = []

    async def create() -> None:
        made.append(
            await customers.register(
                email=options.email,
                name=options.name,
                phone=options.phone,
                note=options.note,
                role=CustomerRole[options.role.upper()],
                fields=list(given_fields(options.field)) or None,
            )
        )

    async def seen() -> bool:
        found = made[0].contactid if made else options.email
        return bool(found) and await _known(calls.client, found) is not None

    mail = " A mail asks for a password." if options.role == "registered" else " No mail was sent."
    outcome = await make_sure(create, seen, done=f"{options.email or options.name} is registered.{mail}")
    facts = {"customer": {"id": made[0].contactid if made else None, "email": options.email}}
    return tell(options, Outcome(outcome.state, outcome.message, facts))


async def field(options: argparse.Namespace, calls: Calls) -> int:
    """Show or change custom fields."""
    customers, customer = calls.client.customers, options.customer

    async def read() -> Sequence[CustomField]:
        return (await customers.info(customer)).customfields

    holder = Holder(
        "customer",
        customer,
        read,
        lambda code, value: customers.add_fields(customer, {code: value}),
        lambda code: customers.delete_fields(customer, code=code),
    )
    return await show_or_change(options, holder)


async def group(options: argparse.Namespace, calls: Calls) -> int:
    """Show or change the groups."""
    client, customer = calls.client, options.customer
    has = await _groups(client, customer)
    if not options.names and not options.remove:
        return _show_groups(options, has)
    known = {one.name for one in await client.groups.list()}
    if not options.create and (missing := [name for name in options.names if name not in known]):
        raise CommandError(ExitCode.NOT_FOUND, f"There is no group {missing[0]!r}; --create makes it.")
    steps = [_step(client, customer, name, put=True) for name in options.names]
    steps += [_step(client, customer, name, put=False) for name in options.remove]
    facts = {"customer": customer, "added": options.names, "removed": options.remove}
    return tell(options, await one_after_another(steps, facts))


async def conversations(options: argparse.Namespace, calls: Calls) -> int:
    """Print the conversations of a customer."""
    status = [ConversationStatus(STATUSES[word]) for word in options.status] or None
    rows = await calls.client.conversations.list(owner=options.customer, status=status)
    rows.sort(key=lambda row: row.datechanged.raw, reverse=True)
    things = [_conversation(row) for row in rows[: options.limit or None]]
    if not options.json:
        for thing, row in zip(things, rows, strict=False):
            thing["changed"] = calls.reader.when(row.datechanged.at)
    columns = (
        ("code", Column("code")),
        ("status", Column("status")),
        ("changed", Column("changed", rank=1)),
        ("subject", Column("subject", least=12)),
        ("department", Column("department", least=8, rank=2)),
    )
    print_rows(options, "conversations", things, columns)
    return ExitCode.OK


VERBS: Mapping[str, Callable[[argparse.Namespace, Calls], Coroutine[Any, Any, int]]] = {
    "show": show,
    "list": list_all,
    "register": register,
    "field": field,
    "group": group,
    "conversations": conversations,
}
"""The commands by name."""


def _step(client: LiveAgentClient, customer: str, name: str, *, put: bool) -> Step:
    async def seen() -> bool:
        return (name in await _groups(client, customer)) == put

    if put:
        return Step(partial(client.customers.add_to_group, customer, name), seen, f"{customer} is in {name}.")
    change = partial(client.customers.remove_from_group, customer, name)
    return Step(change, seen, f"{customer} is not in {name} any more.")


def _show_groups(options: argparse.Namespace, has: list[str]) -> int:
    if options.json:
        say_json({"customer": options.customer, "groups": has})
    elif has:
        say(*has)
    else:
        complain("The customer is in no group.")
    return ExitCode.OK


async def _groups(client: LiveAgentClient, customer: str) -> list[str]:
    return [one.groupname for one in await client.customers.groups(customer)]


async def _known(client: LiveAgentClient, customer: str) -> Customer | None:
    try:
        return await client.customers.info(customer)
    except NotFoundError:
        return None


def _as_json(row: CustomerRow) -> dict[str, object]:
    name = " ".join(part for part in (row.firstname, row.lastname) if part)
    return {
        "id": row.contactid,
        "user_id": row.userid,
        "email": row.email or None,
        "name": name or row.systemname,
        "role": row.role.word if row.role.known else row.role.value,
        "created": times.iso(row.datecreated.at),
    }


def _conversation(row: ConversationRow) -> dict[str, object]:
    return {
        "id": row.conversationid,
        "code": row.code,
        "status": status_word(row.status),
        "subject": row.subject,
        "department": {"id": row.departmentid, "name": row.departmentname},
        "created": times.iso(row.datecreated.at),
        "changed": times.iso(row.datechanged.at),
        "preview": row.preview,
    }
