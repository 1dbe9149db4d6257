"""Fields whose values one customer alone may have."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from console.contract.base import CustomField, WireRow
from console.desk.errors import refused
from console.desk.fields import checked
from console.desk.tables import customer_unique_field
from console.desk.values import unique_name

_NAME = "uniquefields"
_ROW = customer_unique_field.c


def read(connection: Connection, customer_id: str) -> list[WireRow]:
    """The values of a customer, by code."""
    query = select(_ROW.code, _ROW.value).where(_ROW.customer_id == customer_id).order_by(_ROW.code, _ROW.value)
    return [{"code": code, "value": value} for code, value in connection.execute(query).all()]


def replace(connection: Connection, customer_id: str, values: Sequence[CustomField]) -> None:
    """Put values in the place of those under the same codes; one that another customer has is refused."""
    rows = {(unique_name(_NAME, one.code), unique_name(_NAME, one.value)) for one in checked(_NAME, values)}
    own = delete(customer_unique_field).where(_ROW.customer_id == customer_id)
    connection.execute(own.where(_ROW.code.in_({code for code, _ in rows})))
    for code, value in sorted(rows):
        if connection.scalar(select(_ROW.customer_id).where(_ROW.code == code, _ROW.value == value)) is not None:
            message = f"another customer has the value {value} of {code}"
            raise refused(message)
        row = {"customer_id": customer_id, "code": code, "value": value}
        connection.execute(insert(customer_unique_field), row)
