"""Calls on customers: `client.customers`."""

from __future__ import annotations

import builtins
from datetime import datetime

from console.api.budget import Priority
from console.api.paging import Rows
from console.api.resources.base import Calls, FieldValues, code_to_delete, custom_fields
from console.contract.base import Acknowledgement
from console.contract.customers import (
    ADD_CUSTOMER_FIELDS,
    ADD_CUSTOMER_TO_GROUP,
    DELETE_CUSTOMER_FIELDS,
    LIST_CUSTOMER_GROUPS,
    LIST_CUSTOMERS,
    READ_CUSTOMER,
    REGISTER_CUSTOMER,
    REMOVE_CUSTOMER_FROM_GROUP,
    AddCustomerFieldsParams,
    Customer,
    CustomerGroupParams,
    CustomerGroupRow,
    CustomerParams,
    CustomerRow,
    DeleteCustomerFieldsParams,
    ListCustomersParams,
    RegisterCustomerParams,
)
from console.contract.enums import CustomerRole, Gender


class CustomerCalls(Calls):
    """Customers are named by e-mail or contact id."""

    async def info(self, customer: str, *, priority: Priority = Priority.OPEN) -> Customer:
        """One customer; raises `NotFoundError`."""
        return await self._call(READ_CUSTOMER, CustomerParams(customeridentifier=customer), priority)

    async def list(
        self,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        phone: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        priority: Priority = Priority.OPEN,
    ) -> builtins.list[CustomerRow]:
        """One page of the customers who meet all conditions: 100 unless `limit` says otherwise, 1000 at most.

        Address and names are parts of what customers have. `phone` is known to newer servers only.
        """
        params = ListCustomersParams(
            email=email,
            firstname=first_name,
            lastname=last_name,
            datecreatedfrom=self._since(created_after),
            datecreatedto=self._until(created_before),
            limitcount=limit,
            limitfrom=offset,
            phone=phone,
        )
        return await self._call(LIST_CUSTOMERS, params, priority)

    def all(
        self,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        phone: str | None = None,
        page_size: int = 100,
        priority: Priority = Priority.OPEN,
    ) -> Rows[CustomerRow]:
        """All customers who meet the conditions, page by page: `async for`, or `await` for all at once."""

        async def ask(count: int, start: int) -> builtins.list[CustomerRow]:
            return await self.list(
                email=email,
                first_name=first_name,
                last_name=last_name,
                created_after=created_after,
                created_before=created_before,
                phone=phone,
                limit=count,
                offset=start,
                priority=priority,
            )

        return Rows(ask, page_size=page_size, identity=lambda row: row.contactid or None)

    async def register(
        self,
        *,
        email: str | None = None,
        name: str | None = None,
        gender: Gender | None = None,
        role: CustomerRole | None = None,
        password: str | None = None,
        fields: FieldValues | None = None,
        phone: str | None = None,
        note: str | None = None,
        unique_fields: FieldValues | None = None,
        send_mail: bool = True,
        idempotency_key: str | None = None,
    ) -> Customer:
        """A new customer, by an address, a name or a phone. Raises `ServerRefusedError` when the address is taken.

        A registered visitor without a password is sent a mail that asks to set one, on newer servers unless `send_mail`
        is False. Those alone know `phone`, `note` and `unique_fields`.
        """
        params = RegisterCustomerParams(
            email=email,
            name=name,
            gender=gender,
            role=role,
            password=password,
            customfields=custom_fields(fields),
            phone=phone,
            note=note,
            uniquefields=custom_fields(unique_fields),
            send_registration_mail=None if send_mail else False,
        )
        return await self._call(REGISTER_CUSTOMER, params, Priority.SEND, idempotency_key)

    async def add_fields(
        self, customer: str, fields: FieldValues, *, idempotency_key: str | None = None
    ) -> Acknowledgement:
        """Further values of custom fields. A code that has one gets a second one: delete first to replace it."""
        params = AddCustomerFieldsParams(customeridentifier=customer, customfields=custom_fields(fields) or [])
        return await self._call(ADD_CUSTOMER_FIELDS, params, Priority.SEND, idempotency_key)

    async def delete_fields(
        self, customer: str, *, code: str | None, idempotency_key: str | None = None
    ) -> Acknowledgement:
        """Remove all values of a custom field; with None those of every field."""
        params = DeleteCustomerFieldsParams(customeridentifier=customer, code=code_to_delete(code))
        return await self._call(DELETE_CUSTOMER_FIELDS, params, Priority.SEND, idempotency_key)

    async def groups(self, customer: str, *, priority: Priority = Priority.OPEN) -> builtins.list[CustomerGroupRow]:
        """The groups a customer is in."""
        return await self._call(LIST_CUSTOMER_GROUPS, CustomerParams(customeridentifier=customer), priority)

    async def add_to_group(self, customer: str, group: str, *, idempotency_key: str | None = None) -> Acknowledgement:
        """Put a customer into a group by its name; a name that no group has makes one."""
        params = CustomerGroupParams(customeridentifier=customer, name=group)
        return await self._call(ADD_CUSTOMER_TO_GROUP, params, Priority.SEND, idempotency_key)

    async def remove_from_group(
        self, customer: str, group: str, *, idempotency_key: str | None = None
    ) -> Acknowledgement:
        """Take a customer out of a group by its name."""
        params = CustomerGroupParams(customeridentifier=customer, name=group)
        return await self._call(REMOVE_CUSTOMER_FROM_GROUP, params, Priority.SEND, idempotency_key)
