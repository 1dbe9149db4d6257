"""Whom the desk lets in: by the name it is called, by the key, and by how often the key has called."""

from __future__ import annotations

from dataclasses import dataclass

from console.contract.errors import ErrorCode
from console.desk.errors import CallError
from console.desk.keys import KeyRing
from console.desk.limits import RateLimit
from console.desk.requests import Headers


@dataclass(frozen=True, slots=True)
class Admission:
    """The checks before a call, in the order of the refusals a client gets to see."""

    hosts: frozenset[str] | None
    """Names of this server, in lower case; None for any."""
    keys: KeyRing
    limit: RateLimit | None

    def check_host(self, headers: Headers) -> None:
        """Refuse names that are not this server's: a web page could have pointed one of its own here."""
        if self.hosts is None:
            return
        host = headers.get(b"host", b"").decode("latin-1").lower()
        name = host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
        if name not in self.hosts:
            raise CallError(ErrorCode.FORBIDDEN, "this server does not answer to that host name")

    def has_to_look_up(self, key: str) -> bool:
        """Whether the database is asked for this key."""
        return bool(key) and self.keys.recall(key) is None

    def identify(self, key: str) -> str:
        """The id of a key; raises `CallError` for one that is not known."""
        if not key:
            raise CallError(ErrorCode.BAD_KEY_REQUEST, "Api key is not found in request")
        key_id = self.keys.recall(key) or self.keys.look_up(key)
        if key_id is None:
            raise CallError(ErrorCode.UNAUTHORIZED, "Invalid api key")
        return key_id

    def count(self, key_id: str) -> None:
        """Count a call with a key; raises `CallError` when there were too many."""
        wait = None if self.limit is None else self.limit.take(key_id)
        if wait is not None:
            raise CallError(ErrorCode.TOO_MANY_REQUESTS, "too many requests with this key", retry_after=wait)
