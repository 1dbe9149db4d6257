"""Customers: changing, deleting and reading fields of one, beyond the specification's list (section 14)."""

from __future__ import annotations

from pydantic import Field

from console.contract.base import Acknowledgement, CustomField, CustomFields
from console.contract.customers import Customer, CustomerParams
from console.contract.endpoint import ListEndpoint, ObjectEndpoint
from console.contract.enums import CustomerRole, Gender


class ChangeCustomerParams(CustomerParams):
    """What becomes different; the rest stays as it was [chosen].

    Values of custom fields and unique fields take the place of those under the same codes [chosen].
    """

    email: str | None = None
    name: str | None = None
    gender: Gender | None = None
    role: CustomerRole | None = None
    password: str | None = Field(default=None, repr=False)
    customfields: CustomFields | None = None
    phone: str | None = None
    note: str | None = None
    uniquefields: CustomFields | None = None


CHANGE_CUSTOMER = ObjectEndpoint(
    "14.3",
    "change_customer",
    "Change customer",
    "PUT",
    "customers/{customeridentifier}",
    ChangeCustomerParams,
    record=Customer,
)
DELETE_CUSTOMER = ObjectEndpoint(
    "14.4",
    "delete_customer",
    "Delete customer",
    "DELETE",
    "customers/{customeridentifier}",
    CustomerParams,
    record=Acknowledgement,
)
LIST_CUSTOMER_FIELDS = ListEndpoint(
    "14.5",
    "list_customer_fields",
    "Custom field values of a customer",
    "GET",
    "customers/{customeridentifier}/fields",
    CustomerParams,
    record=CustomField,
    envelope="customfields",
)
