"""What a request says: its path, key and parameters, wherever a client put them (sections 0.1 and 0.2)."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from starlette.types import Receive, Scope

from console.contract.formats import FORMATS, JSON, Format
from console.desk.errors import CallError, refused

MOST_BODY = 10 * 1024 * 1024
MOST_DEPTH = 50
MOST_FIELDS = 1000
READ_SECONDS = 30.0

# What a client sends wrongly is said to the client; it could fill the operator's log otherwise.
logging.getLogger("python_multipart").setLevel(logging.ERROR)

_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_KEEP: Final = "surrogateescape"
"""What is no UTF-8 becomes something that is no text, and is refused as such."""
_OTHER_NAMES = {"mail_message_id": "mail_messsage_id"}
_SUFFIX = re.compile(rf"(.+)\.({'|'.join(FORMATS)})", re.DOTALL)

Headers = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """What a request asks for, by its address alone. It has no representation, because the key may be in it."""

    segments: tuple[str, ...]
    """The decoded parts of the path below `api/`; none for a path that is not of the API."""
    format: Format
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """One request, read in full. It has no representation, because the key is in it."""

    method: str
    segments: tuple[str, ...]
    key: str
    values: Mapping[str, str]
    once: str | None
    """What names this call, so that its repetition is known; None when it may be acted on each time."""


def read_headers(scope: Scope) -> Headers:
    """A request's headers by their names in lower case; the first of several with one name."""
    return dict(reversed(scope["headers"]))


def shown_path(scope: Scope) -> str:
    """A request's path for a log: no query, which may hold the key, and nothing that ends a line."""
    return _raw_path(scope).partition(b"&")[0].decode("ascii", "backslashreplace")


def read_address(scope: Scope) -> Address:
    """Read where a request goes and which format it wants; raises `CallError` for too many parameters."""
    path, _, stray = _raw_path(scope).partition(b"&")
    query = _read_form(stray + b"&" + scope["query_string"])
    segments, wanted = _read_path(path, query.pop("handler", ""))
    return Address(segments, wanted, query)


async def read_call(address: Address, method: str, headers: Headers, receive: Receive) -> Call:
    """Read a request to its end; raises `CallError` for one that is too large, too slow or no parameters at all."""
    query, body = address.query, await _read_body(method, headers, receive)
    header = headers.get(b"apikey", b"").decode("latin-1")
    key = query.get("apikey", "") or body.get("apikey", "") or header
    values = {_OTHER_NAMES.get(name, name): value for name, value in {**query, **body}.items() if name != "apikey"}
    for name, value in (*values.items(), *(("in the path", segment) for segment in address.segments)):
        if _NOT_TEXT.search(value):
            message = f"parameter {_NOT_TEXT.sub('?', name)} is not UTF-8 text"
            raise refused(message)
    once = headers.get(b"idempotency-key")
    return Call(method, address.segments, key, values, None if once is None else once.decode("latin-1"))


def _raw_path(scope: Scope) -> bytes:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw


def _read_path(raw_path: bytes, handler: str) -> tuple[tuple[str, ...], Format]:
    """The segments of a path or of the front script's `handler`, and the format its suffix asks for."""
    parts = [unquote(part, errors=_KEEP) for part in raw_path.decode(errors=_KEEP).strip("/").split("/")]
    if parts[0] != "api":
        return (), JSON
    segments = [part for part in handler.split("/") if part] if parts[1:] == ["index.php"] else parts[1:]
    if not segments:
        return (), JSON
    suffix = _SUFFIX.fullmatch(segments[-1])
    if suffix is None:
        return tuple(segments), JSON
    return (*segments[:-1], suffix[1]), FORMATS[suffix[2]]


def _read_form(form: bytes) -> dict[str, str]:
    """The fields of a form. Letters beyond ASCII need not be percent-encoded: many clients leave them as they are."""
    text = form.decode(errors=_KEEP)
    try:
        return dict(parse_qsl(text, keep_blank_values=True, errors=_KEEP, max_num_fields=MOST_FIELDS))
    except ValueError:
        message = "the request has too many parameters"
        raise refused(message) from None


async def _read_body(method: str, headers: Headers, receive: Receive) -> Mapping[str, str]:
    """The parameters in a body. Those of GET belong into the query, so a body that says nothing is no error there."""
    if headers.get(b"content-length", b"0") == b"0" and b"transfer-encoding" not in headers:
        return {}
    body = await _read_bytes(receive)
    if not body:
        return {}
    try:
        return await _read_parameters(headers, body)
    except CallError:
        if method != "GET":
            raise
        return {}


async def _read_parameters(headers: Headers, body: bytes) -> Mapping[str, str]:
    kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if kind == b"multipart/form-data":
        return await _read_multipart(headers, body)
    if kind == b"application/json" or kind.endswith(b"+json"):
        return _read_json(body)
    return _read_form(body)


async def _read_bytes(receive: Receive) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            while True:
                part = await receive()
                if part["type"] == "http.disconnect":
                    raise CallError(408, "the request ended before its body did")
                body += part.get("body", b"")
                if len(body) > MOST_BODY:
                    raise CallError(413, "the request's body is larger than 10 MB")
                if not part.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        raise CallError(408, "the request took too long to come in") from None


async def _read_multipart(headers: Headers, body: bytes) -> dict[str, str]:
    from starlette.datastructures import Headers as MultipartHeaders
    from starlette.formparsers import MultiPartException, MultiPartParser

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        MultipartHeaders(raw=list(headers.items())),
        stream(),
        max_files=MOST_FIELDS,
        max_fields=MOST_FIELDS,
        max_part_size=MOST_BODY,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        message = f"the request's body cannot be read: {error.message}"
        raise refused(message) from None
    try:
        return {name: value for name, value in form.multi_items() if isinstance(value, str)}
    finally:
        await form.close()


def _read_json(body: bytes) -> dict[str, str]:
    try:
        tree = json.loads(body)
    except (ValueError, RecursionError):
        message = "the request's body is no JSON"
        raise refused(message) from None
    if tree in (None, []):  # what PHP and JavaScript make of no parameters
        return {}
    if not isinstance(tree, dict):
        message = "the request's body is no JSON object"
        raise refused(message)
    if _depth(tree) > MOST_DEPTH:
        message = f"the request's body is nested deeper than {MOST_DEPTH} levels"
        raise refused(message)
    return {name: _wire_text(value) for name, value in tree.items() if value is not None}


def _depth(tree: Any) -> int:
    depth, level = 0, [tree]
    while level := [node for node in level if isinstance(node, dict | list)]:
        depth += 1
        level = [child for node in level for child in (node.values() if isinstance(node, dict) else node)]
    return depth


def _wire_text(value: Any) -> str:
    """The string that a form would have carried: Y and N for flags, commas in plain lists, JSON for the rest."""
    match value:
        case str():
            return value
        case bool():
            return "Y" if value else "N"
        case list() if all(isinstance(item, str | int | float) for item in value):
            return ",".join(_wire_text(item) for item in value)
        case _:
            return json.dumps(value, ensure_ascii=False)
