"""The OpenAPI document at `api/openapi.json`. It says nothing of this desk's data, so nobody needs a key for it."""

from __future__ import annotations

from anyio import to_thread

from console.contract.errors import ErrorCode
from console.contract.formats import JSON
from console.desk.answers import Answer, success
from console.desk.errors import CallError
from console.desk.requests import Address

_SEGMENTS = ("openapi",)


def is_description(address: Address) -> bool:
    """Whether an address is that of the document."""
    return address.segments == _SEGMENTS and address.format is JSON


async def describe(method: str) -> Answer:
    """The document. It takes a moment to make, once."""
    if method != "GET":
        raise CallError(ErrorCode.METHOD_NOT_ALLOWED, f"method {method} is not allowed here")
    from console.contract.openapi.document import document_text

    text = await to_thread.run_sync(document_text)
    return success(text.encode(), JSON)
