"""What the reports of the next two modules are made of: parameters in, rows page by page out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from console.api.budget import Priority
from console.api.dates import DayOrTime, wire_day
from console.api.paging import LARGEST_PAGE, Rows
from console.api.resources.base import Calls
from console.contract.base import Params, Record
from console.contract.endpoint import ListEndpoint

P = TypeVar("P", bound=Params)
M = TypeVar("M", bound=Record)


class Report(Calls):
    """Base of the reports. A day counts whole and in the server's zone; dates the wrong way round are swapped."""

    def _rows(
        self,
        endpoint: ListEndpoint[P, M],
        values: Mapping[str, object],
        limit: int | None,
        offset: int,
        priority: Priority,
    ) -> Rows[M]:
        """The report's rows; of the values those that are not None, dates in the server's zone."""
        given = {name: self._wire(value) for name, value in values.items() if value is not None}
        params = endpoint.params.model_validate(given)

        async def ask(count: int, start: int) -> list[M]:
            page = params.model_copy(update={"limitcount": count, "limitfrom": start or None})
            return await self._call(endpoint, page, priority)

        return Rows(ask, page_size=LARGEST_PAGE, identity=_identity, offset=offset, limit=limit)

    def _wire(self, value: object) -> object:
        if isinstance(value, DayOrTime):
            return wire_day(value, self._caller.zone)
        return [*value] if isinstance(value, Iterable) and not isinstance(value, str) else value


def _identity(row: Record) -> str | None:
    """What names a row that comes twice; hours and days have nothing, and one hour comes twice a year rightly."""
    return getattr(row, "id", "") or None
