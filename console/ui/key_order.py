"""Keys one after the other: the next one is looked at when the last one has had all its effect.

Textual hands a key to the focused widget's own queue and reads on. Whoever types fast would reach the old focus with
the keys meant for what the first one opened: the letters of a reply would be commands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump

LONGEST_WAIT = 1.0
"""Seconds after which the next key goes on its way whatever became of the last one."""


class KeyOrder:
    """Holds keys back while one is on its way."""

    def __init__(self, app: App[None], deliver: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[events.Key] = deque()
        self._busy = False
        self._number = 0
        self._timer: Timer | None = None

    async def press(self, event: events.Key) -> None:
        """Deliver a key now, or when those before it have had their effect."""
        if self._busy:
            self._waiting.append(event)
        else:
            await self._send(event)

    async def _send(self, event: events.Key) -> None:
        focused = self._app.focused
        if event.is_printable and isinstance(focused, Input | TextArea) and not self._waiting:
            await self._deliver(event)  # typing moves no focus: nothing has to wait for it
            return
        self._busy = True
        self._number += 1
        number, screen = self._number, self._app.screen
        await self._deliver(event)
        self._timer = self._app.set_timer(LONGEST_WAIT, lambda: self._release(number))
        path: list[DOMNode] = list((focused or screen).ancestors_with_self)
        self._follow(path, 0, number, screen)

    def _follow(self, path: list[DOMNode], index: int, number: int, screen: MessagePump) -> None:
        """Queue behind the key at each widget it bubbles through, and at last at the application."""
        while index < len(path) and not path[index].is_running:
            index += 1
        if index < len(path):
            path[index].call_later(self._follow, path, index + 1, number, screen)
        elif self._app.screen is not screen:
            self._app.screen.call_after_refresh(self._release, number)
        else:
            self._app.call_later(self._release, number)

    async def _release(self, number: int) -> None:
        if not self._busy or number != self._number:
            return
        self._busy = False
        if self._timer is not None:
            self._timer.stop()
        if self._waiting:
            await self._send(self._waiting.popleft())
            while self._waiting and not self._busy:
                await self._send(self._waiting.popleft())
