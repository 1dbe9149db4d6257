"""Answers: the tree of a call in the format that was asked for, and the error object."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from console.contract.base import WireRow
from console.desk.errors import CallError, refused

_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Format:
    """A rendering of an answer's tree."""

    media_type: str
    render: Callable[[WireRow], bytes]


def _render_json(tree: WireRow) -> bytes:
    return json.dumps({"response": tree}, ensure_ascii=False, separators=(",", ":")).encode()


_JSON = Format("application/json; charset=utf-8", _render_json)

FORMATS: dict[str, Format] = {"json": _JSON}
"""Formats by the suffix of the path that asks for them."""


def find_format(name: str) -> Format:
    """The format of a suffix; one that this desk cannot write is refused."""
    if name not in FORMATS:
        message = f"format {name} is not available"
        raise refused(message)
    return FORMATS[name]


def success(content: bytes, chosen: Format) -> Response:
    """A rendered tree as an answer."""
    return Response(content, media_type=chosen.media_type, headers=_HEADERS)


def failure(error: CallError) -> Response:
    """The error object, with the same number as the HTTP status."""
    headers = dict(_HEADERS)
    if error.retry_after is not None:
        headers["retry-after"] = str(error.retry_after)
    status = error.error.statuscode
    return Response(_render_json(error.error.tree()), status, headers, media_type=_JSON.media_type)
