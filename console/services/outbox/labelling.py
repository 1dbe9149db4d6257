"""Wishes about the desk's own tags and customers groups: how they are called and coloured, and whether they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.store.wishes import RemoveLabel, SetLabel

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.api.resources.groups import GroupCalls
    from console.api.resources.tags import TagCalls


def _calls(client: LiveAgentClient, kind: str) -> TagCalls | GroupCalls:
    return client.tags if kind == "tags" else client.groups


async def label_is_so(client: LiveAgentClient, wish: SetLabel | RemoveLabel) -> bool:
    """Whether the desk has it as wished."""
    calls = _calls(client, wish.kind)
    if isinstance(wish, RemoveLabel):
        return wish.id not in {one.id for one in await calls.list()}
    if not wish.id:
        return wish.name.casefold() in {one.name.casefold() for one in await calls.list()}
    now = await calls.info(wish.id)
    colours = (wish.color or now.color, wish.bg_color or now.bg_color)
    same = [(a.casefold(), b.casefold()) for a, b in zip(colours, (now.color, now.bg_color), strict=True)]
    return now.name == wish.name and all(a == b for a, b in same)


async def change_label(client: LiveAgentClient, wish: SetLabel | RemoveLabel, key: str) -> None:
    """Ask for it once."""
    calls = _calls(client, wish.kind)
    if isinstance(wish, RemoveLabel):
        await calls.delete(wish.id, idempotency_key=key)
        return
    color, background = wish.color or None, wish.bg_color or None
    if wish.id:
        await calls.change(wish.id, name=wish.name, color=color, background=background, idempotency_key=key)
    else:
        await calls.create(wish.name, color=color, background=background, idempotency_key=key)
