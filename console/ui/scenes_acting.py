"""Scenes of acts: tags, fields, groups, information, history, and a call of somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.ui.scene_steps import EVERY_SIZE, Scene, lamp_and, open_lamp, press, settle, strike

if TYPE_CHECKING:
    from textual.pilot import Pilot


async def _type(pilot: Pilot[Any], text: str) -> None:
    for letter in text:
        strike(pilot.app, letter)
    await settle(pilot)


async def _call(pilot: Pilot[Any]) -> None:
    await open_lamp(pilot)  # whose customer is known from then on
    await press(pilot, "c")
    await _type(pilot, "jana@example.com")
    await press(pilot, "enter", "tab")
    await _type(pilot, "Lamp flickers")
    await press(pilot, "tab")
    await _type(pilot, "She calls from the shop:\nthe Loft flickers since Sunday.")
    await press(pilot, "escape")


async def _tag_list(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    await press(pilot, ":")
    await _type(pilot, "tags of the desk")
    await press(pilot, "enter")


ACTING = (
    Scene("tags", lamp_and("t", "r", "e")),
    Scene("fields", lamp_and("F", "tab")),
    Scene("groups", lamp_and("M")),
    Scene("labels", _tag_list),
    Scene("call", _call, EVERY_SIZE),
    Scene("information", lamp_and("i")),
    Scene("history", lamp_and("H")),
)
