"""Keys one after the other: the next one is looked at when the last one has had all its effect.

Textual hands a key to the focused widget's own queue and reads on. Whoever types fast would reach the old focus with
the keys meant for what the first one opened: the letters of a reply would be commands.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

LONGEST_WAIT = 1.0
"""Seconds after which the next key goes on its way whatever became of the last one."""


class KeyOrder:
    """Holds keys back while one is on its way."""

    def __init__(self, app: App[None], deliver: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[events.Key] = deque()
        self._way: _Way | None = None
        """That of the key that is under way."""
        self._limit: asyncio.TimerHandle | None = None

    @property
    def idle(self) -> bool:
        """Whether every key has had its effect."""
        return self._way is None and not self._waiting

    async def press(self, event: events.Key) -> None:
        """Deliver a key now, or when those before it have had their effect."""
        if self._way is not None:
            self._waiting.append(event)
        else:
            await self._send(event)

    async def _send(self, event: events.Key) -> None:
        focused = self._app.focused
        if event.is_printable and isinstance(focused, Input | TextArea) and not self._waiting:
            may_move = (event.character or " ") in getattr(focused, "moves_focus", "")
        else:
            may_move = True
        if not may_move:
            await self._deliver(event)  # typing moves no focus: nothing has to wait for it
            return
        says_so = isinstance(focused, Input) and event.key == "enter"
        way = self._way = _Way(self, self._app, focused, rounds=2 if says_so else 1)
        await self._deliver(event)
        self._limit = asyncio.get_running_loop().call_later(LONGEST_WAIT, self._app.call_later, way.end)
        way.go_on()

    async def release(self, way: _Way) -> None:
        """A key has had its effect, or has taken too long: the next one."""
        if way is not self._way:
            return
        self._way = None
        if self._limit is not None:
            self._limit.cancel()
        if self._waiting:
            await self._send(self._waiting.popleft())
            while self._waiting and self._way is None:
                await self._send(self._waiting.popleft())


class _Way:
    """The way of one key: it queues behind the key at each widget the key bubbles through, and at last at the app.

    A field tells of Enter by a message, which is always one widget behind the first round: then it goes round twice.
    Its steps are methods without parameters, which Textual calls at a tenth of the cost of others.
    """

    def __init__(self, order: KeyOrder, app: App[None], focused: Widget | None, rounds: int) -> None:
        self._order = order
        self._app = app
        self._screen = app.screen
        self._left = deque([*(focused or self._screen).ancestors_with_self] * rounds)

    def go_on(self) -> None:
        """To the next widget that lives."""
        while self._left:
            node = self._left.popleft()
            if node.is_running and node.post_message(events.Callback(callback=self.go_on)):
                return
        if self._app.screen is not self._screen:
            self._app.screen.call_after_refresh(self.end)
        else:
            self._app.post_message(events.Callback(callback=self.end))

    async def end(self) -> None:
        """There."""
        await self._order.release(self)
