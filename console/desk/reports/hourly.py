"""The hours of a range in the server's zone, and what lasts in them, sampled every minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from console.desk.context import Context
from console.desk.errors import refused
from console.desk.reports.ranges import Page, Range

HOUR, MINUTE, MINUTES = 3600, 60, 60
MOST_HOURS = 20_000
"""More hours than that in one answer are refused: they are asked for in pages."""

Lasting = tuple[int, int | None, int]
"""From when, until when (None: still), and how much it weighs."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Consecutive hours: the first second of each, and the part of them that the report is about."""

    starts: Sequence[int]
    span: Range

    def sample(self, lasting: Iterable[Lasting]) -> Iterator[list[int]]:
        """The weight of what lasts, for each hour at each of its minutes that is in the range."""
        if not self.starts:
            return
        changes = [0] * (len(self.starts) * MINUTES + 1)
        for from_at, to_at, weight in lasting:
            changes[self._minute(from_at)] += weight
            changes[-1 if to_at is None else self._minute(to_at)] -= weight
        values = list(accumulate(changes))
        first, last = self._minute(self.span.first), self._minute(self.span.last + 1)
        for begin in range(0, len(values) - 1, MINUTES):
            yield values[max(begin, first) : min(begin + MINUTES, last)]

    def _minute(self, at: int) -> int:
        """The number of the first minute that begins at a moment or after it, within the hours."""
        number = -((self.starts[0] - at) // MINUTE)
        return min(max(number, 0), len(self.starts) * MINUTES)


def read_hours(ctx: Context, span: Range, page: Page) -> Hours:
    """The hours of a range that are on a page. They go no further than now: what comes cannot have been counted.

    In autumn one hour of the clock comes twice and in spring one does not come; each row is 3600 seconds.
    """
    span = Range(span.first, min(span.last, ctx.now()))
    local = datetime.fromtimestamp(span.first, UTC).astimezone(ctx.zone)
    first = span.first - local.minute * MINUTE - local.second
    number = (span.last - first) // HOUR + 1 if span.last >= span.first else 0
    numbers = range(number)[page.rows]
    if len(numbers) > MOST_HOURS:
        message = f"more than {MOST_HOURS} hours at once; ask for them in pages"
        raise refused(message)
    starts = [first + each * HOUR for each in numbers]
    if starts:
        span = Range(max(span.first, starts[0]), min(span.last, starts[-1] + HOUR - 1))
    return Hours(starts, span)
