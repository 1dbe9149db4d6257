"""Ranges of days for reports: those with a name, and days as people type them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

_ISO: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_POINTS: Final = re.compile(r"(\d\d?)\.\s*(\d\d?)\.\s*(\d{4})?")
_NAMED: Final = re.compile(r"(\d\d?)\.? ?([a-z]{3})[a-z]*\.?(?: (\d{4}))?")
_AGO: Final = re.compile(r"(\d{1,4})d")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BETWEEN: Final = re.compile(r"\s+to\s+|\s*\.\.+\s*|\s+-\s+|\s*[–,;]\s*")
DAYS_BY_KEY: Final = {"t": (0, 0), "y": (1, 1), "w": (6, 0), "m": (29, 0)}
"""The days ago of the first and of the last day of the ranges with a key: today, yesterday, a week, thirty days."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from the first to the last, both of them whole."""

    first: date
    last: date

    @classmethod
    def of(cls, one: date, other: date) -> DayRange:
        """From the earlier of two days to the later."""
        return cls(min(one, other), max(one, other))

    @classmethod
    def by_key(cls, key: str, today: date) -> DayRange:
        """One of the ranges with a key."""
        first, last = DAYS_BY_KEY[key]
        return cls(today - timedelta(days=first), today - timedelta(days=last))

    def bounds(self, own: tzinfo | None, server: tzinfo) -> tuple[date, date] | tuple[datetime, datetime]:
        """What to ask the server for: days, where those of the agent's zone are its own, else their moments."""
        if own is None:
            return self.first, self.last
        begin, end = datetime.combine(self.first, time(), own), datetime.combine(self.last, time(23, 59, 59), own)
        same = all(one.utcoffset() == one.astimezone(server).utcoffset() for one in (begin, end))
        return (self.first, self.last) if same else (begin, end)


def read_day(text: str, today: date) -> date | None:
    """A day as people type it: 2026-11-23, 23.11., 23 nov, today, yesterday, 7d; None for what is none of these.

    A day without a year is the last one that was. Raises `ValueError` for a day that no calendar has.
    """
    text = text.strip().lower()
    if text in ("today", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    if found := _AGO.fullmatch(text):
        return today - timedelta(days=int(found[1]))
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _POINTS.fullmatch(text):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if (found := _NAMED.fullmatch(text)) and found[2] in _MONTHS:
        return _with_year(int(found[1]), _MONTHS.index(found[2]) + 1, found[3], today)
    return None


def read_range(text: str, today: date) -> DayRange | None:
    """One day, or two with `to`, `..` or a dash between them; None for what is none of these. Raises as `read_day`."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if len(parts) == 1 and read_day(text, today) is None:
        parts = text.split()
    days = [read_day(part, today) for part in parts]
    if not 1 <= len(days) <= 2 or any(day is None for day in days):
        return None
    known = [day for day in days if day is not None]
    return DayRange.of(known[0], known[-1])


def _with_year(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day)
    found = date(today.year, month, day)
    return found if found <= today else date(today.year - 1, month, day)
