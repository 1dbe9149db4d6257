"""What each conversation of the load set shall be: settled beforehand, so that the numbers are right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from console.desk.seed.load.chance import zipf_shares
from console.desk.seed.load.people import People
from console.desk.seed.load.rhythm import beginnings
from console.desk.seed.load.sizes import Size
from console.desk.seed.load.voices import topic_weights
from console.desk.seed.material import read_toml
from console.desk.seed.people import DAY

OWNERS_EXPONENT = 0.53
"""With it the first of 25,000 customers has 400 of 100,000 conversations."""

_HOUR = 3600

_STATUSES = (
    # status, share, and how far back it is found: a fraction of all conversations, the newest first
    ("T", 0.0005, 0.002),
    ("P", 0.0002, 0.002),
    ("I", 0.0003, 0.01),
    ("N", 0.02, 0.04),
    ("C", 0.05, 0.12),
    ("W", 0.008, 0.06),
    ("A", 0.09, 0.25),
    ("X", 0.006, 1.0),
    ("B", 0.005, 1.0),
)  # fmt: skip
"""The rest is resolved: 82 %."""


@dataclass(slots=True)
class Plan:
    """The conversations by their numbers, the oldest first."""

    now: int
    created: list[int]
    status: list[str]
    owner: list[int]
    """Places in the list of customers."""
    place: list[int]
    """Places in the list of departments."""
    same_second: frozenset[int] = frozenset()
    same_at: int = 0
    """The second in which those changed last."""
    rare: dict[int, str] = field(default_factory=dict)
    """Words that are found nowhere else."""
    huge: frozenset[int] = frozenset()
    """Those with a message of more than 200 KB."""

    def limit(self, number: int) -> int:
        """The last moment at which something may happen in it, so that the last day has what it shall have."""
        if number in self.same_second:
            return self.same_at
        return self.now if self.created[number] >= self.now - DAY else self.now - DAY - 1

    def first_seen(self, customers: int) -> list[int]:
        """When each customer wrote first, or now."""
        seen = [self.now] * customers
        for owner, created in zip(reversed(self.owner), reversed(self.created), strict=True):
            seen[owner] = created
        return seen


def make_plan(size: Size, people: People, now: datetime, rng: random.Random) -> Plan:
    """Settle everything that has to come out at a certain number."""
    count = size.conversations
    topics = topic_weights()
    plan = Plan(
        now=int(now.timestamp()),
        created=beginnings(now, count, rng),
        status=_statuses(count, rng),
        owner=_owners(count, size.customers, rng),
        place=rng.choices(range(len(people.places)), weights=[topics[place.topic] for place in people.places], k=count),
    )
    plan.same_at = plan.now - plan.now % _HOUR - 2 * DAY
    plan.same_second = _same_second(plan, size.same_second)
    plan.rare = _rare_words(plan, people, size, rng)
    plan.huge = frozenset(rng.sample(range(count), size.huge_messages))
    return plan


def _owners(count: int, customers: int, rng: random.Random) -> list[int]:
    shares = zipf_shares(count, customers, OWNERS_EXPONENT)
    deck = [owner for owner, share in enumerate(shares) for _ in range(share)]
    rng.shuffle(deck)
    return deck


def _statuses(count: int, rng: random.Random) -> list[str]:
    found = ["R"] * count
    for status, share, back in _STATUSES:
        wanted = max(1, round(count * share))
        window = range(max(0, count - max(round(count * back), 3 * wanted)), count)
        free = [number for number in window if found[number] == "R"]
        for number in rng.sample(free, wanted):
            found[number] = status
    return found


def _same_second(plan: Plan, wanted: int) -> frozenset[int]:
    """The newest resolved ones of the busiest department, which a nightly job resolved all at once."""
    fitting = (
        number
        for number in range(len(plan.created) - 1, -1, -1)
        if plan.status[number] == "R" and plan.place[number] == 0 and plan.created[number] < plan.same_at - 3 * DAY
    )
    return frozenset(number for number, _ in zip(fitting, range(wanted), strict=False))


def _rare_words(plan: Plan, people: People, size: Size, rng: random.Random) -> dict[int, str]:
    words: Sequence[str] = read_toml("load/desk")["search"]["rare"][: size.rare_words]
    readable = [number for number, status in enumerate(plan.status) if status in "RACN"]
    chosen = iter(rng.sample(readable, 3 * len(words)))
    return {number: word for word in words for number in (next(chosen), next(chosen), next(chosen))}
