"""Searching what was seen: words in every place, parts of sentences without spaces, and views that stay."""

from __future__ import annotations

import pytest

from tests.desk.small_desk import ANSWERED, NEW, OPEN, RESOLVED
from tests.services.bench import Bench


async def ready(bench: Bench) -> None:
    """A console that has seen the queue and one thread."""
    await bench.services.session.identify()
    await bench.fill()
    await bench.services.sync.fill_details([OPEN, NEW], 10)
    await bench.services.threads.load(OPEN)
    await bench.services.search.catch_up()


def found(bench: Bench, text: str) -> list[str]:
    results = bench.services.search.search(text)
    view = bench.services.queue.open(results.query.filter, None, results.numbers)
    return [view.row(place).id for place in range(len(view))]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("accounting", [OPEN]),
        ("wrong address", [OPEN]),
        ("wrong -address", []),
        ('"any news"', [OPEN]),
        ('"news any"', []),
        ("accou", [OPEN]),
        ("urgent", [OPEN]),
        ("7790", [OPEN]),
        ("strasse", []),
        ("straße", [RESOLVED]),
        ("ida@holm.exam", [NEW]),
        ("OPN-000-001", [OPEN]),
        ("invoice status:new", [NEW]),
        ("tag:urgent", [OPEN]),
        ("is:mine status:open", [OPEN]),
        ("nothing like it", []),
        ('" OR NEAR( * AND "', []),
        ("second", [ANSWERED]),
    ],
)
async def test_words_are_found_wherever_they_stand(bench: Bench, text: str, ids: list[str]) -> None:
    await ready(bench)
    assert found(bench, text) == ids


@pytest.mark.parametrize("part", ["返品", "手続", "品の手続き", "返", "手続きについて"])
async def test_parts_of_sentences_without_spaces(bench: Bench, part: str) -> None:
    bench.change(NEW, subject="返品の手続きについて")
    await ready(bench)
    assert found(bench, part) == [NEW]
    assert found(bench, "返続") == []


async def test_what_changed_is_found_as_it_is_now(bench: Bench) -> None:
    await ready(bench)
    bench.clock.forward(minutes=1)
    bench.change(NEW, subject="Quite another thing", preview="Begins anew")
    await bench.services.sync.refresh(everything=True)
    assert await bench.services.search.catch_up() >= 1
    assert (found(bench, "another"), found(bench, "beginning 1044")) == ([NEW], [])
    assert await bench.services.search.catch_up() == 0


async def test_articles_are_found_too(bench: Bench) -> None:
    await ready(bench)
    await bench.services.knowledge.refresh()
    assert "Change the billing address" in [one.title for one in bench.services.search.search("address").articles]
