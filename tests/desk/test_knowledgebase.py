"""The knowledge base: lists of both generations, and what a search finds first."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, update

from console.contract.knowledgebase import (
    LIST_ARTICLES,
    SEARCH_ARTICLES,
    ListArticlesParams,
    SearchArticlesParams,
)
from console.desk.db import Database
from console.desk.tables import article
from tests.desk import small_desk as small
from tests.desk.caller import STRICT, Caller

ARTICLES = [small.ADDRESS_ARTICLE, small.INVOICE_ARTICLE, small.DRAFT_ARTICLE, small.INTERNAL_ARTICLE]


async def listed(caller: Caller, **values: str) -> list[int]:
    """Ids of the articles a list gives."""
    rows = await caller.call(LIST_ARTICLES, ListArticlesParams.read(values))
    return [int(row.kb_entry_id) for row in rows]


async def found(caller: Caller, query: str, **values: str) -> list[int]:
    """Ids of the articles a search gives."""
    rows = await caller.call(SEARCH_ARTICLES, SearchArticlesParams.read({"query": query, **values}))
    return [int(row.kb_entry_id) for row in rows]


async def test_articles_are_listed_without_their_categories(caller: Caller) -> None:
    assert await listed(caller) == ARTICLES
    assert await listed(caller, parent_id=str(small.BILLING_CATEGORY)) == ARTICLES
    assert await listed(caller, parent_id="0") == []
    assert await listed(caller, parent_id="none") == []
    assert await listed(caller, parent_id="9" * 30) == []
    assert await listed(caller, kb_id="kb_other") == []


async def test_lists_are_cut_by_either_name_of_the_parameter(caller: Caller) -> None:
    assert await listed(caller, limit="2") == ARTICLES[:2]
    assert await listed(caller, limitcount="1", limitfrom="2") == ARTICLES[2:3]
    assert await listed(caller, limitfrom="3") == ARTICLES[3:]
    assert await listed(caller, limit="") == ARTICLES
    for values in ({"limitfrom": "-1"}, {"limit": "-1"}, {"limitcount": "9" * 12}, {"limit": "many"}):
        assert (await caller.error("GET", "knowledgebase/articles", **values))[0] == 500


async def test_entries_are_the_same_rows_and_the_categories_in_another_envelope(caller: Caller) -> None:
    tree = (await caller.raw("GET", "knowledgebase/entries")).json()["response"]
    assert list(tree) == ["entries"]
    rows = LIST_ARTICLES.decode(tree, STRICT)
    suggestions = [small.SHOP_SUGGESTIONS, small.WISHES]
    assert [int(row.kb_entry_id) for row in rows] == [small.BILLING_CATEGORY, suggestions[0], *ARTICLES, suggestions[1]]
    assert rows[2:-1] == await caller.call(LIST_ARTICLES, ListArticlesParams())
    assert (rows[0].rtype.value, rows[0].parent_entry_id, rows[0].treepath) == ("C", "0", "0")
    assert [row.rtype.value for row in rows if int(row.kb_entry_id) in suggestions] == ["G", "G"]


async def test_search_answers_under_both_envelopes(caller: Caller) -> None:
    tree = (await caller.raw("GET", "knowledgebase/search", query="address")).json()["response"]
    assert list(tree) == ["articles", "entries"]
    assert tree["articles"] == tree["entries"]
    assert len(tree["articles"]) == 2
    first = tree["articles"][0]
    assert first["url"] == f"//desk.example/30{small.ADDRESS_ARTICLE}-Change-the-billing-address"
    assert first["content_simple_html"] == "<p>Open your account and save.</p>"


async def test_only_what_a_visitor_may_read_is_found(caller: Caller, database: Database) -> None:
    assert await found(caller, "address") == [small.ADDRESS_ARTICLE, small.INVOICE_ARTICLE]
    for change in ({"access": "I"}, {"access": "P", "rstatus": "D"}):
        with database.write() as connection:
            connection.execute(update(article).where(article.c.id == small.BILLING_CATEGORY).values(**change))
        assert await found(caller, "address") == []
    rows = await caller.call(LIST_ARTICLES, ListArticlesParams())
    assert [row.access_inherited for row in rows] == ["P", "P", "P", "I"]


async def test_all_words_have_to_be_there_in_any_case(caller: Caller) -> None:
    assert await found(caller, "ADDRESS invoice") == [small.INVOICE_ARTICLE]
    assert await found(caller, "move") == [small.ADDRESS_ARTICLE]
    assert await found(caller, "address unheard") == []
    assert await found(caller, "100% _") == []


async def test_search_below_an_entry(caller: Caller) -> None:
    assert await found(caller, "address", top_article_id=str(small.BILLING_CATEGORY), kb_id="kb_defa") != []
    assert await found(caller, "address", top_article_id="99") == []
    assert await found(caller, "address", kb_id="kb_other") == []


def _article(number: int, **values: Any) -> dict[str, Any]:
    return {
        "id": number,
        "url_code": str(number),
        "tree_path": "0",
        "title": f"Article {number}",
        "keywords": "",
        "content_text": "",
        "votes": 0,
        "created": 0,
        "changed": 0,
    } | values


async def test_title_goes_before_keywords_and_keywords_before_text(caller: Caller, database: Database) -> None:
    rows = [
        _article(1, content_text="GRÜẞE from text"),
        _article(2, keywords="grüße"),
        _article(3, title="Viele Grüße"),
        _article(4, title="Grüße aus Wien", votes=9),
        _article(5, keywords="grüße", content_text="grüße", votes=1),
    ]
    with database.write() as connection:
        connection.execute(insert(article), rows)
    assert await found(caller, "grüsse") == [4, 3, 5, 2, 1]


async def test_at_most_fifty_are_found(caller: Caller, database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(article), [_article(1000 + number) for number in range(60)])
    assert len(await found(caller, "article")) == 50


@pytest.mark.parametrize("values", [{}, {"query": ""}])
async def test_search_without_words_is_refused(caller: Caller, values: dict[str, str]) -> None:
    assert await caller.error("GET", "knowledgebase/search", **values) == (500, "parameter query is missing")
