"""All pages of a list as one answer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from console.api.client import now_utc
from console.api.exchange import Answer
from console.api.reading import read_tree
from console.cli.access import Calls
from console.cli.api_request import ApiRequest, judge, send
from console.cli.calls import paging_of
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError


async def fetch_pages(calls: Calls, request: ApiRequest) -> Answer:
    """The first answer with the rows of all that follow it; an error is answered as it came.

    A page with fewer rows than were asked for is the last one, and so is one that begins like the one before: servers
    that know no pages answer with everything each time.
    """
    paging = paging_of(request.path.removesuffix(".json"))
    if paging is None:
        raise CommandError(ExitCode.USAGE, f"{request.path} does not come in pages; leave --paginate away.")
    count_name, start_name, size = paging
    size = _number(request.params.get(count_name), size)
    start = _number(request.params.get(start_name), 0)
    whole: list[Any] = []
    while True:
        answer = await send(calls, request.with_params(**{count_name: size, start_name: start + len(whole)}))
        if judge(answer, request.format) is not None:
            return answer
        envelope, rows = _rows(answer)
        if not rows or whole[-len(rows) :] == rows:
            break
        whole += rows
        if len(rows) != size:
            break
    return replace(answer, body=json.dumps({"response": {envelope: whole}}, ensure_ascii=False).encode())


def _rows(answer: Answer) -> tuple[str, list[Any]]:
    """The envelope and the rows in it."""
    for name, rows in read_tree(answer, now_utc()).items():
        if isinstance(rows, list):
            return name, rows
    raise CommandError(ExitCode.NOT_API, "The answer has no list in it.")


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not text.isascii() or not text.isdigit():
        raise CommandError(ExitCode.USAGE, f"{text!r} is no number of rows.")
    return int(text)
