"""How many waited in each department over the last day: a few numbers, kept over restarts in a small file."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from console.services.small_files import read_json, write_private

SLOT: Final = 300
"""Seconds that one number stands for."""
KEPT: Final = 24 * 3600 // SLOT
"""Slots of a department that are kept: a day."""
SHIFT: Final = timedelta(hours=8)
CELLS: Final = 32

Slots = dict[int, int]
"""How many waited, by the number of the slot since the epoch."""


class Trends:
    """What waited, as the console was told whenever it asked anyway. May be used from any thread."""

    def __init__(self, path: Path | None, clock: Callable[[], datetime]) -> None:
        """`path` is where it is kept between two sessions; nowhere when absent."""
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, Slots] | None = None

    def note(self, waiting: Mapping[str, int], at: datetime | None = None) -> None:
        """Remember how many wait now, or did at a moment, by department.

        The first of a slot goes into the file with all before it.
        """
        now = self._slot() if at is None else int(at.timestamp()) // SLOT
        with self._lock:
            known = self._loaded()
            begins = any(now not in known.get(one, {}) for one in waiting)
            for department, count in waiting.items():
                slots = known.setdefault(department, {})
                slots[now] = max(count, slots.get(now, 0))
            if begins:
                self._save(known, self._slot())

    def of(self, department_id: str, cells: int = CELLS, span: timedelta = SHIFT) -> tuple[int | None, ...]:
        """The most that waited in each part of the time until now, oldest first; None where nobody looked.

        Empty when nothing at all is known.
        """
        with self._lock:
            slots = dict(self._loaded().get(department_id, {}))
        end, length = self._slot() + 1, max(1, int(span.total_seconds()) // SLOT // cells)
        starts = range(end - cells * length, end, length)
        found = tuple(max((slots[one] for one in range(a, a + length) if one in slots), default=None) for a in starts)
        return found if any(one is not None for one in found) else ()

    def _slot(self) -> int:
        return int(self._clock().timestamp()) // SLOT

    def _loaded(self) -> dict[str, Slots]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def _read(self) -> dict[str, Slots]:
        """What the file has; nothing of one that is none of ours."""
        found: dict[str, Slots] = {}
        tree = read_json(self._path)
        try:
            for department, slots in tree.items() if isinstance(tree, dict) else ():
                found[department] = {int(slot): int(count) for slot, count in slots.items()}
        except (ValueError, AttributeError, TypeError):
            return {}
        return found

    def _save(self, known: dict[str, Slots], now: int) -> None:
        """Write the last day, with what another console wrote meanwhile. A trend is no reason to complain."""
        for department, slots in self._read().items():
            known[department] = slots | known.get(department, {})
        for department in list(known):
            known[department] = {slot: count for slot, count in known[department].items() if now - KEPT < slot <= now}
            if not known[department]:
                del known[department]
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            write_private(self._path, json.dumps(known).encode())
