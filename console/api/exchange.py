"""What client and transport exchange: an answer's bytes, and the protocol of a transport."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from console.contract.endpoint import Method

MAX_BODY = 16 * 1024 * 1024
"""Bytes of a decoded answer; a longer one is broken off."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came, decoded but not understood; wherever the server said the key back, it is masked."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case."""
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. `read` and `write` bound whole calls, from the first step to the last byte of the answer."""

    connect: float = 5.0
    read: float = 20.0
    write: float = 30.0


class Transport(Protocol):
    """The only way to a server. It holds the address and the key; nothing above it knows either."""

    async def send(
        self,
        method: Method,
        path: str,
        params: Mapping[str, str],
        *,
        headers: Mapping[str, str],
        write: bool,
    ) -> Answer:
        """The answer to one request, whatever its status; raises `ApiConnectionError` when there is none.

        `path` is percent-encoded and stands below `api/`. Writes travel on a connection of their own.
        """
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...
