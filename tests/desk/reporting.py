"""Asking for a report: the rows as they are on the wire, after they have been read strictly."""

from __future__ import annotations

from typing import Any

from console.contract.endpoint import ListEndpoint
from tests.desk.caller import STRICT, Caller
from tests.desk.small_events import DAY

Rows = list[dict[str, str | None]]


async def report(caller: Caller, endpoint: ListEndpoint[Any, Any], **parameters: str) -> Rows:
    """The rows of a report on the Sunday, unless the parameters say otherwise."""
    asked = {"date_from": DAY, "date_to": DAY} | parameters
    response = await caller.raw("GET", endpoint.path, **asked)
    assert response.status_code == 200, response.text
    tree = response.json()["response"]
    assert list(tree) == [endpoint.envelope]
    endpoint.decode(tree, STRICT)
    rows: Rows = tree[endpoint.envelope]
    return rows


async def one(caller: Caller, endpoint: ListEndpoint[Any, Any], key: str, **parameters: str) -> dict[str, str | None]:
    """The row of a report whose id is `key`, without it."""
    (row,) = [row for row in await report(caller, endpoint, **parameters) if row["id"] == key]
    del row["id"]
    return row


def every_column(endpoint: ListEndpoint[Any, Any]) -> str:
    """All columns of a report, as a client asks for them."""
    return ", ".join(endpoint.record.model_fields)
