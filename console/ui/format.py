"""Times, ages, counts and sizes as the console writes them; pure, with the clock and the zone passed in.

Moments come in as aware UTC datetimes and are shown in the agent's zone, which may say in which form
(`console.config.zones`). Names of days and months are English and do not follow the locale of the machine.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from console.config.zones import TimeForm, form_of

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_YEAR: Final = 365 * _DAY
_SERVICES: Final = (("M", "M", "mail"), ("C", "T", "chat"), ("P", "P", "phone"))
"""The letter that is shown, the server's, and the word."""


def age(moment: datetime, now: datetime) -> str:
    """How long ago, in at most five characters: "now", "3m", "2h10", "4d", "2y". The future counts as now."""
    return wait((now - moment).total_seconds())


def wait(seconds: float) -> str:
    """A length of time for a narrow column: "now" under a minute, then "58m", "2h10", "14h", "4d", "2y"."""
    whole = int(max(seconds, 0))
    if whole < _MINUTE:
        return "now"
    if whole < _HOUR:
        return f"{whole // _MINUTE}m"
    if whole < _DAY:
        hours, minutes = whole // _HOUR, whole % _HOUR // _MINUTE
        return f"{hours}h{minutes:02}" if hours < 10 and minutes else f"{hours}h"
    return f"{whole // _DAY}d" if whole < _YEAR else f"{whole // _YEAR}y"


def age_words(moment: datetime, now: datetime) -> str:
    """How long ago, for a reader with room: "just now", "3 min ago", "2 h ago", "1 day ago", "2 years ago"."""
    seconds = int((now - moment).total_seconds())
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min ago"
    if seconds < _DAY:
        return f"{seconds // _HOUR} h ago"
    if seconds < _YEAR:
        return f"{plural(seconds // _DAY, 'day')} ago"
    return f"{plural(seconds // _YEAR, 'year')} ago"


def clock(moment: datetime, zone: tzinfo) -> str:
    """The time of day: "06:31", or "6:31 am"."""
    local = _local(moment, zone)
    return _clock(local, f"{local.minute:02}", form_of(zone))


def clock_with_seconds(moment: datetime, zone: tzinfo) -> str:
    """The time of day with its seconds: "06:31:08", or "6:31:08 am"."""
    local = _local(moment, zone)
    return _clock(local, f"{local.minute:02}:{local.second:02}", form_of(zone))


def _clock(local: datetime, rest: str, form: TimeForm) -> str:
    if form is TimeForm.TWELVE:
        return f"{local.hour % 12 or 12}:{rest} {'am' if local.hour < 12 else 'pm'}"
    return f"{local.hour:02}:{rest}"


def when(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """A moment as short as its distance allows: "06:31" today, "Mon 06:31" this week, "21 Nov 06:31", "21 Nov 2025".

    In ISO's form "06:31" today, and "2025-11-21 06:31".
    """
    local, today = _local(moment, zone), _local(now, zone)
    days = (today.date() - local.date()).days
    if days == 0:
        return clock(moment, zone)
    if form_of(zone) is TimeForm.ISO:
        return f"{_iso_day(local)} {clock(moment, zone)}"
    if 0 < days < 7:
        return f"{_DAYS[local.weekday()]} {clock(moment, zone)}"
    if local.year == today.year:
        return f"{local.day} {_MONTHS[local.month - 1]} {clock(moment, zone)}"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def due(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """A moment that is to come, as short as its distance allows: "14:30" today, "Tue 09:00" within a week."""
    local, today = _local(moment, zone), _local(now, zone)
    if 0 < (local.date() - today.date()).days < 7 and form_of(zone) is not TimeForm.ISO:
        return f"{_DAYS[local.weekday()]} {clock(moment, zone)}"
    return when(moment, zone, now)


def full(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """A moment in full: "Mon 21 Nov 06:31", with the year when it is another than now's."""
    return f"{day(moment, zone, now)} {clock(moment, zone)}"


def day(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """The day of a moment: "Mon 21 Nov", or "Fri 21 Nov 2025" in another year than now's; ISO's is "2025-11-21"."""
    local = _local(moment, zone)
    if form_of(zone) is TimeForm.ISO:
        return _iso_day(local)
    text = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}"
    return text if local.year == _local(now, zone).year else f"{text} {local.year}"


def month(moment: datetime, zone: tzinfo) -> str:
    """The month of a moment: "Nov 2025", or "2025-11"."""
    local = _local(moment, zone)
    if form_of(zone) is TimeForm.ISO:
        return f"{local.year:04}-{local.month:02}"
    return f"{_MONTHS[local.month - 1]} {local.year}"


def _iso_day(local: datetime) -> str:
    return f"{local.year:04}-{local.month:02}-{local.day:02}"


def span(start: datetime, end: datetime, zone: tzinfo, now: datetime) -> str:
    """From the first to the last message of a group: "06:31–06:44", "Mon 23:50–Tue 00:10".

    One moment when both are shown alike or the end comes before the start. When the clocks change in between, both
    times carry their zone's name, for the second may read earlier than the first.
    """
    first = when(start, zone, now)
    if end <= start:
        return first
    local_start, local_end = _local(start, zone), _local(end, zone)
    if local_start.utcoffset() != local_end.utcoffset():
        return f"{first} {local_start.tzname()}–{when(end, zone, now)} {local_end.tzname()}"
    if local_start.date() != local_end.date():
        last = when(end, zone, now)
        return first if first == last else f"{first}–{last}"
    begin, last = clock(start, zone), clock(end, zone)
    if not first.endswith(begin):
        first = f"{first} {begin}"
    return first if begin == last else f"{first}–{last}"


def countdown(seconds: float) -> str:
    """The time left, never below nothing: "6 s", "1:05", "2:00:05"."""
    whole = int(max(seconds, 0))
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE}:{whole % _MINUTE:02}"
    return f"{whole // _HOUR}:{whole % _HOUR // _MINUTE:02}:{whole % _MINUTE:02}"


def count(number: int) -> str:
    """A number in full: "1,204"."""
    return f"{number:,}"


def count_short(number: int) -> str:
    """A number in at most four characters, rounded down: "999", "1.2k", "12k", "3.4M", "120M"."""
    for size, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if number >= size:
            tenths = number * 10 // size
            return (
                f"{tenths // 10}.{tenths % 10}{letter}"
                if 10 <= tenths < 100 and tenths % 10
                else f"{tenths // 10}{letter}"
            )
    return str(number)


def plural(number: int, word: str, many: str | None = None) -> str:
    """A number and its noun: "1 reply", "1,204 replies"."""
    return f"{count(number)} {word if number == 1 else many or f'{word}s'}"


def file_size(size: int) -> str:
    """The size of an attachment: "512 B", "48 KB", "1.4 MB"."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size // 1000} KB"
    tenths = size // 100_000
    return f"{tenths // 10}.{tenths % 10} MB"


def _local(moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone cannot be shown; convert it to UTC where it is read")
    return moment.astimezone(zone)


def service_letters(services: str) -> str:
    """Mail, chat, phone in that order; a dash where off."""
    return "".join(letter if code in services else "-" for letter, code, _ in _SERVICES)


def service_words(services: str) -> str:
    """The same in words."""
    return ", ".join(word for _, code, word in _SERVICES if code in services) or "nothing"
