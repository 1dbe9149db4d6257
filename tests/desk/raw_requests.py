"""Requests as they are on the wire, and random ones: the same for the same seed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar
from urllib.parse import quote, quote_from_bytes, quote_plus

from console.contract.endpoint import Endpoint
from console.contract.openapi.document import described_calls
from tests.desk import odd_requests as odd
from tests.desk.known_values import KNOWN
from tests.desk.small_desk import KEY

T = TypeVar("T")

CALLS = tuple(described_calls())

LATEST = {
    "conversationid": "conversationid",
    "contactwidgetid": "contactwidgetid",
    "customeridentifier": "contactid",
    "fileid": "fileid",
    "groupid": "id",
    "id": "id",
    "kb_entry_id": "kb_entry_id",
    "parent_entry_id": "kb_entry_id",
    "tagid": "id",
}
"""Fields of answers whose latest value identifies something for a parameter of this name."""

_VISIBLE = "".join(map(chr, range(33, 127)))


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A request as a server reads it from a connection."""

    method: str
    target: bytes
    """Visible ASCII, as every server lets through."""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    pieces: int = 1
    """In how many pieces the body comes."""
    hangs_up: bool = False
    """Whether the client is gone before the last of them."""

    def with_latest(self, latest: Mapping[str, str]) -> RawRequest:
        """The request with what earlier answers named in the places that were kept for it."""
        target, body = self.target, self.body
        for name, field in LATEST.items():
            value, token = quote(latest.get(field, "none"), safe="").encode(), _token(name).encode()
            target, body = target.replace(token, value), body.replace(token, value)
        return replace(self, target=target, body=body)


def _token(name: str) -> str:
    return f"latestOf{name}End"


class RequestMaker:
    """Makes requests at random. Most are of a call that there is, with a key and with values that mean something."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def make(self) -> RawRequest:
        """The next one."""
        endpoint = self._one_of(CALLS)
        query: list[tuple[str, str]] = []
        body: list[tuple[str, str]] = []
        headers: list[tuple[bytes, bytes]] = []
        place = self._one_of(("query", "form", "json", "multipart"))
        (query if place == "query" or endpoint.method == "GET" else body).extend(self._parameters(endpoint))
        self._put_key(query, body, headers)
        if self._sometimes(0.08):
            headers.append((b"idempotency-key", self._one_of(odd.NAMES_OF_CALLS)))
        media_type, content = self._body(place, body)
        if media_type is not None:
            headers.append((b"content-type", media_type))
        target = self._target(endpoint)
        if query:
            target += ("&" if "?" in target else "?") + form(query)
        method = self._one_of(odd.METHODS) if self._sometimes(0.05) else endpoint.method
        pieces, hangs_up = self._random.randint(1, 3), self._sometimes(0.02)
        return RawRequest(method, visible(target), tuple(headers), content, pieces, hangs_up)

    def _one_of(self, things: Sequence[T]) -> T:
        return self._random.choice(things)

    def _sometimes(self, probability: float) -> bool:
        return self._random.random() < probability

    def _parameters(self, endpoint: Endpoint[Any, Any]) -> list[tuple[str, str]]:
        """Nearly all that are needed, some of the others, and now and then one that is none of the call."""
        pairs = []
        for name, field in endpoint.params.model_fields.items():
            if name not in endpoint.path_names and self._sometimes(0.97 if field.is_required() else 0.3):
                pairs.append((name, self._value(name)))
        while self._sometimes(0.1):
            pairs.append((self._one_of(odd.NAMES), self._one_of(odd.VALUES)))
        return pairs

    def _value(self, name: str) -> str:
        if self._sometimes(0.8):
            return self._one_of([*KNOWN.get(name, ("text",)), *([_token(name)] if name in LATEST else [])])
        return self._text() if self._sometimes(0.3) else self._one_of(odd.VALUES)

    def _text(self) -> str:
        return "".join(chr(self._random.randrange(self._one_of((0x80, 0x800, 0x110000)))) for _ in range(8))

    def _put_key(
        self, query: list[tuple[str, str]], body: list[tuple[str, str]], headers: list[tuple[bytes, bytes]]
    ) -> None:
        if self._sometimes(0.04):
            return
        if self._sometimes(0.04):
            headers.append((b"apikey", b"\xff" * 3))
            return
        match self._one_of(("query", "body", "header")):
            case "query":
                query.append(("apikey", KEY))
            case "body":
                body.append(("apikey", KEY))
            case _:
                headers.append((b"apikey", KEY.encode()))

    def _target(self, endpoint: Endpoint[Any, Any]) -> str:
        if self._sometimes(0.02):
            return "/" + "".join(self._one_of(_VISIBLE) for _ in range(self._random.randrange(40)))
        path = endpoint.path
        for name in endpoint.path_names:
            value = self._value(name).encode("utf-8", "surrogatepass")
            path = path.replace(f"{{{name}}}", quote(value, safe="@"))
        return "/api/" + (self._one_of(odd.PATHS)(path) if self._sometimes(0.2) else path)

    def _body(self, place: str, pairs: list[tuple[str, str]]) -> tuple[bytes | None, bytes]:
        """A body with parameters, and its type; or anything."""
        if self._sometimes(0.05):
            noise = self._random.randbytes(self._random.randrange(60))
            return self._one_of(odd.MEDIA_TYPES), self._one_of((*odd.BODIES, noise))
        if not pairs:
            return None, b""
        match place:
            case "json":
                tree = {name: self._one_of(odd.SHAPES)(text) if self._sometimes(0.1) else text for name, text in pairs}
                return b"application/json", json.dumps(tree).encode()
            case "multipart":
                return b"multipart/form-data; boundary=" + odd.BOUNDARY, multipart(pairs)
            case _:
                return b"application/x-www-form-urlencoded", form(pairs).encode()


def form(pairs: Sequence[tuple[str, str]]) -> str:
    """A form, also of what is no Unicode."""
    return "&".join("=".join(quote_plus(part.encode("utf-8", "surrogatepass")) for part in pair) for pair in pairs)


def multipart(pairs: Sequence[tuple[str, str]]) -> bytes:
    """A form of parts; names that would end a header early are kept as they are."""
    parts = b""
    for name, value in pairs:
        parts += b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (
            odd.BOUNDARY,
            name.encode("utf-8", "surrogatepass"),
            value.encode("utf-8", "surrogatepass"),
        )
    return b"%b--%b--\r\n" % (parts, odd.BOUNDARY)


def visible(target: str) -> bytes:
    """A target without bytes that no server lets through."""
    return quote_from_bytes(target.encode("utf-8", "surrogatepass"), safe=_VISIBLE).encode()
