"""Times on the wire and in the tables: writing them, and conditions on them (section 0.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam

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


def conditions(column: ColumnElement[int], name: str) -> dict[str, ColumnElement[bool]]:
    """The conditions that calls put on a column, each by the name of the value it takes, such as `created_gte`."""
    return {
        f"{name}_gt": column > bindparam(f"{name}_gt"),
        f"{name}_lt": column < bindparam(f"{name}_lt"),
        f"{name}_gte": column >= bindparam(f"{name}_gte"),
        f"{name}_lte": column <= bindparam(f"{name}_lte"),
        f"{name}_in": column.in_(bindparam(f"{name}_in", expanding=True)),
        f"{name}_not_in": column.not_in(bindparam(f"{name}_not_in", expanding=True)),
    }


def between(name: str, zone: ZoneInfo, datefrom: str | None, dateto: str | None) -> dict[str, int]:
    """The values of `conditions` for `datefrom` (at or after) and `dateto` (at or before), those that are given."""
    values = {}
    if datefrom is not None:
        values[f"{name}_gte"] = read_span("datefrom", datefrom, zone).first
    if dateto is not None:
        values[f"{name}_lte"] = read_span("dateto", dateto, zone).last
    return values


@dataclass(frozen=True, slots=True)
class DateFilter:
    """An `opdatetime`: values of `conditions`, or for `lk:` a test of the wire text."""

    values: dict[str, int | list[int]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None


def read_filter(parameter: str, raw: str, zone: ZoneInfo, name: str) -> DateFilter:
    """What an `opdatetime` parameter asks of the column called `name`; without an operator it is `eq`."""
    match = _OPERATION.fullmatch(raw)
    operator, value = match.groups() if match else ("eq", raw)
    if operator == "lk":
        return DateFilter(pattern=_like(value))
    if operator == "btw":
        first, comma, second = value.partition(",")
        if not comma:
            message = f"parameter {parameter} needs two dates for btw"
            raise refused(message)
        spans = read_span(parameter, first, zone), read_span(parameter, second, zone)
        low, high = min(span.first for span in spans), max(span.last for span in spans)
        return DateFilter({f"{name}_gte": low, f"{name}_lte": high})
    span = read_span(parameter, value, zone)
    return DateFilter({f"{name}_{key}": limit for key, limit in _limits(operator, span).items()})


def _limits(operator: str, span: Span) -> dict[str, int | list[int]]:
    seconds = sorted({span.first, span.last})
    match operator:
        case "eq":
            return {"in": seconds}
        case "neq":
            return {"not_in": seconds}
        case "gt":
            return {"gt": span.first, "not_in": [span.last]}
        case "lt":
            return {"lt": span.last, "not_in": [span.first]}
        case "gte":
            return {"gte": span.first}
        case _:
            return {"lte": span.last}


def _like(value: str) -> re.Pattern[str]:
    """`%` for any number of characters and `?` for one, without going back over what matched."""
    pieces = [re.escape(piece).replace(r"\?", ".") for piece in value.split("%")]
    if len(pieces) == 1:
        return re.compile(pieces[0])
    inner = "".join(f"(?>.*?{piece})" for piece in pieces[1:-1] if piece)
    return re.compile(f"{pieces[0]}{inner}.*{pieces[-1]}")
