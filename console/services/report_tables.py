"""What reports have in them: their columns and values, in words for people, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from console.contract.base import Moment, Record
from console.contract.endpoint import ListEndpoint
from console.contract.enums import Letters
from console.contract.reports import REPORTS

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FORMULA: Final = re.compile("[\\s\"']*[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may take for the beginning of a formula."""
_SECONDS: Final = re.compile(r"worktime|sla|.*_seconds|.*_time|.*Time(Sla)?")
_PER_CENT: Final = re.compile(r"pct|.*_p")
_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_SAID: Final = {
    "u_chats": "unanswered chats",
    "u_calls": "untaken calls",
    "o_calls": "calls placed",
    "i_messages": "messages in",
    "i_chats": "chats in",
    "i_calls": "calls in",
    "f_chats": "chats ended",
    "f_calls": "calls ended",
    "mins": "minutes",
    "pct": "%",
    "sla": "time left",
}
"""Columns whose names are no words."""


class Unit(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    IDENTIFIER = "id"
    MOMENT = "moment"
    DAY = "day"
    NUMBER = "number"
    SECONDS = "seconds"
    PER_CENT = "per cent"

    @property
    def is_number(self) -> bool:
        """Whether it can be added up and plotted."""
        return self in (Unit.NUMBER, Unit.SECONDS, Unit.PER_CENT)


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report as it was fetched."""

    name: str
    first: str
    """A day of the server's zone, or a moment."""
    last: str
    columns: Sequence[str]
    rows: Sequence[Record]

    def unit(self, column: str) -> Unit:
        """What the values of a column are, by the values that came."""
        values = self.values(column)
        if column.endswith("id"):
            return Unit.IDENTIFIER
        if all(map(is_number, values)):
            name = column.removesuffix("_ph")
            named = {Unit.SECONDS: _SECONDS.fullmatch(name), Unit.PER_CENT: _PER_CENT.fullmatch(name)}
            return next((unit for unit, matches in named.items() if matches), Unit.NUMBER)
        if all(isinstance(value, Moment) for value in values):
            return Unit.MOMENT
        return Unit.DAY if all(_DAY.match(str(value)) for value in values) else Unit.TEXT

    def values(self, column: str) -> list[object]:
        """The values of a column, from the first row to the last."""
        return [getattr(row, column, None) for row in self.rows]

    def as_json(self) -> dict[str, object]:
        """The documented shape: numbers as numbers, times in UTC."""
        rows = [{column: _for_programs(getattr(row, column, None)) for column in self.columns} for row in self.rows]
        return {"report": self.name, "from": self.first, "to": self.last, "columns": list(self.columns), "rows": rows}

    def csv_text(self, clean: Callable[[str], str]) -> str:
        """The rows for a spreadsheet, which runs none of them; `clean` takes controls out of a text."""
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([harmless(clean(column)) for column in self.columns])
        for row in self.rows:
            writer.writerow([harmless(clean(_plain(getattr(row, column, None)))) for column in self.columns])
        return text.getvalue()


def endpoint_of(name: str) -> ListEndpoint[Any, Any]:
    """The call of a report, by its name with hyphens or underscores."""
    return next(one for one in REPORTS if one.name == f"report_{name.replace('-', '_')}")


def columns_of(name: str) -> list[str]:
    """The columns a report can have."""
    return list(endpoint_of(name).record.model_fields)


def columns_that_came(asked: Sequence[str] | None, rows: Sequence[Record]) -> list[str]:
    """The columns that came, in the order that was asked for, or else in the report's own."""
    came = {column: None for row in rows[:1] for column in type(row).model_fields if column in row.model_fields_set}
    return [column for column in asked if column in came] if asked else list(came)


def heading_of(column: str) -> str:
    """What a column is called above a table for people."""
    if column in _SAID:
        return _SAID[column]
    words = " ".join(word.lower() for word in _WORDS.findall(column))
    for short, long in ((" ph", " per hour"), (" p", " %")):
        words = words.removesuffix(short) + long if words.endswith(short) else words
    return words


def is_number(value: object) -> bool:
    """Whether a value is a number or the absence of one."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def harmless(text: str) -> str:
    """A cell of CSV that no spreadsheet takes for a formula. Numbers stay numbers, also negative ones."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def in_words(value: object, moment_words: Callable[[datetime | None], str]) -> str:
    """A value for people; `moment_words` puts times into their zone."""
    match value:
        case None:
            return "-"
        case Moment():
            return moment_words(value.at)
        case float():
            return f"{value:.1f}".removesuffix(".0")
        case Letters():
            return value.word
        case _:
            return " ".join(str(value).split())


def _for_programs(value: object) -> object:
    if isinstance(value, Moment):
        return _iso(value.at) or value.raw or None
    return value


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case Moment():
            return _iso(value.at) or value.raw
        case _:
            return str(value)


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
