"""Times as agents type them: `fri 9`, `+3d`, `12.5. 14:00`, `tomorrow`, `until reply`; in the agent's zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

MORNING: Final = time(9)
"""When a day begins of which no time is said."""
EXAMPLES: Final = "fri 9   +3d   2h   tomorrow 15:30   12.5. 14:00   until reply;   ! at the end: even if they reply"
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN: Final = re.compile(r"(?:\+|in )?\s*(\d{1,4})\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")
_DATE: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?(?=\s|$)|(\d{4})-(\d{1,2})-(\d{1,2})(?=\s|$)")
_WORD: Final = re.compile(r"([a-z]+)(?:\s+(.+))?")
_SLEEPS: Final = re.compile(r"\s*(!|\b(?:even if they reply|whatever|sleep))\s*$")
_REPLY: Final = ("r", "reply", "until reply", "on reply", "until they reply", "until the customer replies")


class NoTimeError(ValueError):
    """What was typed is no time to come, in words."""


@dataclass(frozen=True, slots=True)
class When:
    """Until when something is put off."""

    until: datetime | None
    """None for until the customer replies, however long that takes."""
    on_reply: bool = True
    """Whether a reply ends it earlier."""


def read_when(text: str, now: datetime, zone: tzinfo) -> When:
    """What was typed. Raises `NoTimeError` with words for the agent."""
    typed = " ".join(text.casefold().split())
    kept = _SLEEPS.sub("", typed)
    sleeps = kept != typed
    if not kept:
        raise NoTimeError(EXAMPLES)
    if kept in _REPLY:
        if sleeps:
            message = "Until they reply, even if they reply, would be for ever: say a time."
            raise NoTimeError(message)
        return When(None)
    until = _moment(kept.removeprefix("until ").removeprefix("at "), now, zone)
    if until <= now:
        message = "That is over already; say a time to come."
        raise NoTimeError(message)
    return When(until, on_reply=not sleeps)


def after_an_hour(now: datetime, zone: tzinfo) -> When:
    """In an hour."""
    return When(now + timedelta(hours=1))


def tomorrow(now: datetime, zone: tzinfo) -> When:
    """Tomorrow morning."""
    return When(_at(_today(now, zone) + timedelta(days=1), MORNING, zone))


def on_monday(now: datetime, zone: tzinfo) -> When:
    """The next Monday's morning; on a Monday, that of next week."""
    return When(_at(_next(_today(now, zone), 0), MORNING, zone))


def in_a_week(now: datetime, zone: tzinfo) -> When:
    """The morning of the day in a week."""
    return When(_at(_today(now, zone) + timedelta(weeks=1), MORNING, zone))


def until_reply(now: datetime, zone: tzinfo) -> When:
    """Until the customer replies."""
    return When(None)


USUAL: Final[dict[str, Callable[[datetime, tzinfo], When]]] = {
    "hour": after_an_hour,
    "tomorrow": tomorrow,
    "monday": on_monday,
    "week": in_a_week,
    "reply": until_reply,
}
"""The times that have a key of their own."""


def _moment(text: str, now: datetime, zone: tzinfo) -> datetime:
    if span := _SPAN.fullmatch(text):
        return _after(int(span[1]), span[2][0], now, zone)
    if found := _DATE.match(text):
        return _at(_date(found, now, zone), _time(text[found.end() :].strip()), zone)
    if (found := _WORD.fullmatch(text)) and (day := _named_day(found[1], _today(now, zone))) is not None:
        return _at_named(day, found[1], found[2] or "", now, zone)
    at = _time(text)
    today = _at(_today(now, zone), at, zone)
    return today if today > now else _at(_today(now, zone) + timedelta(days=1), at, zone)


def _after(count: int, unit: str, now: datetime, zone: tzinfo) -> datetime:
    """So much later; days and weeks later at the same time on the clock, whatever happened to the clocks meanwhile."""
    if unit in "mh":
        return now + (timedelta(minutes=count) if unit == "m" else timedelta(hours=count))
    local = now.astimezone(zone)
    days = count if unit == "d" else 7 * count
    try:
        return _at(local.date() + timedelta(days=days), local.time().replace(second=0, microsecond=0), zone)
    except OverflowError:
        raise NoTimeError(EXAMPLES) from None


def _named_day(word: str, today: date) -> date | None:
    if word in ("today", "tonight"):
        return today
    if len(word) >= 3 and "tomorrow".startswith(word):
        return today + timedelta(days=1)
    for number, name in enumerate(_DAYS):
        if len(word) >= 2 and name.startswith(word):
            return _next(today, number)
    return None


def _at_named(day: date, word: str, rest: str, now: datetime, zone: tzinfo) -> datetime:
    """At a time of a day that was named; on that very day of the week, today while that time is still to come."""
    today = _today(now, zone)
    at = _time(rest.removeprefix("at "))
    if rest and day == today + timedelta(weeks=1) and word != "today" and (early := _at(today, at, zone)) > now:
        return early
    if word == "tonight" and not rest:
        at = time(19)
    return _at(day, at, zone)


def _date(found: re.Match[str], now: datetime, zone: tzinfo) -> date:
    today = _today(now, zone)
    year, month, day = (found[4], found[5], found[6]) if found[4] else (found[3], found[2], found[1])
    try:
        wanted = date(int(year or today.year), int(month), int(day))
        return wanted if year or wanted >= today else wanted.replace(year=today.year + 1)
    except ValueError:
        message = f"There is no day {found[0].strip().rstrip('.')}."
        raise NoTimeError(message) from None


def _time(text: str) -> time:
    """A time of the day; the morning when none is said."""
    if not text:
        return MORNING
    found = _TIME.fullmatch(text)
    if found is None:
        raise NoTimeError(EXAMPLES)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        message = f"There is no time {text}."
        raise NoTimeError(message) from None


def _at(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment of a time on the clock; one that the clocks skip is as much later."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def _today(now: datetime, zone: tzinfo) -> date:
    return now.astimezone(zone).date()


def _next(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
