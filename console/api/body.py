"""Reading an answer's body: as a stream, unpacked by ourselves, broken off at a limit."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable

_GZIP = zlib.MAX_WBITS | 16


class BodyError(ValueError):
    """The body is longer than allowed, or packed in a way that cannot be undone."""


class BodyTooLongError(BodyError):
    """The body is longer than allowed."""


async def read_body(chunks: AsyncIterable[bytes], encoding: str, limit: int) -> bytes:
    """The decoded body. A small packed body never grows past `limit` bytes in memory."""
    unpack = _unpacker(encoding)
    body = bytearray()
    async for chunk in chunks:
        body += chunk if unpack is None else _unpack(unpack, chunk, limit - len(body) + 1)
        if len(body) > limit:
            message = f"it is longer than {limit // 1024 // 1024} MB"
            raise BodyTooLongError(message)
    if unpack is not None and body and not unpack.eof:
        message = "its packed body is cut"
        raise BodyError(message)
    return bytes(body)


def _unpacker(encoding: str) -> zlib._Decompress | None:
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return zlib.decompressobj(_GZIP)
        case _:
            message = "it is packed in a way nobody asked for"
            raise BodyError(message)


def _unpack(unpack: zlib._Decompress, chunk: bytes, limit: int) -> bytes:
    try:
        return unpack.decompress(chunk, limit)
    except zlib.error:
        message = "its packed body is damaged"
        raise BodyError(message) from None
