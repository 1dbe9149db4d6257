"""From an answer's bytes to the tree under `response`, or to the error that fits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from console.api.errors import (
    ApiStatusError,
    ConversationNotFoundError,
    KeyRefusedError,
    NotFoundError,
    RateLimitedError,
    RedirectRefusedError,
    Sent,
    ServerRefusedError,
    UnavailableError,
    UnreadableAnswerError,
)
from console.api.exchange import Answer
from console.contract.base import WireTree
from console.contract.errors import WireError

MAX_RETRY_AFTER = 300.0
"""Seconds; a server that asks for more is asked again after this."""

_SAID_LIMIT = 300
_UNLOADABLE = "unable to load conversation"
_POSSIBLY_DONE = (302, 303, 408, 409, 425)
"""Beside 5xx: a proxy may say these after the fact, and a page may follow a form that was taken."""


def read_tree(answer: Answer, now: datetime) -> WireTree:
    """What is under `response`; raises the `ApiStatusError` that fits when the call did not succeed.

    Judged by status and content, never by content type: old servers send errors with HTTP 200, and JSON as HTML.
    """
    tree = _parse(answer.body)
    error = WireError.read(tree) if tree is not None else None
    if answer.status >= 300 or error is not None:
        raise _status_error(answer, error, now)
    if tree is None:
        raise unreadable(answer.status, _describe(answer.body))
    return tree


def unreadable(status: int, what: str) -> UnreadableAnswerError:
    """The error for an answer that is none of API v1; `what` ends "The server answered with"."""
    message = f"The server answered with {what}, not with API v1. Check the server's address."
    return UnreadableAnswerError(message, sent=_possibly(status), status=status)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds of a `Retry-After` header, in seconds or as a date: none below 0, none above `MAX_RETRY_AFTER`."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) else _until(text, now)
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER)


def _until(text: str, now: datetime) -> float:
    at = parsedate_to_datetime(text)
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()


def _parse(body: bytes) -> WireTree | None:
    """The tree under `response`, or None. PHP writes `[]` for an empty object."""
    if len(body) < 2 or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return None
    try:
        document = json.loads(body.decode("utf-8-sig", "replace"), parse_int=_integer, parse_constant=lambda _: None)
        if b"\\ud" in body or b"\\uD" in body:
            document = _mend(document)
    except (ValueError, RecursionError):
        return None
    tree = document.get("response")
    if tree == []:
        return {}
    return tree if isinstance(tree, dict) else None


def _integer(digits: str) -> int | str:
    """A number; its digits when it has more of them than any field of the API."""
    return int(digits) if len(digits) < 40 else digits


def _mend(value: Any) -> Any:
    """The value with lone surrogates replaced: nothing could store or print them."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mend(item) for item in value]
    if isinstance(value, dict):
        return {_mend(key): _mend(item) for key, item in value.items()}
    return value


def _describe(body: bytes) -> str:
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return "nothing"
    if start.startswith(b"<"):
        return "a web page"
    return "JSON of another shape" if start[:1] in b"{[" and _is_json(body) else "text"


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body.decode("utf-8-sig", "replace"), parse_int=_integer)
    except (ValueError, RecursionError):
        return False
    return True


def _possibly(status: int) -> Sent:
    """Whether a server that answered with this status may have acted."""
    if status == 429:
        return Sent.NOT_SENT
    if status < 300 or status >= 500 or status in _POSSIBLY_DONE:
        return Sent.UNKNOWN
    return Sent.SENT_AND_REFUSED


def _status_error(answer: Answer, error: WireError | None, now: datetime) -> ApiStatusError:
    status = answer.status
    if status < 300 and error is not None:
        status = error.statuscode if 400 <= error.statuscode < 600 else 500
    kind: type[ApiStatusError]
    said = " ".join(error.errormessage.split())[:_SAID_LIMIT] if error else ""
    if 300 <= status < 400:
        kind, message = RedirectRefusedError, _redirect_sentence(answer)
    elif status == 404 and error is None:
        kind, message = UnreadableAnswerError, "The server knows no API v1 at this address. Check the server's address."
    else:
        kind, message = _meaning(status, said)
    wait = retry_after(answer.headers, now) if status in (429, 503) else None
    sent = Sent.SENT_AND_REFUSED if kind is ConversationNotFoundError else _possibly(status)
    return kind(message, sent=sent, status=status, server_message=said, retry_after=wait)


def _meaning(status: int, said: str) -> tuple[type[ApiStatusError], str]:
    words = f" The server says: {said}" if said else ""
    if status == 403:
        return KeyRefusedError, (
            "The key was refused. Check the API key: this is mostly a v3 key on a v1 call, and API v1 has keys of its"
            f" own, listed apart from those of v3 in the settings of LiveAgent.{words}"
        )
    if status in (400, 401):
        return KeyRefusedError, f"The key was refused. Check the API key and the server's address.{words}"
    if status == 404:
        return NotFoundError, f"The server did not find it.{words}"
    if status == 429:
        return RateLimitedError, "The server takes no more calls with this key for now; the console waits and goes on."
    if status in (502, 503, 504):
        return (
            UnavailableError,
            f"The server is not available ({status}); it may be being updated. Try again later.{words}",
        )
    if _UNLOADABLE in said.lower():
        return ConversationNotFoundError, "The server cannot load this conversation; it may be deleted or merged."
    if said:
        return ServerRefusedError, f"The server refused: {said}"
    return ServerRefusedError, f"The server failed (HTTP {status}) and gave no reason."


def _redirect_sentence(answer: Answer) -> str:
    target = re.match(r"https?://[^/?#\s@]{1,255}", answer.headers.get("location", ""), re.IGNORECASE)
    where = f" to {target.group()}" if target else ""
    return f"The server points{where or ' elsewhere'}, and the console does not follow. Check the server's address."
