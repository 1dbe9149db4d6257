"""What two clocks and a zone say about each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

TOLERATED_SKEW = 120
"""Seconds that two clocks may differ before it is worth a word."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time here, and what the server says of its own."""

    now: datetime
    date_header: str
    """The `Date` of an answer, which has no zone to be wrong about."""
    server_time: datetime | None
    """The server's wall time, read in the zone that is set."""
    zone: str

    @property
    def zone_fits(self) -> bool:
        """Whether the wall time, read in the zone, is now; true as well when the server does not say it."""
        return self.server_time is None or abs((self.server_time - self.now).total_seconds()) < TOLERATED_SKEW

    def zone_words(self) -> str:
        """The zone, and whether it is the right one."""
        if self.server_time is None:
            return f"{self.zone}, as set; the server does not say its own time"
        if self.zone_fits:
            return f"{self.zone}, which fits the server's time"
        hours = (self.server_time - self.now).total_seconds() / 3600
        return f"{self.zone} does not fit: the server's time would be {hours:+.1f} hours from now; set server.zone"

    def skew_words(self) -> str:
        """How far the server's clock is from this machine's."""
        try:
            answered = parsedate_to_datetime(self.date_header)
        except ValueError:
            return "the server does not say what time it is"
        seconds = ((answered if answered.tzinfo else answered.replace(tzinfo=UTC)) - self.now).total_seconds()
        if abs(seconds) < TOLERATED_SKEW:
            return "agrees with this machine's"
        ahead = "ahead of" if seconds > 0 else "behind"
        return f"the server's is {abs(seconds) / 60:.0f} minutes {ahead} this machine's; ages are wrong by that"
