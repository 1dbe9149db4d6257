"""Making what fails smaller: fewer requests, and less in each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from tests.desk.raw_requests import RawRequest

Sequence = TypeVar("Sequence", list[RawRequest], list[bytes], tuple[tuple[bytes, bytes], ...], bytes)
Fails: TypeAlias = Callable[[list[RawRequest]], bool]


def smallest(requests: list[RawRequest], fails: Fails) -> list[RawRequest]:
    """A sequence of requests that fails too, and of which little can be left out."""
    current = _shorter(requests, fails)
    for place in range(len(current)):
        current = _with_less(current, place, fails)
    return current


def _with_less(current: list[RawRequest], place: int, fails: Fails) -> list[RawRequest]:
    def put(request: RawRequest) -> list[RawRequest]:
        return [*current[:place], request, *current[place + 1 :]]

    request = current[place]
    if fails(put(plain := replace(request, pieces=1, hangs_up=False))):
        request = plain
    headers = _shorter(request.headers, lambda fewer: fails(put(replace(request, headers=fewer))))
    request = replace(request, headers=headers)
    body = _shorter(request.body, lambda less: fails(put(replace(request, body=less))))
    request = replace(request, body=body)
    path, mark, query = request.target.partition(b"?")
    pairs = _shorter(
        query.split(b"&"), lambda fewer: fails(put(replace(request, target=path + mark + b"&".join(fewer))))
    )
    return put(replace(request, target=path + mark + b"&".join(pairs)))


def _shorter(sequence: Sequence, fails: Callable[[Sequence], bool]) -> Sequence:
    """Leave out parts of a sequence, large ones first, as long as it fails."""
    size = len(sequence)
    while size:
        start = 0
        while start < len(sequence):
            shorter = sequence[:start] + sequence[start + size :]
            if fails(shorter):
                sequence = shorter
            else:
                start += size
        size //= 2
    return sequence
