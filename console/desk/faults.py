"""The fault dial: lets a share of all calls go wrong, in the ways that networks and servers do, for practice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.contract.errors import ErrorCode
from console.desk.answers import failure
from console.desk.errors import CallError
from console.desk.protocol import CUT
from console.desk.requests import shown_path

LATE: Final = 45.0
"""Seconds until an answer that comes too late: more than clients wait, who have hung up by then."""


class FaultKind(Enum):
    """What happens to a call."""

    weight: int
    """How often, compared with the others."""
    words: str

    def __new__(cls, name: str, weight: int, words: str) -> FaultKind:
        """A kind with the words that an operator reads."""
        member = object.__new__(cls)
        member._value_ = name
        member.weight = weight
        member.words = words
        return member

    DELAYED = "delayed", 4, "answered after some seconds"
    TOO_MANY = "too many", 2, "refused: too many calls, with a time to wait"
    UNAVAILABLE = "unavailable", 2, "refused: not available, with a time to wait"
    FAILED_BEFORE = "failed before", 1, "failed, and nothing was done"
    FAILED_AFTER = "failed after", 1, "failed, although it was done"
    CUT_BEFORE = "cut before", 2, "cut off, and nothing was done"
    CUT_AFTER = "cut after", 2, "cut off, although it was done"
    LATE = "late", 1, "done, and answered when nobody listens any more"


@dataclass(frozen=True, slots=True)
class FaultSettings:
    """How far the dial is turned."""

    percent: int
    """Of a hundred calls so many go wrong."""
    seed: int = 1
    """The same calls in the same order fail alike with the same seed."""


class FaultDial:
    """An application around the desk. `say` gets a line for each call that goes wrong; it holds no key."""

    def __init__(
        self,
        app: ASGIApp,
        settings: FaultSettings,
        say: Callable[[str], None] = lambda _: None,
        *,
        kinds: Sequence[FaultKind] = tuple(FaultKind),
        late: float = LATE,
        longest_delay: float = 4.0,
    ) -> None:
        self._app = app
        self._percent = settings.percent
        self._random = random.Random(settings.seed)  # noqa: S311 - luck, no secret
        self._say = say
        self._kinds = kinds
        self._late = late
        self._longest_delay = longest_delay

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or let it go wrong."""
        kind = self._draw() if scope["type"] == "http" else None
        if kind is None:
            await self._app(scope, receive, send)
            return
        self._say(f"{scope['method']} {shown_path(scope)}: {kind.words}")
        await self._spoil(kind, scope, receive, send)

    def _draw(self) -> FaultKind | None:
        if self._random.random() * 100 >= self._percent:
            return None
        return self._random.choices(self._kinds, [kind.weight for kind in self._kinds])[0]

    async def _spoil(self, kind: FaultKind, scope: Scope, receive: Receive, send: Send) -> None:
        match kind:
            case FaultKind.DELAYED:
                await asyncio.sleep(self._random.uniform(0.25, 1.0) * self._longest_delay)
                await self._app(scope, receive, send)
            case FaultKind.TOO_MANY | FaultKind.UNAVAILABLE | FaultKind.FAILED_BEFORE:
                await self._refuse(kind, send)
            case FaultKind.FAILED_AFTER:
                await self._app(scope, receive, _nowhere)
                await self._refuse(kind, send)
            case FaultKind.CUT_BEFORE:
                await _cut(scope, receive)
            case FaultKind.CUT_AFTER:
                await self._app(scope, receive, _nowhere)
                await _cut(scope, receive)
            case FaultKind.LATE:
                await self._answer_late(scope, receive, send)

    async def _refuse(self, kind: FaultKind, send: Send) -> None:
        wait = self._random.randint(2, 8)
        error = {
            FaultKind.TOO_MANY: CallError(ErrorCode.TOO_MANY_REQUESTS, "too many requests: practice", retry_after=wait),
            FaultKind.UNAVAILABLE: CallError(ErrorCode.UNAVAILABLE, "not available: practice", retry_after=wait),
        }.get(kind) or CallError(ErrorCode.SERVER_ERROR, "the desk failed: practice")
        await failure(error).send(send)

    async def _answer_late(self, scope: Scope, receive: Receive, send: Send) -> None:
        said: list[Message] = []

        async def keep(message: Message) -> None:
            said.append(dict(message))

        await self._app(scope, receive, keep)
        try:
            async with asyncio.timeout(self._late):
                await _until_gone(receive)
        except TimeoutError:
            for message in said:
                await send(message)


async def _cut(scope: Scope, receive: Receive) -> None:
    """Break the connection off without an answer."""
    extensions: Mapping[str, Callable[[], None]] = scope.get("extensions", {})
    if CUT not in extensions:
        message = "cut off: practice"
        raise ConnectionResetError(message)
    extensions[CUT]()
    await _until_gone(receive)


async def _until_gone(receive: Receive) -> None:
    """Wait until the client has hung up; what it still sends is not looked at."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _nowhere(_message: Message) -> None:
    """An answer that nobody hears."""
