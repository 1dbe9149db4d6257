"""What the resources are made of: the way to the client, and the forms in which they take values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from console.api.budget import Priority
from console.api.dates import since, until
from console.api.errors import IdentifierError, Sent
from console.contract.base import CustomField, Params
from console.contract.endpoint import Endpoint

P = TypeVar("P", bound=Params)
R = TypeVar("R")

FieldValues: TypeAlias = Mapping[str, str] | Iterable[CustomField]
"""Values of custom fields: by code, or as models where a code has several."""


class Caller(Protocol):
    """What a resource needs of the client."""

    zone: ZoneInfo

    async def call(
        self,
        endpoint: Endpoint[P, R],
        params: P,
        *,
        priority: Priority = ...,
        idempotency_key: str | None = ...,
    ) -> R:
        """The endpoint's typed answer."""
        ...


class Calls:
    """Base of the resources: each method is parameters plus one call, or one call a page."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def _call(
        self, endpoint: Endpoint[P, R], params: P, priority: Priority, idempotency_key: str | None = None
    ) -> R:
        return await self._caller.call(endpoint, params, priority=priority, idempotency_key=idempotency_key)

    def _since(self, moment: datetime | None) -> str | None:
        return None if moment is None else since(moment, self._caller.zone)

    def _until(self, moment: datetime | None) -> str | None:
        return None if moment is None else until(moment, self._caller.zone)


def custom_fields(values: FieldValues | None) -> list[CustomField] | None:
    """The values as the API takes them; None for none at all."""
    if values is None:
        return None
    if isinstance(values, Mapping):
        return [CustomField(code=code, value=value) for code, value in values.items()]
    return [*values]


def code_to_delete(code: str | None) -> str | None:
    """The code itself. An empty one counts as none on the wire, and the values of every field would go."""
    if code is not None and not code.strip():
        message = "The code of a custom field is empty, and the server would delete the values of every field."
        raise IdentifierError(message, sent=Sent.NOT_SENT)
    return code
