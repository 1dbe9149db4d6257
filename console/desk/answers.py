"""Answers: a tree in the format that was asked for, or the error object, as they go to the server."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import Send

from console.contract.formats import JSON, Format
from console.desk.errors import CallError

_FIXED = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
_REPLAYED = (b"idempotent-replayed", b"true")


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out: status, body and the headers that are not the same in all answers."""

    status: int
    body: bytes
    media_type: str
    headers: tuple[tuple[bytes, bytes], ...] = ()

    def all_headers(self) -> list[tuple[bytes, bytes]]:
        """Its headers, those included that say what the body is."""
        media_type, length = self.media_type.encode("ascii"), b"%d" % len(self.body)
        return [(b"content-type", media_type), (b"content-length", length), *_FIXED, *self.headers]

    async def send(self, send: Send) -> None:
        """Hand it to the server."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.all_headers()})
        await send({"type": "http.response.body", "body": self.body})


def success(content: bytes, chosen: Format, *, replayed: bool = False) -> Answer:
    """A rendered tree, with a mark when it had been given before."""
    return Answer(200, content, chosen.media_type, (_REPLAYED,) if replayed else ())


def failure(error: CallError, chosen: Format = JSON) -> Answer:
    """The error object, with the same number as the HTTP status."""
    headers = () if error.retry_after is None else ((b"retry-after", b"%d" % error.retry_after),)
    return Answer(error.error.statuscode, chosen.render(error.error.tree()), chosen.media_type, headers)
