"""How long a search takes among 100,000 conversations with 800,000 messages: `python -m benchmarks.search_speed`."""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.contract.enums import ConversationStatus
from console.store.conversations import ConversationFacts
from console.store.search import Document
from console.store.store import Store

VOCABULARY = 40_000
WORDS_A_CONVERSATION = 400
"""Eight messages of fifty words."""
NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
QUERIES = ("w0", "w3", "w50", "w3 w50", "w1000", "w39000", "w10", "c777", '"w3 w5"', "w3 -w0", "refund w50")


def main() -> None:
    """Fill a store and search in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=100_000)
    count = parser.parse_args().conversations
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), Path(folder), "search")
        begun = time.perf_counter()
        store.conversations.put(_facts(count))
        for batch in _batches(count):
            store.search.put(batch)
        print(f"{count} conversations indexed in {time.perf_counter() - begun:.0f} s")
        print(f"cache.db: {(Path(folder) / 'cache.db').stat().st_size / 1e6:.0f} MB")
        for query in QUERIES:
            times = sorted(_timed(store, query) for _ in range(7))
            found = store.search.find(query)
            print(
                f"{query:12} p50 {times[3]:6.1f} ms  max {times[-1]:6.1f} ms  {len(found.numbers):5} found"
                f"{'' if found.complete else ', the newest alone'}"
            )
        store.close()


def _timed(store: Store, query: str) -> float:
    begun = time.perf_counter()
    store.search.find(query)
    return 1000 * (time.perf_counter() - begun)


def _facts(count: int) -> Iterator[ConversationFacts]:
    for number in range(count):
        at = NOW - timedelta(minutes=number)
        yield ConversationFacts(
            f"cv{number}",
            f"C{number}",
            f"p{number}",
            ConversationStatus.RESOLVED,
            f"Subject {number}",
            f"Customer {number % 25_000}",
            f"c{number % 25_000}@x.example",
            "dp1",
            "Billing",
            "",
            at,
            at,
            f"{at:%Y-%m-%d %H:%M:%S}",
        )


def _documents(count: int) -> Iterator[Document]:
    rng = random.Random(1)  # noqa: S311 - words of a measurement
    words = [f"w{number}" for number in range(VOCABULARY)]
    weights = list(itertools.accumulate(1 / (number + 1) for number in range(VOCABULARY)))
    for number in range(count):
        at = int((NOW - timedelta(minutes=number)).timestamp())
        texts = rng.choices(words, cum_weights=weights, k=WORDS_A_CONVERSATION)
        subject = " ".join(texts[:4])
        yield Document(f"cv{number}", at, subject, f"c{number % 25_000}", "refund", " ".join(texts))


def _batches(count: int) -> Iterator[list[Document]]:
    documents = _documents(count)
    while batch := list(itertools.islice(documents, 500)):
        yield batch


if __name__ == "__main__":
    main()
