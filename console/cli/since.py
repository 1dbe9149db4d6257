"""From what somebody types for a time in the past to the moment."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError

_AGO = re.compile(r"(\d{1,5})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?")


def moment_of(text: str, zone: tzinfo, now: datetime) -> datetime:
    """`2026-11-01`, `2026-11-01 10:00`, `today`, `yesterday`, `30m`, `2h` or `7d`; dates are in the reader's zone."""
    if ago := _AGO.fullmatch(text):
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    if text in ("today", "yesterday"):
        day = (now.astimezone(zone) - timedelta(days=text == "yesterday")).date()
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    if _DATE.fullmatch(text):
        try:
            return datetime.fromisoformat(text).replace(tzinfo=zone)
        except ValueError:
            raise CommandError(ExitCode.USAGE, f"There is no date {text}.") from None
    message = f"{text!r} is no time; times are 2026-11-01, '2026-11-01 10:00', today, yesterday, 30m, 2h or 7d."
    raise CommandError(ExitCode.USAGE, message)
