"""Customers: the list, one in full, and a new one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, select

from console.contract.base import WireRow
from console.contract.customers import (
    LIST_CUSTOMERS,
    READ_CUSTOMER,
    REGISTER_CUSTOMER,
    CustomerParams,
    ListCustomersParams,
    RegisterCustomerParams,
)
from console.contract.enums import CustomerRole, Gender
from console.desk import dates, unique_fields
from console.desk.contacts import NewCustomer, add_customer
from console.desk.context import Context
from console.desk.errors import refused
from console.desk.fields import CUSTOMER_FIELDS
from console.desk.handling import handles
from console.desk.mail import keep_registration_mail
from console.desk.tables import customer
from console.desk.values import address, has_part, letter_of, row_count

USUAL_ROWS = 100
MOST_ROWS = 1000

_PARTS = {
    "email": customer.c.email,
    "firstname": customer.c.first_name,
    "lastname": customer.c.last_name,
    "phone": customer.c.phone,
}
"""Columns that a list can be limited by, each to those that have something in them."""
GENDERS = (Gender.MALE, Gender.FEMALE)


@handles(LIST_CUSTOMERS)
def list_customers(ctx: Context, params: ListCustomersParams) -> list[WireRow]:
    """A page of the customers that meet all conditions, the oldest first."""
    count = USUAL_ROWS if params.limitcount is None else row_count("limitcount", params.limitcount)
    first = 0 if params.limitfrom is None else row_count("limitfrom", params.limitfrom)
    query = select(customer).where(customer.c.deleted == "N", *_conditions(ctx, params))
    query = query.order_by(customer.c.created, customer.c.id)
    rows = ctx.connection.execute(query.limit(min(count, MOST_ROWS)).offset(first)).all()
    return [_listed_row(ctx, row) for row in rows]


@handles(READ_CUSTOMER)
def read_customer(ctx: Context, params: CustomerParams) -> WireRow:
    """One customer, by any of the customer's e-mails or the contact id."""
    return customer_row(ctx, ctx.find_customer(params.customeridentifier))


@handles(REGISTER_CUSTOMER)
def register_customer(ctx: Context, params: RegisterCustomerParams) -> WireRow:
    """A new customer. Nobody can log in at the desk, so it keeps no password, and only notes whom it would ask for
    one."""
    if not (params.email or params.name or params.phone):
        message = "email, name or phone must be given"
        raise refused(message)
    role = CustomerRole.VISITOR if params.role is None else params.role
    new = NewCustomer(
        None if params.email is None else address("email", params.email),
        params.name or "",
        letter_of("role", role, tuple(CustomerRole)),
        "" if params.gender is None else letter_of("gender", params.gender, GENDERS),
        params.phone,
        params.note,
    )
    found = add_customer(ctx, new)
    CUSTOMER_FIELDS.add(ctx.connection, found.id, params.customfields or ())
    unique_fields.replace(ctx.connection, found.id, params.uniquefields or ())
    asks = role is CustomerRole.REGISTERED and params.password is None and params.send_registration_mail is not False
    if asks and new.email is not None:
        keep_registration_mail(ctx, found.id, new.email)
    return customer_row(ctx, found)


def customer_row(ctx: Context, row: Row[Any]) -> WireRow:
    """A customer in full."""
    registered = row.role == CustomerRole.REGISTERED.value
    return _listed_row(ctx, row) | {
        "authtoken": row.auth_token,
        "browsercookiename": "V_auth" if registered else "LaVisitorId",
        "customfields": CUSTOMER_FIELDS.read(ctx.connection, row.id),
        "companyid": row.company_id,
        "note": row.note,
        "uniquefields": unique_fields.read(ctx.connection, row.id),
    }


def _listed_row(ctx: Context, row: Row[Any]) -> WireRow:
    return {
        "contactid": row.id,
        "email": row.email,
        "firstname": row.first_name,
        "lastname": row.last_name,
        "systemname": row.system_name,
        "userid": row.user_id,
        "datecreated": ctx.wire_time(row.created),
        "role": row.role,
        "gender": row.gender,
    }


def _conditions(ctx: Context, params: ListCustomersParams) -> list[ColumnElement[bool]]:
    parts: dict[str, str | None] = {name: getattr(params, name) for name in _PARTS}
    conditions = [has_part(_PARTS[name], name, part) for name, part in parts.items() if part is not None]
    if params.companyid is not None:
        conditions.append(customer.c.company_id == params.companyid)
    if params.datecreatedfrom is not None:
        after = dates.read_span("datecreatedfrom", params.datecreatedfrom, ctx.zone)
        conditions.append(customer.c.created > after.first)
    if params.datecreatedto is not None:
        before = dates.read_span("datecreatedto", params.datecreatedto, ctx.zone)
        conditions.append(customer.c.created < before.last)
    return conditions
