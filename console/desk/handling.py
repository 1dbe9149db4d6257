"""Handlers: which function answers which call, at which path, under which envelopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from console.contract.base import Params, Record, WireRow
from console.contract.endpoint import Endpoint, ListEndpoint, ObjectEndpoint
from console.desk.context import Context

P = TypeVar("P", bound=Params)
M = TypeVar("M", bound=Record)

ObjectHandler = Callable[[Context, P], WireRow]
RowsHandler = Callable[[Context, P], list[WireRow]]

_LARGE = ("reports/", "knowledgebase/")

ACKNOWLEDGED: WireRow = {"status": "OK", "statuscode": 0}
"""The plain acknowledgement of calls that change something."""


@dataclass(frozen=True, slots=True)
class Handled:
    """An endpoint and what answers it here."""

    endpoint: Endpoint[Any, Any]
    envelopes: tuple[str, ...]
    """Keys under which a list is answered; none for an object."""
    function: Callable[[Context, Any], Any]

    @property
    def path(self) -> str:
        """The endpoint's path."""
        return self.endpoint.path

    @property
    def writes(self) -> bool:
        """Whether the call changes something, by its method."""
        return self.endpoint.method != "GET"

    @property
    def reads_much(self) -> bool:
        """Whether the call may look at a large part of the database, so that others should not wait for it."""
        return self.path.startswith(_LARGE)

    def answer(self, ctx: Context, params: Params) -> WireRow:
        """What goes under `response`."""
        result: Any = self.function(ctx, params)
        if not self.envelopes:
            return dict(result)
        return dict.fromkeys(self.envelopes, result)


HANDLERS: dict[tuple[str, str], Handled] = {}
"""By method and path template; filled when `console.desk.handlers` is imported."""


@overload
def handles(endpoint: ObjectEndpoint[P, M]) -> Callable[[ObjectHandler[P]], ObjectHandler[P]]: ...


@overload
def handles(
    endpoint: ListEndpoint[P, M], *, envelopes: tuple[str, ...] | None = None
) -> Callable[[RowsHandler[P]], RowsHandler[P]]: ...


def handles(
    endpoint: Endpoint[Any, Any], *, envelopes: tuple[str, ...] | None = None
) -> Callable[[Callable[[Context, Any], Any]], Callable[[Context, Any], Any]]:
    """Register a function as the one that answers an endpoint, under other envelopes than its own when they are named.

    A list endpoint's function returns rows, an object endpoint's function one object.
    """
    if envelopes is None:
        envelopes = (endpoint.envelope,) if isinstance(endpoint, ListEndpoint) else ()

    def register(function: Callable[[Context, Any], Any]) -> Callable[[Context, Any], Any]:
        key = (endpoint.method, endpoint.path)
        if key in HANDLERS:
            message = f"{endpoint.method} {endpoint.path} is handled twice"
            raise ValueError(message)
        HANDLERS[key] = Handled(endpoint, envelopes, function)
        return function

    return register
