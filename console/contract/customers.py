"""Customers: info and groups (section 4)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from console.contract.base import CustomField, Moment, Params, Record, Rows, Text, WireMoment
from console.contract.endpoint import ListEndpoint, ObjectEndpoint
from console.contract.enums import CustomerRole, Gender


class CustomerParams(Params):
    """Which customer: e-mail or contact id."""

    customeridentifier: str


class CustomerRow(Record):
    """A customer as lists show it."""

    contactid: Text = ""
    email: Text = ""
    firstname: Text = ""
    lastname: Text = ""
    systemname: Text = ""
    userid: Text = ""
    datecreated: WireMoment = Moment()
    role: CustomerRole = CustomerRole.VISITOR
    gender: Gender = Gender.UNSPECIFIED


class Customer(CustomerRow):
    """A customer in full. `authtoken` is the customer's browser cookie: never show, store or log it."""

    newer_fields: ClassVar[frozenset[str]] = frozenset({"companyid", "note", "uniquefields"})

    authtoken: Text = ""
    browsercookiename: Text = ""
    customfields: Annotated[list[CustomField], Rows] = Field(default_factory=list)
    companyid: Text = ""
    note: Text = ""
    uniquefields: Annotated[list[CustomField], Rows] = Field(default_factory=list)

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        return [(name, value) for name, value in super().__repr_args__() if name != "authtoken"]


class CustomerGroupRow(Record):
    """A group a customer is in; the keys differ from those of the groups list."""

    groupid: Text = ""
    groupname: Text = ""


READ_CUSTOMER = ObjectEndpoint(
    "4.4",
    "read_customer",
    "Retrieves customer info",
    "GET",
    "customers/{customeridentifier}",
    CustomerParams,
    record=Customer,
)
LIST_CUSTOMER_GROUPS = ListEndpoint(
    "4.6",
    "list_customer_groups",
    "Retrieve customer groups",
    "GET",
    "customers/{customeridentifier}/groups",
    CustomerParams,
    record=CustomerGroupRow,
    envelope="groups",
)
