"""What a request says: its path, key and parameters, wherever a client put them (sections 0.1 and 0.2)."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from starlette.requests import ClientDisconnect, Request

from console.desk.errors import CallError, refused

MOST_BODY = 10 * 1024 * 1024
MOST_DEPTH = 50
MOST_FIELDS = 1000
READ_SECONDS = 30.0

_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_OTHER_NAMES = {"mail_message_id": "mail_messsage_id"}
_SUFFIX = re.compile(r"(.+)\.(json|xml|yaml)", re.DOTALL)


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """One request, read in full. It has no representation, because the key is in it."""

    method: str
    segments: tuple[str, ...]
    """The decoded parts of the path below `api/`; none for a path that is not of the API."""
    format: str
    key: str
    values: Mapping[str, str]


async def read_call(request: Request) -> Call:
    """Read a request to its end; raises `CallError` for one that is too large, too slow or no parameters at all."""
    path, _, stray = request.scope.get("raw_path", request.url.path.encode()).partition(b"&")
    query = _read_form(f"{stray.decode('latin-1')}&{request.scope['query_string'].decode('latin-1')}")
    body = await _read_body(request)
    key = query.pop("apikey", "") or body.get("apikey", "") or request.headers.get("apikey", "")
    body.pop("apikey", None)
    segments, wanted = _read_path(path.decode("latin-1"), query.pop("handler", ""))
    values = {_OTHER_NAMES.get(name, name): value for name, value in (query | body).items()}
    for name, value in (*values.items(), *(("in the path", segment) for segment in segments)):
        if _NOT_TEXT.search(value):
            message = f"parameter {name} is not UTF-8 text"
            raise refused(message)
    return Call(request.method, segments, wanted, key, values)


def _read_path(raw_path: str, handler: str) -> tuple[tuple[str, ...], str]:
    """The segments of a path or of the front script's `handler`, and the format its suffix asks for."""
    parts = [unquote(part) for part in raw_path.strip("/").split("/")]
    if parts[0] != "api":
        return (), "json"
    segments = [part for part in handler.split("/") if part] if parts[1:] == ["index.php"] else parts[1:]
    if not segments:
        return (), "json"
    suffix = _SUFFIX.fullmatch(segments[-1])
    if suffix is None:
        return tuple(segments), "json"
    return (*segments[:-1], suffix[1]), suffix[2]


def _read_form(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        message = "the request has too many parameters"
        raise refused(message) from None


async def _read_body(request: Request) -> dict[str, str]:
    body = await _read_bytes(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not body:
        return {}
    if kind == "multipart/form-data":
        return await _read_multipart(request, body)
    if kind == "application/json" or kind.endswith("+json"):
        return _read_json(body)
    return _read_form(body.decode("latin-1"))


async def _read_bytes(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BODY:
                    raise CallError(413, "the request's body is larger than 10 MB")
    except TimeoutError:
        raise CallError(408, "the request took too long to come in") from None
    except ClientDisconnect:
        raise CallError(408, "the request ended before its body did") from None
    return bytes(body)


async def _read_multipart(request: Request, body: bytes) -> dict[str, str]:
    from starlette.formparsers import MultiPartException, MultiPartParser

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        request.headers, stream(), max_files=MOST_FIELDS, max_fields=MOST_FIELDS, max_part_size=MOST_BODY
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
