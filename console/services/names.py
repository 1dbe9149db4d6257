"""Who and what the filter language can name on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.services.query import Names

if TYPE_CHECKING:
    from console.store.store import Store


def known_names(store: Store, me: str, *, tags: bool) -> Names:
    """Who and what can be named, as far as this machine knows; `me` is the own userid."""
    presence = store.presence.get()
    return Names(
        departments={one.name: one.id for one in store.presence.departments()},
        agents={one.name: one.id for one in presence.agents},
        tags=store.conversations.tags() if tags else (),
        me=me,
    )
