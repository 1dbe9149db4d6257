"""Tags and customers groups of the desk: from the cache at once, from the server in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from console.api.budget import Priority
from console.api.errors import NotFoundError
from console.services.faults import translated
from console.services.records import DeskLabel

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.store.store import Store

FRESH: Final = timedelta(minutes=10)
"""A list younger than this is not asked for again."""
MOST_COLOURS: Final = 40
"""Calls for colours at once."""


class LabelKind(StrEnum):
    """What can be put on conversations, and what customers can be in."""

    TAG = "tags"
    GROUP = "groups"

    @property
    def noun(self) -> str:
        """One of them."""
        return "tag" if self is LabelKind.TAG else "group"


class LabelService:
    """Lists of the desk's tags and groups. Changing them goes through the outbox."""

    def __init__(self, engine: Engine, looking: Engine, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._looking = looking
        self._store = store
        self._clock = clock

    def known(self, kind: LabelKind) -> tuple[DeskLabel, ...]:
        """What the desk has, as last asked."""
        return self._store.labels.get(kind.value)[0]

    def stale(self, kind: LabelKind) -> bool:
        """Whether the list is worth asking for again."""
        at = self._store.labels.get(kind.value)[1]
        return at is None or self._clock() - at >= FRESH

    async def refresh(self, kind: LabelKind) -> tuple[DeskLabel, ...]:
        """Ask the server which there are, and count what is known of their use. Raises `ServiceError`."""
        labels = await self._engine.run(self._list(kind))
        with translated():
            self._store.labels.put(kind.value, labels, self._clock())
        return await self.count(kind)

    async def count(self, kind: LabelKind) -> tuple[DeskLabel, ...]:
        """The known ones, with how many conversations are known here that have each; no server is asked."""
        labels, at = self._store.labels.get(kind.value)
        if kind is not LabelKind.TAG or at is None:
            return labels
        counts = await self._looking.run(self._count())
        labels = tuple(replace(one, count=counts.get(one.name.casefold(), 0)) for one in labels)
        with translated():
            self._store.labels.put(kind.value, labels, at)
        return labels

    async def colour(self, kind: LabelKind) -> tuple[DeskLabel, ...]:
        """The known ones with their colours, as far as they were not known yet. Raises `ServiceError`."""
        return await self._engine.run(self._colour(kind))

    async def _list(self, kind: LabelKind) -> tuple[DeskLabel, ...]:
        colours = {one.id: one for one in self.known(kind)}
        with translated():
            client = await self._engine.client()
            if kind is LabelKind.TAG:
                tags = await client.tags.list(priority=Priority.VISIBLE)
                rows = [(one.id, one.name or one.id) for one in tags]
            else:
                groups = await client.groups.list(priority=Priority.VISIBLE)
                rows = [(one.id, one.name or one.id) for one in groups]
        return tuple(replace(colours.get(tag_id, DeskLabel(tag_id, name)), name=name) for tag_id, name in rows)

    async def _colour(self, kind: LabelKind) -> tuple[DeskLabel, ...]:
        labels = list(self.known(kind))
        plain = [place for place, one in enumerate(labels) if not one.color and not one.bg_color]
        with translated():
            client = await self._engine.client()
            for place in plain[:MOST_COLOURS]:
                label = labels[place]
                try:
                    if kind is LabelKind.TAG:
                        tag = await client.tags.info(label.id, priority=Priority.PREFETCH)
                        labels[place] = replace(label, color=tag.color, bg_color=tag.bg_color)
                    else:
                        group = await client.groups.info(label.id, priority=Priority.PREFETCH)
                        labels[place] = replace(label, color=group.color, bg_color=group.bg_color)
                except NotFoundError:
                    continue
            at = self._store.labels.get(kind.value)[1] or self._clock()
            self._store.labels.put(kind.value, labels, at)
        return tuple(labels)

    async def _count(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        with translated():
            for name, count in self._store.labels.tag_counts().items():
                key = str(name).casefold()
                counts[key] = counts.get(key, 0) + count
        return counts
