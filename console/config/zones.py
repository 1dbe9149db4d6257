"""The agent's zone, and the form in which times are written in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum


class TimeForm(StrEnum):
    """How times are written."""

    TWENTY_FOUR = "24h"
    TWELVE = "12h"
    ISO = "iso"


class MachineZone(tzinfo):
    """The machine's zone with its rules: summer's times are read in summer's offset, also in winter."""

    def fromutc(self, dt: datetime) -> datetime:
        """The local time of a UTC time."""
        return dt.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """The offset at a local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def tzname(self, dt: datetime | None) -> str | None:
        """What the zone is called at a local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Not known."""
        return None

    def __str__(self) -> str:
        """In words."""
        return "this machine's zone"


class FormedZone(tzinfo):
    """A zone that knows in which form its times are written, so that the form is wherever the zone is."""

    def __init__(self, zone: tzinfo, form: TimeForm) -> None:
        self.zone = zone
        self.form = form

    def fromutc(self, dt: datetime) -> datetime:
        """The local time of a UTC time."""
        return dt.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """The offset at a local time."""
        return self.zone.utcoffset(self._in_zone(dt))

    def tzname(self, dt: datetime | None) -> str | None:
        """What the zone is called at a local time."""
        return self.zone.tzname(self._in_zone(dt))

    def dst(self, dt: datetime | None) -> timedelta | None:
        """The part of the offset that is summer's."""
        return self.zone.dst(self._in_zone(dt))

    def __str__(self) -> str:
        """In words."""
        return f"{self.zone}, {self.form}"

    def _in_zone(self, dt: datetime | None) -> datetime | None:
        return None if dt is None else dt.replace(tzinfo=self.zone)

    def __reduce__(self) -> tuple[type[FormedZone], tuple[tzinfo, TimeForm]]:
        """For copies."""
        return FormedZone, (self.zone, self.form)


def form_of(zone: tzinfo) -> TimeForm:
    """The form of a zone's times; 24 hours when it does not say."""
    return zone.form if isinstance(zone, FormedZone) else TimeForm.TWENTY_FOUR


def zone_with_form(name: str | None, times: str, default: tzinfo | None = None) -> tzinfo:
    """The zone of that name, or else the default or the machine's, with the form that `ui.times` names."""
    if name:
        from zoneinfo import ZoneInfo

        zone: tzinfo = ZoneInfo(name)
    else:
        zone = default or MachineZone()
    form = locale_form() if times == "locale" else TimeForm(times)
    return zone if form is TimeForm.TWENTY_FOUR else FormedZone(zone, form)


def locale_form() -> TimeForm:
    """The form that the machine's locale has for the time of day; 24 hours when it says nothing."""
    import locale

    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, "")
        written = locale.nl_langinfo(locale.T_FMT)
    except (locale.Error, AttributeError):
        return TimeForm.TWENTY_FOUR
    finally:
        locale.setlocale(locale.LC_TIME, before)
    return TimeForm.TWELVE if any(sign in written for sign in ("%r", "%I", "%l", "%p")) else TimeForm.TWENTY_FOUR
