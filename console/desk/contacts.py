"""Customers as the desk comes to know them: registered by a call, or met for the first time under an address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from console.contract.enums import CustomerRole
from console.desk.context import Context
from console.desk.errors import refused
from console.desk.ids import new_id
from console.desk.tables import customer, customer_email
from console.desk.values import address


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What is known of somebody who becomes a customer; `email` is in lower case."""

    email: str | None
    name: str = ""
    """First word: first name; the rest: last name."""
    role: str = CustomerRole.VISITOR.value
    gender: str = ""
    phone: str | None = None
    note: str | None = None


def meet(ctx: Context, parameter: str, email: str, name: str = "") -> Row[Any]:
    """The customer of the address in a parameter, who becomes a visitor when nobody has it yet."""
    bare = address(parameter, email)
    return find_by_address(ctx.connection, bare) or add_customer(ctx, NewCustomer(bare, name))


def find_by_address(connection: Connection, email: str) -> Row[Any] | None:
    """The customer who has an address; it is in lower case."""
    addresses = select(customer_email.c.customer_id).where(customer_email.c.email == email)
    return connection.execute(select(customer).where(customer.c.id.in_(addresses))).first()


def add_customer(ctx: Context, new: NewCustomer) -> Row[Any]:
    """A new customer; an address that somebody has is refused."""
    connection = ctx.connection
    if new.email is not None:
        refuse_taken(connection, new.email, None)
    first, last = split_name(new.name)
    row = {
        "id": new_id(),
        "user_id": new_id(),
        "email": new.email,
        "first_name": first,
        "last_name": last,
        "system_name": _system_name(new),
        "auth_token": secrets.token_hex(16),
        "role": new.role,
        "gender": new.gender,
        "phone": new.phone,
        "note": new.note,
        "created": ctx.now(),
    }
    connection.execute(insert(customer), row)
    if new.email is not None:
        connection.execute(insert(customer_email), {"email": new.email, "customer_id": row["id"]})
    return connection.execute(select(customer).where(customer.c.id == row["id"])).one()


def refuse_taken(connection: Connection, email: str, own_id: str | None) -> None:
    """Refuse an address that another customer has."""
    owner = connection.scalar(select(customer_email.c.customer_id).where(customer_email.c.email == email))
    if owner is not None and owner != own_id:
        message = f"a customer with e-mail {email} exists already"
        raise refused(message)


def split_name(name: str) -> tuple[str, str]:
    """First and last name: the first word, and all others."""
    first, _, last = " ".join(name.split()).partition(" ")
    return first, last


def _system_name(new: NewCustomer) -> str:
    if new.name.strip():
        return ".".join(new.name.lower().split())
    return new.email.partition("@")[0] if new.email else new.phone or ""
