"""What is known of a conversation here and now, by the names that placeholders have; the server is not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from console.store.outbox_rows import RowState
from console.store.wishes import SetCustomerField, SetField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from console.services.records import FieldValue, OutboxRow, Person, Thread
    from console.services.session import Session
    from console.store.store import Store

NAMES: Final = {
    "customer.name": "the customer's name",
    "customer.first": "the customer's first name",
    "customer.email": "the customer's mail address",
    "customer.field.…": "a custom field of the customer, by its code",
    "code": "the conversation's code",
    "subject": "its subject",
    "department": "the department it is in",
    "field.…": "a custom field of the conversation, by its code",
    "agent.name": "your name",
    "agent.first": "your first name",
    "agent.email": "your address",
}
"""The placeholders that fill themselves, and what goes into each."""


def is_known_name(name: str) -> bool:
    """Whether a placeholder is one that fills itself when the value is known."""
    folded = name.strip().casefold()
    return folded in NAMES or any(folded.startswith(known[:-1]) for known in NAMES if known.endswith("…"))


class KnownValues:
    """Reads the cache, and over it what the agent wants and is on its way."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def all_of_fields(self, conversation_id: str) -> dict[str, tuple[str, ...]]:
        """All values that custom fields have, by the names of their placeholders, as last read."""
        row, thread = self._store.conversations.row(conversation_id), self._store.threads.get(conversation_id)
        profile = self._store.customers.get(row.customer_email) if row is not None else None
        found: dict[str, tuple[str, ...]] = {}
        for prefix, fields in (("field", thread and thread.fields), ("customer.field", profile and profile.fields)):
            for field in fields or ():
                key = f"{prefix}.{field.code}".casefold()
                found[key] = (*found.get(key, ()), field.value)
        return found

    def of(self, conversation_id: str) -> dict[str, str]:
        """Values by the names of placeholders, folded; as they came, so that only `fill` may put them into a text."""
        values: dict[str, str] = {}
        row = self._store.conversations.row(conversation_id)
        if row is not None:
            values |= {"code": row.code, "subject": row.subject, "department": row.department_name}
            values |= {"customer.email": row.customer_email}
            values |= _names("customer", row.customer_name, row.customer_email)
            profile = self._store.customers.get(row.customer_email)
            values |= _fields("customer.field", profile.fields if profile else ())
        thread = self._store.threads.get(conversation_id)
        values |= _fields("field", thread.fields if thread else ())
        values |= _wanted(wished(self._store, conversation_id, thread))
        return values | _of_agent(self._session.agent)


def wished(store: Store, conversation_id: str, thread: Thread | None) -> list[OutboxRow]:
    """What the agent wants of a conversation, also what was done since its thread was read."""
    if thread is None:
        return store.outbox.of_conversation(conversation_id)
    rows = store.outbox.rows(settled_since=thread.fetched_at)
    return [row for row in rows if row.conversation_id == conversation_id and row.state is not RowState.WITHDRAWN]


def _of_agent(agent: Person | None) -> dict[str, str]:
    if agent is None:
        return {}
    return {"agent.email": agent.email, **_names("agent", agent.name, agent.email)}


def _names(who: str, name: str, email: str) -> dict[str, str]:
    """Whole and first name; an address in place of a name is none."""
    name = " ".join(name.split())
    if not name or "@" in name or name.casefold() == email.casefold():
        return {}
    return {f"{who}.name": name, f"{who}.first": first_name(name)}


def first_name(name: str) -> str:
    """The first of somebody's names, without titles such as "Dr."."""
    last, comma, first = name.partition(",")
    words = [word for word in (first if comma else last).split() if not word.endswith(".")] or name.split()
    return words[0] if words else ""


def _fields(prefix: str, fields: Iterable[FieldValue]) -> Mapping[str, str]:
    """One value for each code; of several that differ none is the right one."""
    values: dict[str, str] = {}
    for field in fields:
        key = f"{prefix}.{field.code}".casefold()
        values[key] = field.value if values.get(key, field.value) == field.value else ""
    return values


def _wanted(rows: Iterable[OutboxRow]) -> dict[str, str]:
    """The fields that the agent has changed and that are on their way."""
    values: dict[str, str] = {}
    for row in rows:
        if row.state in (RowState.REFUSED, RowState.CHANGED):
            continue
        match row.wish:
            case SetField(code=code, value=value):
                values[f"field.{code}".casefold()] = value
            case SetCustomerField(code=code, value=value):
                values[f"customer.field.{code}".casefold()] = value
    return values
