"""What scenes are made of: pressing keys, waiting for all that follows, and the conversation most of them show."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from textual import events
from textual.worker import WorkerCancelled

from console.ui.console_app import ConsoleApp
from console.ui.screens.workspace import Workspace

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

Steps = Callable[["Pilot[Any]"], Awaitable[None]]

SIZES = {"50x20": (50, 20), "80x24": (80, 24), "120x40": (120, 40), "160x45": (160, 45)}
THEMES = ("dark", "light", "mono")
FULL_SIZE = "160x45"
IN_LIGHT_TOO = ("80x24", FULL_SIZE)
FRAME = 1 / 30
"""Seconds in which Textual paints at least once."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A named moment of the console."""

    name: str
    steps: Steps
    sizes: tuple[str, ...] = ("160x45", "80x24")
    themes: tuple[str, ...] = ("dark",)
    linear: bool = False
    """Whether the console is in linear mode."""

    async def play(self, pilot: Pilot[Any]) -> None:
        """Come to that moment, and save what is typed."""
        await self.steps(pilot)
        workspace_of(pilot).save_all()
        await self.rest(pilot)

    @staticmethod
    async def rest(pilot: Pilot[Any]) -> None:
        """Let two frames pass: then all has its place."""
        for _ in range(2):
            await pilot.pause(FRAME)
            await settle(pilot)
        await pilot.pause()  # what other threads are at ends as well
        await settle(pilot)

    def pictures(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Sizes and themes worth a picture in the documents: dark and light, and all other themes at full size."""
        for size in self.sizes:
            light = ["light"] if "dark" in self.themes and size in IN_LIGHT_TOO else []
            others = self.themes if size == FULL_SIZE else ()
            yield size, tuple(dict.fromkeys([self.themes[0], *light, *others]))


_NAMES = {" ": "space", "\n": "enter"}
_CHARACTERS = {"space": " ", "enter": "\r", "tab": "\t"}
ROUNDS, QUIET_ROUNDS, BETWEEN_ROUNDS = 6000, 3, 0.002
"""How often at most it is looked whether work goes on, how many looks in a row must find none, and seconds between two
looks at what tells nobody when it ends."""


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every key has had its effect, every worker has ended, the sender rests, and all of it is drawn."""
    quiet = 0
    for _ in range(ROUNDS):
        await pilot.pause(0)
        running = [worker for worker in pilot.app.workers if not worker.is_finished]
        if running:
            with suppress(WorkerCancelled):  # by a newer one of its group, which the next round waits for
                await pilot.app.workers.wait_for_complete(running)
        elif _is_busy(pilot.app):
            await asyncio.sleep(BETWEEN_ROUNDS)
        else:
            quiet += 1
            if quiet == QUIET_ROUNDS:
                return
            continue
        quiet = 0


def _is_busy(app: App[Any]) -> bool:
    workspaces = (screen for screen in app.screen_stack if isinstance(screen, Workspace))
    keys_wait = isinstance(app, ConsoleApp) and not app.key_order.idle
    return keys_wait or any(not one.services.sender.idle or not one.thread.view.complete for one in workspaces)


def strike(app: App[Any], key: str) -> None:
    """Press a key, a character or Textual's name of one, and wait for nothing."""
    name = _NAMES.get(key, key)
    app.post_message(events.Key(name, _CHARACTERS.get(name, key if len(key) == 1 else None)))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, each once the last one's work is done."""
    for key in keys:
        strike(pilot.app, key)
        await settle(pilot)


def workspace_of(pilot: Pilot[Any]) -> Workspace:
    """The workspace, also while a dialog lies over it."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, Workspace))


async def write(pilot: Pilot[Any], text: str) -> None:
    """Type into the composer, and let the draft be saved."""
    for letter in text:
        strike(pilot.app, letter)
    await settle(pilot)
    workspace_of(pilot).writing.save()
    await settle(pilot)


async def open_lamp(pilot: Pilot[Any]) -> None:
    """Open the conversation of the lamp."""
    await settle(pilot)
    rows = workspace_of(pilot).queue.rows
    view = rows.view
    if view is None:
        return
    rows.move_to(next((i for i in range(rows.row_count) if view.row(i).code == LAMP), 0))
    await press(pilot, "enter")


MINUTE = timedelta(minutes=1)
LAMP = "AXF-4BT-9D8"
"""Code of the conversation most pictures show."""


def lamp_and(*keys: str) -> Steps:
    """Open the conversation of the lamp and press keys."""

    async def steps(pilot: Pilot[Any]) -> None:
        await open_lamp(pilot)
        await press(pilot, *keys)

    return steps


EVERY_SIZE = ("50x20", "80x24", "120x40", "160x45")
