"""How long views take to open among 100,000 conversations, many of them marked: `python -m benchmarks.view_speed`."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from console.contract.enums import ConversationStatus
from console.services.query import Names, parse
from console.services.queue import QueueView
from console.services.records import QueueFilter, Snooze, SortOrder
from console.store.conversations import ConversationFacts
from console.store.own_marks import HandMark
from console.store.store import Store

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
AIM = 100.0
"""Milliseconds in which a view opens."""
LINES = (
    "",
    "is:waiting is:unassigned",
    "is:mine",
    "is:waiting",
    "is:later",
    "is:starred",
    "is:unread",
    "dept:d3 is:waiting waiting:>2h",
    "tag:refund",
    "lamp",
    "older:1w status:answered",
)
STATUSES = "R" * 82 + "A" * 9 + "C" * 5 + "N" * 2 + "W" * 2
NAMES = Names(departments={f"d{number}": f"d{number}" for number in range(12)}, me="ag1")


def main() -> None:
    """Fill a store and open views of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--marks", type=int, default=500, help="stars, and as many that are put off")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "state", Path(folder) / "cache", "views")
        fill(store, options.conversations, options.marks)
        print(f"{'view':34} {'opens':>10} {'counts':>10} {'rows':>8}")
        for line in LINES:
            wanted = parse(line, NAMES, NOW)
            shown = filter_of(wanted.filter, wanted.words)
            opened = middle(partial(open_view, store, shown))
            counted = middle(partial(store.conversations.count, shown, store.own()))
            rows = store.conversations.count(shown, store.own())
            late = "  !" if opened > AIM else ""
            print(f"{line or '(all)':34} {opened:7.1f} ms {counted:7.1f} ms {rows:8}{late}")
        print(f"{'marks, unchanged':34} {middle(store.own):7.2f} ms")
        store.close()


def open_view(store: Store, shown: QueueFilter) -> None:
    """Read a view and the rows that are drawn."""
    QueueView(store, shown, SortOrder.LONGEST_WAIT).rows(0, 40)


def filter_of(wanted: QueueFilter, words: str) -> QueueFilter:
    """As a view has it: without what is put off, unless it asks for that."""
    has_later = any(part.later is not None or part.starred for part in wanted.parts)
    return replace(wanted, text=words, later=wanted.later if has_later else False)


def fill(store: Store, count: int, marks: int) -> None:
    """Conversations as in the load set, with some that are marked."""
    rng = random.Random(1)  # noqa: S311 - conversations of a measurement
    store.conversations.put(_facts(count, rng))
    waiting = [number for number in range(count) if number % 7 == 0]
    for number in waiting:
        store.conversations.put_details(f"cv{number}", rng.choice(("", "ag1", "ag2")), ("refund",), "")
    chosen = [f"cv{number}" for number in rng.sample(range(count), 2 * marks)]
    store.own_marks.put(HandMark.STAR, chosen[:marks], NOW)
    snooze = Snooze(NOW + timedelta(days=1), True, NOW)
    store.own_marks.put_off(dict.fromkeys(chosen[marks:], snooze))


def middle(act: Callable[[], object], runs: int = 7) -> float:
    """The median of some runs, in milliseconds."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - begun))
    return sorted(times)[runs // 2]


def _facts(count: int, rng: random.Random) -> Iterator[ConversationFacts]:
    for number in range(count):
        at = NOW - timedelta(minutes=number)
        yield ConversationFacts(
            id=f"cv{number}",
            code=f"C{number}",
            public_code=f"p{number}",
            status=ConversationStatus(rng.choice(STATUSES)),
            subject=f"Lamp {number}" if number % 50 == 0 else f"Subject {number}",
            customer_name=f"Customer {number % 25_000}",
            customer_email=f"c{number % 25_000}@x.example",
            department_id=f"d{number % 12}",
            department_name="Billing",
            preview="",
            created=at,
            changed=at,
            changed_raw=f"{at:%Y-%m-%d %H:%M:%S}",
        )


if __name__ == "__main__":
    main()
