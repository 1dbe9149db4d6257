"""Times on the wire and in the tables: writing them, and conditions on them (section 0.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, not_

from console.contract.base import format_datetime, parse_datetime
from console.desk.errors import refused

_OPERATION = re.compile(r"(eq|neq|gt|lt|gte|lte|btw|lk):(.*)", re.DOTALL)


@lru_cache(maxsize=20_000)
def wire_time(epoch: int, zone: ZoneInfo) -> str:
    """The wire form of UTC epoch seconds."""
    return format_datetime(datetime.fromtimestamp(epoch, UTC), zone)


@dataclass(frozen=True, slots=True)
class Span:
    """The seconds a wire time can mean: one, or two when the zone's clock shows it twice in autumn."""

    first: int
    last: int


def read_span(name: str, raw: str, zone: ZoneInfo) -> Span:
    """The seconds meant by a parameter; a malformed one is refused by its name."""
    moment = parse_datetime(raw, zone)
    if moment is None:
        message = f"parameter {name} is not a date"
        raise refused(message)
    second_pass = moment.astimezone(zone).replace(fold=1).astimezone(UTC)
    first = int(moment.timestamp())
    return Span(first, max(first, int(second_pass.timestamp())))


def created_between(
    column: ColumnElement[int], zone: ZoneInfo, datefrom: str | None, dateto: str | None
) -> list[ColumnElement[bool]]:
    """Conditions for `datefrom` (at or after) and `dateto` (at or before), for those that are given."""
    conditions = []
    if datefrom is not None:
        conditions.append(column >= read_span("datefrom", datefrom, zone).first)
    if dateto is not None:
        conditions.append(column <= read_span("dateto", dateto, zone).last)
    return conditions


@dataclass(frozen=True, slots=True)
class DateCondition:
    """An `opdatetime`: a condition in SQL, or for `lk:` a test of the wire text."""

    clause: ColumnElement[bool] | None
    pattern: re.Pattern[str] | None = None


def read_condition(name: str, raw: str, zone: ZoneInfo, column: ColumnElement[int]) -> DateCondition:
    """The condition an `opdatetime` parameter puts on a column; without an operator it is `eq`."""
    match = _OPERATION.fullmatch(raw)
    operator, value = match.groups() if match else ("eq", raw)
    if operator == "lk":
        return DateCondition(None, _like(value))
    if operator == "btw":
        first, comma, second = value.partition(",")
        if not comma:
            message = f"parameter {name} needs two dates for btw"
            raise refused(message)
        spans = read_span(name, first, zone), read_span(name, second, zone)
        low, high = min(span.first for span in spans), max(span.last for span in spans)
        return DateCondition(column.between(low, high))
    return DateCondition(_COMPARISONS[operator](column, read_span(name, value, zone)))


def _like(value: str) -> re.Pattern[str]:
    """`%` for any number of characters and `?` for one, without going back over what matched."""
    pieces = [re.escape(piece).replace(r"\?", ".") for piece in value.split("%")]
    if len(pieces) == 1:
        return re.compile(pieces[0])
    inner = "".join(f"(?>.*?{piece})" for piece in pieces[1:-1] if piece)
    return re.compile(f"{pieces[0]}{inner}.*{pieces[-1]}")


def _is_one_of(column: ColumnElement[int], span: Span) -> ColumnElement[bool]:
    return column == span.first if span.first == span.last else column.in_([span.first, span.last])


_COMPARISONS: dict[str, Callable[[ColumnElement[int], Span], ColumnElement[bool]]] = {
    "eq": _is_one_of,
    "neq": lambda column, span: not_(_is_one_of(column, span)),
    "gt": lambda column, span: and_(column > span.first, column != span.last),
    "lt": lambda column, span: and_(column < span.last, column != span.first),
    "gte": lambda column, span: column >= span.first,
    "lte": lambda column, span: column <= span.last,
}
