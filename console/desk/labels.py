"""What tags and customers groups have in common: a name that no other one has, whatever its case, and two colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from console.contract.base import WireRow
from console.desk.errors import not_found, refused
from console.desk.ids import new_id
from console.desk.tables import customers_group, tag
from console.desk.values import colour, unique_name

COLOURS = {"color": "FFFFFF", "bg_color": "808080"}
"""Of a label that does not say its own."""


class LabelParams(Protocol):
    """What a call says of a label; None: nothing."""

    @property
    def name(self) -> str | None:
        """Its name."""

    @property
    def color(self) -> str | None:
        """Of its letters."""

    @property
    def bg_color(self) -> str | None:
        """Behind them."""


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of one kind."""

    table: Table
    kind: str
    """What one is called in messages."""

    def read(self, connection: Connection, identifier: str) -> Row[Any]:
        """The label of an id; 404 when there is none."""
        found = connection.execute(select(self.table).where(self.table.c.id == identifier)).first()
        if found is None:
            raise not_found(self.kind, identifier)
        return found

    def find(self, connection: Connection, name: str) -> Row[Any] | None:
        """The label of a name, case ignored."""
        same = func.lower(self.table.c.name) == func.lower(name.strip())
        return connection.execute(select(self.table).where(same).order_by(self.table.c.id)).first()

    def rows(self, connection: Connection, name: str | None = None) -> list[WireRow]:
        """Ids and names of all labels, by name, or of the one that has a name."""
        query = select(self.table.c.id, self.table.c.name).order_by(self.table.c.name, self.table.c.id)
        if name is not None:
            query = query.where(func.lower(self.table.c.name) == func.lower(name.strip()))
        return [{"id": key, "name": title} for key, title in connection.execute(query).all()]

    def create(self, connection: Connection, params: LabelParams) -> WireRow:
        """A new label, as it goes out."""
        row = {"id": new_id()} | COLOURS | self._values(connection, params, None)
        connection.execute(insert(self.table), row)
        return {name: row[name] for name in ("id", "name", "color", "bg_color")}

    def change(self, connection: Connection, identifier: str, params: LabelParams) -> None:
        """Change what a call says of a label."""
        found = self.read(connection, identifier)
        values = self._values(connection, params, found.id)
        if values:
            connection.execute(update(self.table).where(self.table.c.id == found.id).values(values))

    def delete(self, connection: Connection, identifier: str) -> None:
        """Delete a label, which takes it off everything that had it."""
        found = self.read(connection, identifier)
        connection.execute(delete(self.table).where(self.table.c.id == found.id))

    def _values(self, connection: Connection, params: LabelParams, own_id: str | None) -> dict[str, str]:
        values: dict[str, str] = {}
        if params.name is not None:
            values["name"] = unique_name("name", params.name)
            taken = self.find(connection, values["name"])
            if taken is not None and taken.id != own_id:
                message = f"there is a {self.kind} of this name already"
                raise refused(message)
        if params.color is not None:
            values["color"] = colour("color", params.color)
        if params.bg_color is not None:
            values["bg_color"] = colour("bg_color", params.bg_color)
        return values


TAGS = Labels(tag, "tag")
CUSTOMERS_GROUPS = Labels(customers_group, "customers group")


def label_row(row: Row[Any]) -> WireRow:
    """A label in full."""
    return {"id": row.id, "name": row.name, "color": row.color, "bg_color": row.bg_color}
