"""The scenes of the documentation: what is pressed for each picture, and at which sizes and themes it is taken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from console.ui.scene_steps import (
    BETWEEN_ROUNDS,
    EVERY_SIZE,
    FULL_SIZE,
    MINUTE,
    ROUNDS,
    SIZES,
    THEMES,
    Scene,
    lamp_and,
    open_lamp,
    press,
    settle,
    strike,
    workspace_of,
    write,
)
from console.ui.scenes_acting import ACTING

if TYPE_CHECKING:
    from textual.pilot import Pilot

__all__ = ["FULL_SIZE", "SCENES", "SIZES", "Scene", "settle", "strike"]


async def _queue(pilot: Pilot[Any]) -> None:
    await settle(pilot)


async def _reply(pilot: Pilot[Any]) -> None:
    await open_lamp(pilot)
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
    await open_lamp(pilot)
    await press(pilot, "n")
    await write(pilot, "Refund agreed. The courier's claim is under way.")


async def _knowledge(pilot: Pilot[Any]) -> None:
    await open_lamp(pilot)
    await press(pilot, "w", "d", "a", "m", "a", "g", "e")
    workspace_of(pilot).knowing.ask_server()
    await settle(pilot)
    await press(pilot, "tab")


async def _canned(pilot: Pilot[Any]) -> None:
    await open_lamp(pilot)
    await press(pilot, "r", "/", "r", "e", "f")


async def _macros(pilot: Pilot[Any]) -> None:
    await open_lamp(pilot)
    await press(pilot, "m", "r", "e", "f")


async def _preview(pilot: Pilot[Any]) -> None:
    await _review(pilot)
    await press(pilot, "p")


async def _transfer(pilot: Pilot[Any]) -> None:
    await open_lamp(pilot)
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
    await open_lamp(pilot)
    await press(pilot, "w", *"lampshade")
    workspace_of(pilot).knowing.ask_server()
    await press(pilot, "ctrl+g", *"lamps", "tab")


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
    await open_lamp(pilot)
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
    await open_lamp(pilot)
    await press(pilot, "/", *"parcel")
    for _ in range(ROUNDS):  # all that the demo has is indexed beside the keys
        if workspace_of(pilot).queue.rows.row_count:
            break
        await asyncio.sleep(BETWEEN_ROUNDS)
        await settle(pilot)
    await press(pilot, "enter", "o", "n", "j")


async def _linear(pilot: Pilot[Any]) -> None:
    """The thread: the queue in linear mode differs less from what it is else."""
    await open_lamp(pilot)
    await press(pilot, "k")


async def _palette(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, ":", "r", "e")


SCENES = (
    Scene("queue", _queue, EVERY_SIZE, THEMES),
    Scene("workspace", open_lamp, EVERY_SIZE, (*THEMES, "terminal")),
    Scene("reply", _reply),
    Scene("review", _review, ("160x45", "80x24", "50x20"), THEMES),
    Scene("preview", _preview),
    Scene("canned", _canned, EVERY_SIZE),
    Scene("macros", _macros, EVERY_SIZE),
    Scene("held", _held),
    Scene("outbox", _outbox, ("160x45", "80x24", "50x20")),
    Scene("note", _note),
    Scene("customer", _customer, EVERY_SIZE),
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
    Scene("jump", lamp_and(","), ("160x45", "80x24"), THEMES),
    Scene("zoom", lamp_and("W"), ("160x45", "120x40")),
    Scene("palette", _palette),
    Scene("help", _help),
    Scene("linear", _linear, themes=("mono",), linear=True),
    *ACTING,
)
