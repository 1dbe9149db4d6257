"""The scenes of the documentation: what is pressed for each picture, and at which sizes and themes it is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.worker import WorkerCancelled

from console.ui.screens.workspace import Workspace

if TYPE_CHECKING:
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


ROUNDS, BETWEEN_ROUNDS = 600, 0.01
"""How often at most it is looked whether work goes on, and seconds between two looks at the sender."""


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every worker has ended, the sender rests, and what they posted is drawn."""
    for _ in range(ROUNDS):
        await pilot.pause()
        if any(isinstance(one, Workspace) and not one.services.sender.idle for one in pilot.app.screen_stack):
            await asyncio.sleep(BETWEEN_ROUNDS)
            continue
        running = [worker for worker in pilot.app.workers if not worker.is_finished]
        if not running:
            await pilot.pause()
            return
        with suppress(WorkerCancelled):  # by a newer one of its group, which the next round waits for
            await pilot.app.workers.wait_for_complete(running)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, each once the last one's work is done."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def workspace_of(pilot: Pilot[Any]) -> Workspace:
    """The workspace, also while a dialog lies over it."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, Workspace))


async def write(pilot: Pilot[Any], text: str) -> None:
    """Type into the composer, and let the draft be saved."""
    for letter in text:
        await pilot.press({" ": "space", "\n": "enter"}.get(letter, letter))
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


async def _transfer(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "a", "b", "i", "l")


async def _presence(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "g", "p")


async def _customer(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "g", "c")


async def _help(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "question_mark")


async def _filter(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "f")


async def _search(pilot: Pilot[Any]) -> None:
    await _open_lamp(pilot)
    await press(pilot, "slash", *"parcel")
    for _ in range(ROUNDS):  # all that the demo has is indexed beside the keys
        if workspace_of(pilot).queue.rows.row_count:
            break
        await asyncio.sleep(BETWEEN_ROUNDS)
        await settle(pilot)
    await press(pilot, "enter", "o", "n", "j")


async def _palette(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, "colon", "r", "e")


EVERY_SIZE = ("50x20", "80x24", "120x40", "160x45")

SCENES = (
    Scene("queue", _queue, EVERY_SIZE, THEMES),
    Scene("workspace", _open_lamp, EVERY_SIZE, THEMES),
    Scene("reply", _reply),
    Scene("review", _review, ("160x45", "80x24", "50x20"), THEMES),
    Scene("held", _held),
    Scene("outbox", _outbox, ("160x45", "80x24", "50x20")),
    Scene("note", _note),
    Scene("customer", _customer, ("120x40", "80x24", "50x20")),
    Scene("knowledge", _knowledge, EVERY_SIZE),
    Scene("transfer", _transfer),
    Scene("presence", _presence, EVERY_SIZE),
    Scene("filter", _filter),
    Scene("search", _search, EVERY_SIZE),
    Scene("palette", _palette, ("160x45",)),
    Scene("help", _help),
)
