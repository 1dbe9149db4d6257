"""How long work takes that must not take long, on a machine that does other things besides."""

from __future__ import annotations

import time
from collections.abc import Callable


def quickest(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of up to three runs: a busy machine makes a run longer, never shorter."""
    shortest = float("inf")
    for _ in range(3):
        before = time.thread_time()
        work()
        shortest = min(shortest, time.thread_time() - before)
        if shortest < 1:
            break
    return shortest
