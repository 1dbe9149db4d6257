"""Events of conversations that were written beforehand, as if the desk had been there when they were held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from console.desk.events.rows import EventRows
from console.desk.events.teller import Desk, Teller
from console.desk.events.threads import Thread


def derive(threads: Iterable[Thread], desk: Desk) -> Iterator[EventRows]:
    """The events of each thread, one after another; the same for the same threads.

    Only one thread is held at a time. Its conversation, agents and tags must be in the database before the rows are
    inserted, because the rows refer to them.
    """
    return (Teller(thread, desk).tell() for thread in threads)
