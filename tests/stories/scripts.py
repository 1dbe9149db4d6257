"""Scripts of the agent's day: strokes are counted as they are made, and what is asked of the desk is written down.

A stroke is one key; words that would be typed in any program are written with `write` and not counted, letters that
search in a list are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from sqlalchemy import select
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.config.model import Settings
from console.desk import tables
from tests.stories.story import WIDE, Story, console_on


@dataclass(frozen=True)
class Call:
    """One request to the desk."""

    method: str
    path: str
    """Without the part that all paths begin with."""
    parameters: dict[str, str]
    """Without the key."""
    stroke: int
    """Strokes made before it."""


class Recorder:
    """Stands between console and desk and notes the calls."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.strokes = 0
        self._desk: ASGIApp | None = None

    def around(self, desk: ASGIApp) -> ASGIApp:
        """The desk, with this before it."""
        self._desk = desk
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, which is read whole, noted and handed on."""
        assert self._desk is not None
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        parameters = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
        parameters |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        parameters.pop("apikey", None)
        path = scope["path"].removeprefix("/api/")
        self.calls.append(Call(scope["method"], path, parameters, self.strokes))
        given = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return given.pop() if given else await receive()

        await self._desk(scope, again, send)


class Script:
    """An agent who follows a script."""

    def __init__(self, story: Story, recorder: Recorder) -> None:
        self.story = story
        self.recorder = recorder

    @property
    def strokes(self) -> int:
        """Strokes so far."""
        return self.recorder.strokes

    async def press(self, *keys: str) -> None:
        """Press keys, each of them a stroke."""
        for key in keys:
            self.recorder.strokes += 1
            await self.story.press(key)

    async def press_for(self, key: str, words: str) -> None:
        """A stroke, and a wait for the words in the footer."""
        self.recorder.strokes += 1
        await self.story.press_for(key, words)

    async def write(self, text: str) -> None:
        """Words that count for nothing, because every program wants them."""
        await self.story.write(text)

    def begin(self) -> None:
        """What was before does not count."""
        self.recorder.strokes = 0
        self.recorder.calls.clear()

    def calls(self, *codes: str, reads: bool = True) -> list[str]:
        """Method and path of what was asked of these conversations, or of anything, in order; ids as codes.

        Without `reads` only what changes something.
        """
        names = self._names()
        found = [
            f"{call.method} {'/'.join(names.get(part, part) for part in call.path.split('/'))}"
            for call in self.recorder.calls
            if reads or call.method != "GET"
        ]
        return [line for line in found if not codes or set(codes) & set(line.replace(" ", "/").split("/"))]

    def sent(self, method: str, path: str) -> list[dict[str, str]]:
        """The parameters of the calls of a method whose path, with codes for ids, is this."""
        names = self._names()
        return [
            call.parameters
            for call in self.recorder.calls
            if call.method == method and "/".join(names.get(part, part) for part in call.path.split("/")) == path
        ]

    def _names(self) -> dict[str, str]:
        rows: Sequence[tuple[str, str]] = [
            (row[0], row[1]) for row in self.story.ask(select(tables.conversation.c.id, tables.conversation.c.code))
        ]
        return dict(rows)


@asynccontextmanager
async def script_on(
    folder: Path, size: tuple[int, int] = WIDE, *, settings: Settings | None = None
) -> AsyncIterator[Script]:
    """A console on the demo desk, whose strokes and calls are counted from now on. Nothing is held, unless settings
    say so."""
    recorder = Recorder()
    async with console_on(folder, size, settings=settings, around=recorder.around) as story:
        script = Script(story, recorder)
        script.begin()
        yield script
