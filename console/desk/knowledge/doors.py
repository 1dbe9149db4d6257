"""Who may read an entry of the knowledge base: the strictest of its own access and that of the entries above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from console.contract.enums import Access, EntryStatus, EntryType
from console.desk.tables import article

_STRICTNESS = (Access.PUBLIC.value, Access.REGISTERED.value, Access.INTERNAL.value)


@dataclass(frozen=True, slots=True)
class Door:
    """Who gets to an entry through those above it."""

    access: str
    published: bool

    @property
    def open_to_visitors(self) -> bool:
        """Whether anybody may read what is behind it."""
        return self.access == Access.PUBLIC.value and self.published


def read_doors(connection: Connection) -> dict[str, Door]:
    """The own door of every entry that can have others below it."""
    columns = select(article.c.id, article.c.access, article.c.rstatus)
    rows = connection.execute(columns.where(article.c.rtype != EntryType.ARTICLE.value)).all()
    return {str(key): _own_door(access, rstatus) for key, access, rstatus in rows}


def door_of(row: Row[Any], doors: Mapping[str, Door]) -> Door:
    """The strictest of an entry's own door and those on the way from the root."""
    way = [_own_door(row.access, row.rstatus), *(doors[step] for step in row.tree_path.split("|") if step in doors)]
    strictest = max(way, key=lambda door: _STRICTNESS.index(door.access) if door.access in _STRICTNESS else 99)
    return Door(strictest.access, all(door.published for door in way))


def _own_door(access: str, rstatus: str) -> Door:
    return Door(access, rstatus == EntryStatus.PUBLISHED.value)
