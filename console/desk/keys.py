"""API keys: made from randomness, kept as SHA-256 digests, checked in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from console.desk.ids import new_id
from console.desk.tables import api_key

_VALID = select(api_key.c.id, api_key.c.digest).where(api_key.c.revoked.is_(None))


def make_key() -> str:
    """A new key of 32 hexadecimal digits; it has to be stored, and shown to its owner now or never."""
    return secrets.token_hex(16)


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def store_key(connection: Connection, key: str, *, name: str, now: datetime) -> None:
    """Accept a key from now on, in place of an earlier one of the same name."""
    digest = digest_of(key)
    connection.execute(delete(api_key).where((api_key.c.name == name) | (api_key.c.digest == digest)))
    connection.execute(insert(api_key).values(id=new_id(), name=name, digest=digest, created=int(now.timestamp())))


def check_key(connection: Connection, key: str) -> str | None:
    """The id of the key when it is known and not revoked; None otherwise."""
    digest = digest_of(key)
    found: str | None = None
    for key_id, stored in connection.execute(_VALID).all():
        if hmac.compare_digest(stored, digest):
            found = key_id
    return found


def any_key(connection: Connection) -> bool:
    """Whether anybody could call this desk."""
    return connection.execute(_VALID).first() is not None
