"""The scenes of the documentation: what is pressed for each picture, and at which sizes and themes it is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
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


@dataclass(frozen=True, slots=True)
class Scene:
    """A named moment of the console."""

    name: str
    steps: Steps
    sizes: tuple[str, ...] = ("160x45", "80x24")
    themes: tuple[str, ...] = ("dark",)

    def pictures(self) -> list[tuple[str, str]]:
        """Sizes and themes worth a picture in the documents: every size in dark, the other themes at full size."""
        return [(size, theme) for size in self.sizes for theme in self.themes if theme == "dark" or size == FULL_SIZE]


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


async def _queue(pilot: Pilot[Any]) -> None:
    await settle(pilot)


async def _open_lamp(pilot: Pilot[Any]) -> None:
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


async def _reply(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "r")
    await write(pilot, "Dear Jana,\nI am sorry about the shade. You get the money back today.")


async def _review(pilot: Pilot[Any]) -> None:
    await _reply(pilot)
    await press(pilot, "escape")


async def _held(pilot: Pilot[Any]) -> None:
    await _review(pilot)
    await press(pilot, "y")


async def _outbox(pilot: Pilot[Any]) -> None:
    await _held(pilot)
    await press(pilot, "n")
    await write(pilot, "Ask the courier for the photos.")
    await press(pilot, "escape", "q", "E", "d")


async def _note(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "n")
    await write(pilot, "Refund agreed. The courier's claim is under way.")


async def _knowledge(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "w", "d", "a", "m", "a", "g", "e")
    workspace_of(pilot).knowing.ask_server()
    await settle(pilot)
    await press(pilot, "tab")


async def _canned(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "r", "/", "r", "e", "f")


async def _macros(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "m", "r", "e", "f")


async def _preview(pilot: Pilot[Any]) -> None:
    await _review(pilot)
    await press(pilot, "p")


async def _transfer(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "a", "b", "i", "l")


async def _presence(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "g", "p")


async def _audit(pilot: Pilot[Any]) -> None:
    await _held(pilot)
    await press(pilot, "u", "escape", "q", "E", "u", "A", "g", "a")


async def _trend(pilot: Pilot[Any]) -> None:
    """A shift that nobody sat through: the file of what waited is told of it."""
    await settle(pilot)
    workspace = workspace_of(pilot)
    for department in workspace.state.presence.departments:
        for ago in range(1, 30):
            waiting = department.waiting * (40 - ago) // 40 + (ago * 7 + department.new) % 5
            workspace.services.presence.trends.note({department.id: waiting}, at=workspace.clock() - 15 * ago * MINUTE)
    await press(pilot, "g", "p", "j")


async def _suggest(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "w", *"lampshade", "ctrl+g", *"lamps", "tab")


async def _overview(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "g", "o")


async def _reports(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "g", "r", "j", "j", "j", "m", "enter")


async def _range(pilot: Pilot[Any]) -> None:
    await _reports(pilot)
    await press(pilot, "d", "up", "space", "left", "left", "left")


async def _customer(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "g", "u")


async def _help(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "?")


async def _filter(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "f")


async def _views(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "*", "j", "b", "t", "j", "*", "4", "f", *"dept:bil", "tab", "enter", "V", *"Bills", "enter", "v")


async def _later(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "b", "t", "b", "r", "b", "b", *"fri 14!", "enter", "9", "b", "b", *"+3d")


async def _search(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "/", *"parcel")
    for _ in range(ROUNDS):  # all that the demo has is indexed beside the keys
        if workspace_of(pilot).queue.rows.row_count:
            break
        await asyncio.sleep(BETWEEN_ROUNDS)
        await settle(pilot)
    await press(pilot, "enter", "o", "n", "j")


async def _palette(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, ":", "r", "e")


def _lamp_and(key: str) -> Steps:
    async def steps(pilot: Pilot[Any]) -> None:
        await _open_lamp(pilot)
        await press(pilot, key)

    return steps


EVERY_SIZE = ("50x20", "80x24", "120x40", "160x45")

SCENES = (
    Scene("queue", _queue, EVERY_SIZE, THEMES),
    Scene("workspace", _open_lamp, EVERY_SIZE, (*THEMES, "terminal")),
    Scene("reply", _reply),
    Scene("review", _review, ("160x45", "80x24", "50x20"), THEMES),
    Scene("preview", _preview),
    Scene("canned", _canned, EVERY_SIZE),
    Scene("macros", _macros, EVERY_SIZE),
    Scene("held", _held),
    Scene("outbox", _outbox, ("160x45", "80x24", "50x20")),
    Scene("note", _note),
    Scene("customer", _customer, ("120x40", "80x24", "50x20")),
    Scene("knowledge", _knowledge, EVERY_SIZE),
    Scene("transfer", _transfer),
    Scene("presence", _presence, EVERY_SIZE),
    Scene("audit", _audit, ("160x45", "80x24")),
    Scene("trend", _trend, ("160x45", "80x24"), THEMES),
    Scene("overview", _overview, EVERY_SIZE),
    Scene("reports", _reports, EVERY_SIZE, THEMES),
    Scene("range", _range),
    Scene("suggest", _suggest),
    Scene("filter", _filter),
    Scene("views", _views),
    Scene("later", _later),
    Scene("search", _search, EVERY_SIZE),
    Scene("jump", _lamp_and(","), ("160x45", "80x24"), THEMES),
    Scene("zoom", _lamp_and("W"), ("160x45", "120x40")),
    Scene("palette", _palette, ("160x45",)),
    Scene("help", _help),
)
