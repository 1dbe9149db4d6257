"""What changed since the agent looked: in the queue by a picture of who waited, in conversations by messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from console.services.faults import translated
from console.services.records import Thread

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.session import Session
    from console.store.store import Store
    from console.store.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Picture:
    """Who waited at a time, and who had them."""

    at: datetime
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class News:
    """What is other than it was."""

    since: datetime
    new: int = 0
    reopened: int = 0
    taken: Mapping[str, int] = field(default_factory=dict)
    """How many who had nobody were taken, by the names of who did it."""

    def __bool__(self) -> bool:
        return bool(self.new or self.reopened or self.taken)


class NewsService:
    """Compares pictures of the queue, in the engine where what takes long is read."""

    def __init__(self, store: Store, session: Session, looking: Engine) -> None:
        self._store = store
        self._session = session
        self._looking = looking

    async def picture(self, at: datetime) -> Picture:
        """Who waits now, as known here; `at` is when that was so."""

        async def there() -> Picture:
            with translated():
                return Picture(at, self._store.waiting.now())

        return await self._looking.run(there())

    async def since(self, picture: Picture) -> News:
        """What is other than in a picture."""

        async def there() -> News:
            with translated():
                return self._since(picture)

        return await self._looking.run(there())

    def _since(self, picture: Picture) -> News:
        before, now = picture.waiting, self._store.waiting.now()
        came = [number for number in now.assigned if number not in before.assigned]
        born = self._store.waiting.times(came)
        new = sum(number in born and born[number][0] >= picture.at.timestamp() for number in came)
        # Of what this machine did not know then, only what changed since then came back to the queue.
        reopened = sum(
            number in born
            and born[number][0] < picture.at.timestamp()
            and (number <= before.last or born[number][1] >= picture.at.timestamp())
            for number in came
        )
        return News(picture.at, new, reopened, self._taken(before))

    def _taken(self, before: Waiting) -> dict[str, int]:
        free = [number for number, agent in before.assigned.items() if agent == ""]
        owners = Counter(
            agent for agent in self._store.waiting.owners(free) if agent not in ("", self._session.agent_id)
        )
        names = self._store.people.known(owners)
        taken: Counter[str] = Counter()
        for agent, count in owners.items():
            taken[names[agent].name if agent in names else agent] += count
        return dict(taken)


def with_news(thread: Thread, seen: frozenset[str], me: str | None) -> Thread:
    """The thread with a line before the first group that has something of somebody else's not seen before."""
    if not seen:
        return thread
    for index, group in enumerate(thread.groups):
        if any(message.id not in seen and message.author.id != me for message in group.messages):
            if index == 0:
                return thread
            before = replace(thread.groups[index - 1], news_follow=True)
            return replace(thread, groups=(*thread.groups[: index - 1], before, *thread.groups[index:]))
    return thread
