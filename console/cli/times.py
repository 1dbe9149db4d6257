"""Times on the way out: ISO 8601 in UTC for programs, the reader's own zone for people."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from console.config.zones import zone_with_form
from console.ui.format import age
from console.ui.format import full as full_time
from console.ui.format import when as short_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.config.model import Settings


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


def own_zone(settings: Settings) -> tzinfo:
    """The zone in which people read times: the one that is set, or the machine's, in the form that is set."""
    return zone_with_form(settings.ui.zone, settings.ui.times)


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
