"""The tree of the knowledge base: finding entries, and writing, moving and deleting them with all below."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, or_, select, update

from console.contract.enums import EntryType
from console.desk.context import Context
from console.desk.errors import not_found, refused
from console.desk.knowledge.rows import KEPT
from console.desk.tables import article, knowledgebase

DEFAULT_KNOWLEDGEBASE = "kb_defa"
DEFAULT_NAME = "Knowledge base"

_FIRST_URL_CODE = 300_000
_LARGEST_ID = 2**31 - 1
_ROOT = "0"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands."""

    kb_id: str
    parent_id: int = 0
    tree_path: str = _ROOT


def entry_number(identifier: str) -> int | None:
    """The number of an entry's id; None for what can be none."""
    if not identifier.isdecimal() or len(identifier) > len(str(_LARGEST_ID)):
        return None
    number = int(identifier)
    return number if number <= _LARGEST_ID else None


def find_entry(connection: Connection, identifier: str, kinds: Collection[EntryType], what: str) -> Row[Any]:
    """The entry of an id that is of one of these kinds; 404 when there is none."""
    found = _find(connection, identifier, kinds)
    if found is None:
        raise not_found(what, identifier)
    return found


def place_below(connection: Connection, parent: str | None, kb_id: str | None, at_top: str) -> Place:
    """The place below a category; 0 or nothing: at the top of a knowledge base, of `at_top` when none is named."""
    if kb_id is not None and kb_id not in knowledgebase_names(connection):
        message = f"knowledgebase {kb_id} does not exist"
        raise refused(message)
    if parent is None or parent == _ROOT:
        return Place(kb_id or at_top)
    above = _find(connection, parent, (EntryType.CATEGORY,))
    if above is None or kb_id not in (None, above.kb_id):
        message = f"category {parent} does not exist" + (f" in knowledgebase {kb_id}" if kb_id else "")
        raise refused(message)
    return place_in(above)


def place_in(above: Row[Any]) -> Place:
    """The place directly below an entry."""
    return Place(above.kb_id, above.id, _path_below(above))


def add_entry(ctx: Context, place: Place, kind: EntryType, values: Mapping[str, object]) -> Row[Any]:
    """A new entry; without a position it comes last among those of its place."""
    connection = ctx.connection
    # There is one writer at a time, so nobody else takes the same number.
    number = (connection.scalar(select(func.max(article.c.id))) or 0) + 1
    last = connection.scalar(select(func.max(article.c.position)).where(article.c.parent_id == place.parent_id))
    row = {
        "id": number,
        "kb_id": place.kb_id,
        "parent_id": place.parent_id,
        "tree_path": place.tree_path,
        "rtype": kind.value,
        "url_code": str(_FIRST_URL_CODE + number),
        "position": 0 if last is None else last + 1,
        "created": ctx.now(),
        "changed": ctx.now(),
    }
    connection.execute(insert(article), row | dict(values))
    return _read(connection, number)


def change_entry(ctx: Context, row: Row[Any], place: Place, values: Mapping[str, object]) -> Row[Any]:
    """Change an entry and move it, with all below it, to a place that is not below itself."""
    connection = ctx.connection
    if str(row.id) in place.tree_path.split("|"):
        message = f"entry {row.id} cannot stand below itself"
        raise refused(message)
    moved = {"kb_id": place.kb_id, "parent_id": place.parent_id, "tree_path": place.tree_path, "changed": ctx.now()}
    _move_below(connection, row, place)
    connection.execute(update(article).where(article.c.id == row.id).values(moved | dict(values)))
    return _read(connection, row.id)


def delete_entry(connection: Connection, row: Row[Any]) -> None:
    """Mark an entry and all below it as deleted. Their numbers are never given again."""
    gone = or_(article.c.id == row.id, _is_below(row))
    connection.execute(update(article).where(gone).values(deleted="Y"))


def knowledgebase_names(connection: Connection) -> dict[str, str]:
    """Names of all knowledge bases by their ids; the default one is always there."""
    known = {row.id: row.name for row in connection.execute(select(knowledgebase).order_by(knowledgebase.c.id))}
    used = connection.scalars(select(article.c.kb_id).where(KEPT).distinct().order_by(article.c.kb_id)).all()
    return {DEFAULT_KNOWLEDGEBASE: DEFAULT_NAME} | {key: key for key in used if key != DEFAULT_KNOWLEDGEBASE} | known


def _find(connection: Connection, identifier: str, kinds: Collection[EntryType]) -> Row[Any] | None:
    letters = [kind.value for kind in kinds]
    query = select(article).where(article.c.id == entry_number(identifier), article.c.rtype.in_(letters), KEPT)
    return connection.execute(query).first()


def _read(connection: Connection, number: int) -> Row[Any]:
    return connection.execute(select(article).where(article.c.id == number)).one()


def _move_below(connection: Connection, row: Row[Any], place: Place) -> None:
    """Move what is below an entry along with it."""
    own_path, new_path = _path_below(row), f"{place.tree_path}|{row.id}"
    below = connection.execute(select(article.c.id, article.c.tree_path).where(_is_below(row))).all()
    if below and (own_path, row.kb_id) != (new_path, place.kb_id):
        move = update(article).where(article.c.id == bindparam("entry"))
        paths = [(number, new_path + path.removeprefix(own_path)) for number, path in below]
        rows = [{"entry": number, "path": path, "kb": place.kb_id} for number, path in paths]
        connection.execute(move.values(tree_path=bindparam("path"), kb_id=bindparam("kb")), rows)


def _path_below(row: Row[Any]) -> str:
    return f"{row.tree_path or _ROOT}|{row.id}"


def _is_below(row: Row[Any]) -> ColumnElement[bool]:
    path = _path_below(row)
    return or_(article.c.tree_path == path, article.c.tree_path.startswith(f"{path}|", autoescape=True))
