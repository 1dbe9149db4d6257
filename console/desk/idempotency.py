"""Calls that may be repeated: with the same `Idempotency-Key` the desk acts once and answers the same."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from sqlalchemy import Connection, bindparam, delete, insert, select

from console.contract.base import WireRow
from console.desk.errors import refused
from console.desk.requests import Call
from console.desk.tables import answered_call

KEPT = 24 * 3600
"""Seconds for which an answer is kept."""

_ALLOWED = re.compile(r"[\x21-\x7e]{1,255}")
_FIND = select(answered_call.c.digest, answered_call.c.answer).where(
    answered_call.c.key_id == bindparam("caller"),
    answered_call.c.once == bindparam("name"),
    answered_call.c.created > bindparam("since"),
)
_FORGET = delete(answered_call).where(answered_call.c.created <= bindparam("until"))
_KEEP = insert(answered_call)


def act_once(
    connection: Connection, key_id: str, once: str, call: Call, now: int, act: Callable[[], WireRow]
) -> tuple[WireRow, bool]:
    """The answer to a call named `once`, and whether it had been given before instead of by acting now.

    The answer is kept in the transaction in which the call acts. One that fails leaves nothing behind, so that its
    repetition is the first try. The same name with another call is refused, as is one that is no visible ASCII.
    """
    if not _ALLOWED.fullmatch(once):
        message = "the header Idempotency-Key must be 1 to 255 visible ASCII characters"
        raise refused(message)
    digest = _digest(call)
    found = connection.execute(_FIND, {"caller": key_id, "name": once, "since": now - KEPT}).first()
    if found is not None:
        if found.digest != digest:
            message = "this Idempotency-Key came with another call before"
            raise refused(message)
        tree: WireRow = json.loads(found.answer)
        return tree, True
    answer = act()
    connection.execute(_FORGET, {"until": now - KEPT})
    kept = {"key_id": key_id, "once": once, "digest": digest, "answer": json.dumps(answer), "created": now}
    connection.execute(_KEEP, kept)
    return answer, False


def _digest(call: Call) -> str:
    asked = json.dumps([call.method, call.segments, sorted(call.values.items())])
    return hashlib.sha256(asked.encode()).hexdigest()
