"""Times on the way out: ISO 8601 in UTC for programs, the reader's own zone for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from console.ui.format import age
from console.ui.format import full as full_time
from console.ui.format import when as short_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.config.model import Settings


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


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


def own_zone(settings: Settings) -> tzinfo:
    """The zone in which people read times: the one that is set, or the machine's."""
    if settings.ui.zone:
        from zoneinfo import ZoneInfo

        return ZoneInfo(settings.ui.zone)
    return MachineZone()


def iso(moment: datetime | None) -> str | None:
    """`2026-11-23T16:40:00Z`."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def when(moment: datetime | None, zone: tzinfo, at: datetime) -> str:
    """As short as its distance from `at` allows; a dash for no time."""
    return "-" if moment is None else short_time(moment, zone, at)


def full(moment: datetime | None, zone: tzinfo, at: datetime) -> str:
    """Day and time; a dash for no time."""
    return "-" if moment is None else full_time(moment, zone, at)


def wait(moment: datetime | None, at: datetime) -> str:
    """How long ago in a few characters; a dash for no time."""
    return "-" if moment is None else age(moment, at)
