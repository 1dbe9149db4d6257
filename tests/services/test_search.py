"""Searching what was seen: words in every place, parts of sentences without spaces, and views that stay."""

from __future__ import annotations

import pytest

from console.services.records import SortOrder
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


async def test_filters_go_before_the_limits(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for conversation in (NEW, OPEN, ANSWERED, RESOLVED):
        bench.change(conversation, subject="The same word")
    await ready(bench)
    assert set(found(bench, "same")) == {NEW, OPEN, ANSWERED, RESOLVED}
    monkeypatch.setattr("console.store.search.RANKED", 1)
    monkeypatch.setattr("console.store.search.MOST", 1)
    newest = found(bench, "same")
    assert len(newest) == 1
    for status, conversation in (("new", NEW), ("open", OPEN), ("answered", ANSWERED), ("resolved", RESOLVED)):
        assert found(bench, f"same status:{status}") == [conversation]


async def test_indexing_goes_on_where_it_ended(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.services.search.STRETCH", 2)
    await bench.services.session.identify()
    await bench.fill()
    search, counts = bench.services.search, [await bench.services.search.catch_up(2)]
    while search.behind:
        counts.append(await search.catch_up(2, anew=False))
    indexed, known = bench.services.store.search.reach()
    assert sum(counts) == indexed == known > 2
    assert max(counts) == 2
    assert await search.catch_up() == 0


async def test_results_as_a_view(bench: Bench) -> None:
    await ready(bench)
    lookup = await bench.services.search.look_up("accounting", None, SortOrder.OLDEST)
    assert [lookup.view.row(index).id for index in range(len(lookup.view))] == [OPEN]
    assert (lookup.sort, lookup.indexed) == (None, lookup.known)
    snippets = await bench.services.search.snippets(lookup.matcher, [OPEN, "gone"])
    assert list(snippets) == [OPEN]
    assert "accounting" in snippets[OPEN].text
    only_filters = await bench.services.search.look_up("status:new", None, SortOrder.OLDEST)
    assert (only_filters.sort, only_filters.view.row(0).id) == (SortOrder.OLDEST, NEW)
    assert (await bench.services.search.look_up("status:n", None, SortOrder.OLDEST)).offers == ("status:new",)
