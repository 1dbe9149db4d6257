"""API keys: made from randomness, kept as SHA-256 digests, and remembered for a second once they were looked up."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from console.desk.db import Database, read_setting
from console.desk.errors import unavailable
from console.desk.ids import new_id
from console.desk.migrations import SCHEMA_VERSION
from console.desk.tables import api_key

REMEMBERED = 1.0
"""Seconds for which a revoked key may go on."""

_VALID = select(api_key.c.id).where(api_key.c.revoked.is_(None))
_BY_DIGEST = _VALID.where(api_key.c.digest == bindparam("digest"))


def make_key() -> str:
    """A new key of 32 hexadecimal digits; it has to be stored, and shown to its owner now or never."""
    return secrets.token_hex(16)


def digest_of(key: str) -> str:
    """What is kept of a key. Whoever measures how long a digest is looked for learns nothing of the key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def store_key(connection: Connection, key: str, *, name: str, now: datetime) -> None:
    """Accept a key from now on, in place of an earlier one of the same name. One that is accepted already stays as it
    is, with its id, so that answers kept for it are found again after a restart."""
    digest = digest_of(key)
    same = (api_key.c.digest == digest) & (api_key.c.name == name) & api_key.c.revoked.is_(None)
    connection.execute(delete(api_key).where(((api_key.c.name == name) | (api_key.c.digest == digest)) & ~same))
    if connection.scalar(select(api_key.c.id).where(same)) is None:
        connection.execute(insert(api_key).values(id=new_id(), name=name, digest=digest, created=int(now.timestamp())))


def check_key(connection: Connection, key: str) -> str | None:
    """The id of the key when it is known and not revoked; None otherwise."""
    found: str | None = connection.scalar(_BY_DIGEST, {"digest": digest_of(key)})
    return found


def any_key(connection: Connection) -> bool:
    """Whether anybody could call this desk."""
    return connection.execute(_VALID).first() is not None


class KeyRing:
    """The keys that calls came with a moment ago, so that not every call has to ask the database."""

    def __init__(self, database: Database, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._monotonic = monotonic
        self._known: dict[str, tuple[str, float]] = {}

    def recall(self, key: str) -> str | None:
        """The id of a key that was looked up within the last second; None when it has to be looked up."""
        key_id, until = self._known.get(digest_of(key), ("", 0.0))
        return key_id if self._monotonic() < until else None

    def look_up(self, key: str) -> str | None:
        """The id of a key, by the database; None when it is not known or revoked.

        Raises the API's 503 when a newer desk has meanwhile brought the database up to date.
        """
        with self._database.read() as connection:
            key_id = check_key(connection, key)
            schema = read_setting(connection, "schema_version")
        if schema != str(SCHEMA_VERSION):
            raise unavailable("the desk is being updated", retry_after=60)
        if key_id is None:
            self._known.pop(digest_of(key), None)
        else:
            self._known[digest_of(key)] = (key_id, self._monotonic() + REMEMBERED)
        return key_id
