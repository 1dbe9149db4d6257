"""Is a database consistent? The file itself, and what the desk takes for granted about its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DatabaseError

from console.desk.db import Database, read_setting
from console.desk.filling import filling_of
from console.desk.rules import RULES, Rule

_EXAMPLES = 3
_MOST_OF_A_KIND = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it has to be."""

    sentence: str
    count: int = 1
    """How many rows are concerned."""
    examples: tuple[str, ...] = ()
    """Ids of some of them."""

    def __str__(self) -> str:
        return f"{self.sentence}: {', '.join(self.examples)}" if self.examples else self.sentence


def check_database(database: Database) -> list[Finding]:
    """Everything that is wrong, as one state of the database has it; nothing for a sound one."""
    with database.read() as connection:
        file = list(_check_file(connection))
        # A damaged file may answer anything, so that its rows are not worth a look.
        return file or [*_check_settings(connection), *_check_rows(connection)]


def _check_file(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL watches its files and references itself
    try:
        said = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_OF_A_KIND})").scalars().all()
    except DatabaseError as error:
        said = [str(error.orig)]
    yield from (Finding(f"The file is damaged: {line}") for line in said if line != "ok")
    if said == ["ok"]:
        yield from _check_references(connection)


def _check_references(connection: Connection) -> Iterator[Finding]:
    lost: dict[tuple[str, str], list[str]] = {}
    for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        lost.setdefault((table, target), []).append(str(row))
    for (table, target), rows in lost.items():
        sentence = f"{len(rows)} rows of the table {table} refer to rows of {target} that are not there; rows"
        yield Finding(sentence, len(rows), tuple(rows[:_EXAMPLES]))


def _check_settings(connection: Connection) -> Iterator[Finding]:
    what = filling_of(connection)
    if what is not None:
        yield Finding(f"Filling the database with {what} was not finished")
    zone = read_setting(connection, "zone")
    try:
        if zone is not None:
            ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        yield Finding(f"The desk's time zone does not exist: {zone}")


def _check_rows(connection: Connection) -> Iterator[Finding]:
    for rule in RULES:
        found = _apply(connection, rule)
        if found is not None:
            yield found


def _apply(connection: Connection, rule: Rule) -> Finding | None:
    broken = rule.broken()
    examples = [str(key) for (key,) in connection.execute(broken.limit(_EXAMPLES))]
    if not examples:
        return None
    count = len(examples)
    if count == _EXAMPLES:
        count = connection.scalar(select(func.count()).select_from(broken.subquery())) or count
    return Finding(rule.sentence.format(count=count), count, tuple(examples))
