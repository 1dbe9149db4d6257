"""Writing down what changes something on the server, where every such call passes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING

from console.api.errors import ApiError
from console.services.faults import translated
from console.store.audit import Audit, AuditEntry

if TYPE_CHECKING:
    from console.api.exchange import Answer, Transport
    from console.contract.endpoint import Method

_origin: ContextVar[str] = ContextVar("origin", default="")


@contextmanager
def acting(origin: str) -> Iterator[None]:
    """Name what the calls in the block are made by: a row of the outbox, or a command."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def origin() -> str:
    """What the calls here are made by; empty when nobody named it."""
    return _origin.get()


class AuditService:
    """What was written down, to look at."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    def newest(self, most: int) -> list[AuditEntry]:
        """The last entries, the newest first."""
        with translated():
            return list(self._audit.entries(last=most))[::-1]


class AuditedTransport:
    """A transport that writes an entry for each call that is no reading, whatever becomes of it."""

    def __init__(self, inner: Transport, audit: Audit, actor: str, clock: Callable[[], datetime]) -> None:
        self._inner = inner
        self._audit = audit
        self._actor = actor
        self._clock = clock

    async def send(
        self, method: Method, path: str, params: Mapping[str, str], *, headers: Mapping[str, str], write: bool
    ) -> Answer:
        """The answer of the transport inside."""
        if not write:
            return await self._inner.send(method, path, params, headers=headers, write=write)
        said = "nothing: the console ended"
        try:
            answer = await self._inner.send(method, path, params, headers=headers, write=write)
            said = f"HTTP {answer.status}"
        except ApiError as error:
            said = f"{error.sent.value}: {error.message}"
            raise
        finally:
            self._audit.add(
                AuditEntry(self._clock(), self._actor, _origin.get(), f"{method} {path}", _digest(params), said)
            )
        return answer

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


def _digest(params: Mapping[str, str]) -> str:
    text = json.dumps(sorted(params.items()))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
