"""Values of custom fields of conversations and of customers: several under one code, in the order they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, delete, insert, select

from console.contract.base import CustomField, WireRow
from console.desk.errors import refused
from console.desk.tables import conversation_field, customer_field


@dataclass(frozen=True, slots=True)
class FieldValues:
    """The values of one kind of owner."""

    table: Table
    owner: str
    """Name of the column that says whose a value is."""

    def read(self, connection: Connection, owner_id: str) -> list[WireRow]:
        """The values of an owner, oldest first."""
        rows = connection.execute(_reading(self), {"owner": owner_id}).all()
        return [{"code": code, "value": value} for code, value in rows]

    def add(self, connection: Connection, owner_id: str, values: Sequence[CustomField]) -> None:
        """Put values behind those that are there."""
        rows = [{self.owner: owner_id, "code": one.code, "value": one.value} for one in checked("customfields", values)]
        if rows:
            connection.execute(insert(self.table), rows)

    def remove(self, connection: Connection, owner_id: str, code: str | None) -> None:
        """Take away all values under a code, or under every code."""
        query = delete(self.table).where(self.table.c[self.owner] == owner_id)
        connection.execute(query if code is None else query.where(self.table.c.code == code))

    def replace(self, connection: Connection, owner_id: str, values: Sequence[CustomField]) -> None:
        """Put values in the place of those under the same codes."""
        for code in {one.code for one in values}:
            self.remove(connection, owner_id, code)
        self.add(connection, owner_id, values)


CONVERSATION_FIELDS = FieldValues(conversation_field, "conversation_id")
CUSTOMER_FIELDS = FieldValues(customer_field, "customer_id")


@cache
def _reading(values: FieldValues) -> Select[Any, Any]:
    """The statement that reads an owner's values, built once."""
    row = values.table.c
    return select(row.code, row.value).where(row[values.owner] == bindparam("owner")).order_by(row.id)


def checked(name: str, values: Sequence[CustomField]) -> Sequence[CustomField]:
    """The values, each of which has to have a code and a value."""
    if not all(one.code and "value" in one.model_fields_set for one in values):
        message = f"parameter {name} has a value that is not allowed"
        raise refused(message)
    return values
