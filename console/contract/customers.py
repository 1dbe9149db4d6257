"""Customers: list, info, registration, custom fields and groups (section 4)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from console.contract.base import (
    Acknowledgement,
    CustomField,
    CustomFields,
    Flag,
    Moment,
    Params,
    Record,
    Rows,
    Text,
    WireMoment,
)
from console.contract.endpoint import ListEndpoint, ObjectEndpoint
from console.contract.enums import CustomerRole, Gender


class CustomerParams(Params):
    """Which customer: e-mail or contact id."""

    customeridentifier: str


class ListCustomersParams(Params):
    """Which customers; conditions are joined by "and" and ignore case [chosen]. Dates are wire text."""

    email: str | None = None
    """Part of the address, as `firstname` and `lastname` are parts of the name."""
    firstname: str | None = None
    lastname: str | None = None
    datecreatedfrom: str | None = None
    datecreatedto: str | None = None
    limitcount: int | None = None
    """Rows to answer: 100 when it is not set, 1000 at most."""
    limitfrom: int | None = None
    """Rows to leave out in front."""
    phone: str | None = None
    """Part of the number; known to newer servers only, as is `companyid`."""
    companyid: str | None = None


class DeleteCustomerFieldsParams(CustomerParams):
    """The code whose values go; without it the values of every code go."""

    code: str | None = None


class AddCustomerFieldsParams(CustomerParams):
    """Values to add to those that are there; a code can have several."""

    customfields: CustomFields


class CustomerGroupParams(CustomerParams):
    """A group by its name. Adding a customer to a name that does not exist creates the group [chosen]."""

    name: str


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


class RegisterCustomerParams(Params):
    """A new customer. Nothing is mandatory on paper; a server wants an e-mail, a name or a phone [chosen].

    A registered visitor without a password is sent a mail that asks to set one.
    """

    email: str | None = None
    name: str | None = None
    """First word: first name; the rest: last name [chosen]."""
    gender: Gender | None = None
    role: CustomerRole | None = None
    """Visitor when it is not set [chosen]."""
    password: str | None = Field(default=None, repr=False)
    customfields: CustomFields | None = None
    phone: str | None = None
    """Known to newer servers only, as all that follows."""
    note: str | None = None
    uniquefields: CustomFields | None = None
    send_registration_mail: Flag | None = None


class CustomerGroupRow(Record):
    """A group a customer is in; the keys differ from those of the groups list."""

    groupid: Text = ""
    groupname: Text = ""


DELETE_CUSTOMER_FIELDS = ObjectEndpoint(
    "4.1",
    "delete_customer_fields",
    "Delete custom field value in user contact",
    "DELETE",
    "customers/{customeridentifier}/fields",
    DeleteCustomerFieldsParams,
    record=Acknowledgement,
)
ADD_CUSTOMER_FIELDS = ObjectEndpoint(
    "4.2",
    "add_customer_fields",
    "Add custom field value to customer",
    "POST",
    "customers/{customeridentifier}/fields",
    AddCustomerFieldsParams,
    record=Acknowledgement,
)
LIST_CUSTOMERS = ListEndpoint(
    "4.3",
    "list_customers",
    "Retrieves all customers",
    "GET",
    "customers",
    ListCustomersParams,
    record=CustomerRow,
    envelope="customers",
)
READ_CUSTOMER = ObjectEndpoint(
    "4.4",
    "read_customer",
    "Retrieves customer info",
    "GET",
    "customers/{customeridentifier}",
    CustomerParams,
    record=Customer,
)
REMOVE_CUSTOMER_FROM_GROUP = ObjectEndpoint(
    "4.5",
    "remove_customer_from_group",
    "Remove customer from group",
    "DELETE",
    "customers/{customeridentifier}/groups",
    CustomerGroupParams,
    record=Acknowledgement,
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
ADD_CUSTOMER_TO_GROUP = ObjectEndpoint(
    "4.7",
    "add_customer_to_group",
    "Add customer to group",
    "POST",
    "customers/{customeridentifier}/groups",
    CustomerGroupParams,
    record=Acknowledgement,
)
REGISTER_CUSTOMER = ObjectEndpoint(
    "4.8",
    "register_customer",
    "Register new customer",
    "POST",
    "customers",
    RegisterCustomerParams,
    record=Customer,
)
