"""What a handler works with: a connection, the time and zone of the call, and how things are found by identifiers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, func, or_, select

from console.contract.messages import SYSTEM_USER_ID
from console.desk import dates
from console.desk.errors import not_found, refused
from console.desk.tables import agent, conversation, customer, customer_email, department

DEFAULT_PUBLIC_HOST = "desk.example"

# Statements are built once: that takes several times as long as running them.
_CONVERSATION = select(conversation).where(
    or_(*(name == bindparam("id") for name in (conversation.c.id, conversation.c.code, conversation.c.public_code)))
)
_AGENT = select(agent).where(or_(agent.c.id == bindparam("id"), func.lower(agent.c.email) == bindparam("email")))
_OWNER = select(customer_email.c.customer_id).where(customer_email.c.email == bindparam("email"))
_CUSTOMER = select(customer).where(
    or_(customer.c.id == bindparam("id"), customer.c.id.in_(_OWNER)), customer.c.deleted == "N"
)
_CUSTOMER_AS_USER = select(customer).where(customer.c.user_id == bindparam("id"), customer.c.deleted == "N")
_DEPARTMENT = select(department).where(department.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: an agent, a customer or the system."""

    user_id: str
    """As it stands on messages: an agent's id, a customer's user id, or the system user's."""
    name: str
    is_agent: bool = False
    is_customer: bool = False
    contact_id: str | None = None
    """Of a customer."""


SYSTEM = Actor(SYSTEM_USER_ID, "System")


@dataclass(frozen=True, slots=True)
class Context:
    """One call under way. Times in it are UTC epoch seconds."""

    connection: Connection
    clock: Callable[[], datetime]
    zone: ZoneInfo
    public_host: str = DEFAULT_PUBLIC_HOST
    """Host of the addresses of public pages."""

    def now(self) -> int:
        """The time of the desk's clock."""
        return int(self.clock().timestamp())

    def wire_time(self, epoch: int | None) -> str | None:
        """A time as it goes out; None stays null."""
        return None if epoch is None else dates.wire_time(epoch, self.zone)

    def find_conversation(self, identifier: str) -> Row[Any]:
        """The conversation of an id, a code or a public url code; an unknown one is the API's 500."""
        found = self.connection.execute(_CONVERSATION, {"id": identifier}).first()
        if found is None:
            message = "Unable to load conversation"
            raise refused(message)
        return found

    def find_agent(self, identifier: str) -> Row[Any]:
        """The agent of an id or an e-mail, case ignored; 404 when there is none."""
        found = self._agent(identifier)
        if found is None:
            kind = "agent with e-mail" if "@" in identifier else "agent"
            raise not_found(kind, identifier)
        return found

    def find_customer(self, identifier: str) -> Row[Any]:
        """The customer of a contact id or of any of the customer's e-mails, case ignored; 404 when there is none."""
        found = self._customer(identifier)
        if found is None:
            raise not_found("customer", identifier)
        return found

    def find_acting_agent(self, identifier: str | None) -> Actor:
        """The agent who performs a change; the system when nobody is named."""
        if identifier is None:
            return SYSTEM
        found = self.find_agent(identifier)
        return Actor(found.id, full_name(found.first_name, found.last_name), is_agent=True)

    def find_actor(self, identifier: str | None) -> Actor:
        """The agent or customer who writes; the system when nobody is named, 404 for somebody unknown."""
        if identifier is None:
            return SYSTEM
        known = self.know_actor(identifier)
        if known is None:
            raise not_found("user", identifier)
        return known

    def know_actor(self, identifier: str) -> Actor | None:
        """The agent or customer of an e-mail, a contact id or a user id; None when nobody has it."""
        found = self._agent(identifier)
        if found is not None:
            return Actor(found.id, full_name(found.first_name, found.last_name), is_agent=True)
        found = self._customer(identifier)
        found = found or self.connection.execute(_CUSTOMER_AS_USER, {"id": identifier}).first()
        if found is None:
            return None
        name = full_name(found.first_name, found.last_name)
        return Actor(found.user_id, name, is_customer=True, contact_id=found.id)

    def find_department(self, identifier: str) -> Row[Any] | None:
        """The department of an id, deleted or not."""
        return self.connection.execute(_DEPARTMENT, {"id": identifier}).first()

    def find_open_department(self, identifier: str) -> Row[Any]:
        """The department that a conversation shall go to; a deleted one does not exist any more."""
        found = self.find_department(identifier)
        if found is None or found.deleted == "Y":
            message = f"department {identifier} does not exist"
            raise refused(message)
        return found

    def _agent(self, identifier: str) -> Row[Any] | None:
        return self.connection.execute(_AGENT, {"id": identifier, "email": identifier.lower()}).first()

    def _customer(self, identifier: str) -> Row[Any] | None:
        return self.connection.execute(_CUSTOMER, {"id": identifier, "email": identifier.lower()}).first()


def full_name(first_name: str, last_name: str) -> str:
    """First and last name as one, without a stray space when one is empty."""
    return f"{first_name} {last_name}".strip()
