"""What all records and parameters of API v1 share: wire types, the tolerant reader and the encoding of requests."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, NewType, Self, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationInfo, model_validator

from console.contract.zone import DEFAULT_ZONE

ConversationId = NewType("ConversationId", str)
AgentId = NewType("AgentId", str)
CustomerId = NewType("CustomerId", str)
DepartmentId = NewType("DepartmentId", str)
GroupId = NewType("GroupId", str)
TagId = NewType("TagId", str)

WireTree: TypeAlias = dict[str, Any]
"""What lies under `response`: JSON as it came. It never crosses a module border but between reader and record."""

WireRow: TypeAlias = dict[str, "str | int | list[WireRow] | None"]
"""One answer row on its way out of the desk: strings and nulls, and lists of rows (custom fields, messages)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as the server wrote it, and what it means.

    `at` is aware UTC, or None when the text is empty or no time (`0000-00-00 00:00:00`). Wall times repeat once a
    year, so two moments are ordered by the server's order first and by `at` only between conversations.
    """

    raw: str = ""
    at: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.raw)


def parse_datetime(raw: str, zone: ZoneInfo) -> datetime | None:
    """The UTC time of a wire datetime in the server's zone; None when it is no time.

    Takes `YYYY-MM-DD HH:MM:SS`, a day alone (its first second) and ISO 8601 with an offset. A time in the doubled
    hour of autumn is read as its first pass, a time in the missing hour of spring as if the clock had not moved yet.
    """
    text = raw.strip()
    if len(text) < 10 or text.startswith("0000"):
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def format_datetime(moment: datetime, zone: ZoneInfo) -> str:
    """The wire form of an aware time in the server's zone."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True, slots=True)
class ReadContext:
    """How answers are read: the server's zone, and whether anything unexpected is an error (in tests) or is coerced."""

    zone: ZoneInfo
    strict: bool = False


def _strict(info: ValidationInfo) -> bool:
    return isinstance(info.context, ReadContext) and info.context.strict


def _read_text(value: object, info: ValidationInfo) -> str:
    if isinstance(value, str):
        return value
    if _strict(info) and value is not None:
        msg = f"expected a string or null, not {type(value).__name__}"
        raise ValueError(msg)
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value)


def _read_count(value: object, info: ValidationInfo) -> int:
    if _strict(info) and not isinstance(value, str):
        msg = "counts are strings on the wire"
        raise ValueError(msg)
    try:
        return int(float(str(value)))
    except (ValueError, OverflowError):
        return 0


def _read_number(value: object, info: ValidationInfo) -> float | None:
    if value is None or value == "":
        return None
    if _strict(info) and not isinstance(value, str):
        msg = "numbers are strings on the wire"
        raise ValueError(msg)
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _read_moment(value: object, info: ValidationInfo) -> Moment:
    if isinstance(value, Moment):
        return value
    raw = _read_text(value, info)
    zone = info.context.zone if isinstance(info.context, ReadContext) else ZoneInfo(DEFAULT_ZONE)
    return Moment(raw, parse_datetime(raw, zone))


def _read_list(value: object, info: ValidationInfo) -> object:
    if isinstance(value, list):
        return value if _strict(info) else [row for row in value if isinstance(row, dict)]
    if _strict(info):
        msg = "expected a list"
        raise ValueError(msg)
    if isinstance(value, dict):
        return [row for row in value.values() if isinstance(row, dict)]
    return []


Text = Annotated[str, BeforeValidator(_read_text)]
"""Any string; null, numbers and misplaced containers read as strings outside strict mode."""
Count = Annotated[int, BeforeValidator(_read_count)]
"""A number that travels as a string."""
Number = Annotated[float | None, BeforeValidator(_read_number)]
"""A decimal number that travels as a string, such as an average; null is an average over nothing."""
WireMoment = Annotated[Moment, BeforeValidator(_read_moment), PlainSerializer(lambda moment: moment.raw)]
"""A `datetime` field."""
Rows = BeforeValidator(_read_list)
"""For lists inside a row: PHP servers write `""`, `{}` or null for an empty list."""


class Record(BaseModel):
    """An answer's object or row.

    Tolerant by default: unknown fields are kept, missing ones have defaults. Under a strict `ReadContext`, as the tests
    against the desk use it, a missing or an unknown field is an error.
    """

    model_config = ConfigDict(extra="allow", defer_build=True, arbitrary_types_allowed=True)

    newer_fields: ClassVar[frozenset[str]] = frozenset()
    """Fields only newer servers send; strict reading does not ask for them, declared or not."""

    @model_validator(mode="before")
    @classmethod
    def _check_fields(cls, data: object, info: ValidationInfo) -> object:
        if not isinstance(data, Mapping):
            msg = "expected an object"
            raise ValueError(msg)
        if _strict(info):
            missing = cls.model_fields.keys() - data.keys() - cls.newer_fields
            unknown = data.keys() - cls.model_fields.keys() - cls.newer_fields
            if missing or unknown:
                msg = f"missing {sorted(missing)}, unknown {sorted(unknown)}"
                raise ValueError(msg)
        return data


class CustomField(Record):
    """One value of a custom field; the same code may come several times."""

    code: Text = ""
    value: Text = ""


class Acknowledgement(Record):
    """`status` OK and `statuscode` 0: the answer of calls that change something."""

    status: str = "OK"
    statuscode: int | str = 0


class Params(BaseModel):
    """The parameters of one call, path parameters included, under their wire names.

    On the wire everything is a string: `wire()` gives what is set. `read()` is the desk's way back; an empty optional
    parameter counts as absent, unknown ones are ignored.
    """

    model_config = ConfigDict(extra="ignore", defer_build=True, frozen=True)

    def wire(self) -> dict[str, str]:
        """The parameters that are set, as wire strings: Y and N for flags, commas in lists, JSON for custom fields."""
        return {name: _encode(value) for name in type(self).model_fields if (value := getattr(self, name)) is not None}

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Self:
        """Parameters from a request's strings; raises pydantic's `ValidationError` for a missing or malformed one."""
        return cls.model_validate({name: text for name, text in values.items() if text != "" or name == "message"})


def _encode(value: object) -> str:
    match value:
        case bool():
            return "Y" if value else "N"
        case list() | tuple() if value and isinstance(value[0], CustomField):
            return json.dumps([{"code": field.code, "value": field.value} for field in value], ensure_ascii=False)
        case list() | tuple():
            return ",".join(str(item) for item in value)
        case _:
            return str(value)


def _read_flag(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in ("Y", "N"):
        msg = "expected Y or N"
        raise ValueError(msg)
    return value == "Y"


def _read_letters(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _read_custom_fields(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        rows = json.loads(value)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row.get("code") for row in rows):
        msg = "expected a JSON array of objects with code and value"
        raise ValueError(msg)
    return rows


Flag = Annotated[bool, BeforeValidator(_read_flag)]
"""Y or N."""
Commas = BeforeValidator(_read_letters)
"""A list that travels as one string with commas."""
CustomFields = Annotated[list[CustomField], BeforeValidator(_read_custom_fields)]
"""Values of custom fields; as a parameter they travel as a string of JSON."""


class NoParams(Params):
    """A call without parameters besides the key."""
