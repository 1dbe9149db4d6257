"""Suggestions: their categories, and making one."""

from __future__ import annotations

from sqlalchemy import select, update

from console.contract.base import NoParams
from console.contract.customers import READ_CUSTOMER, CustomerParams
from console.contract.knowledgebase import ListArticlesParams
from console.contract.knowledgebase_beyond import LIST_ENTRIES
from console.contract.suggestions import (
    CREATE_SUGGESTION,
    LIST_SUGGESTION_CATEGORIES,
    CreatedSuggestion,
    CreateSuggestionParams,
)
from console.desk.db import Database
from console.desk.tables import article
from tests.desk import small_desk as small
from tests.desk.caller import Caller

NEW = {"useridentifier": small.IDA_EMAIL, "category": str(small.WISHES), "subject": "Dark theme!", "message": "Please."}


async def create(caller: Caller, **values: str) -> CreatedSuggestion:
    """Make a suggestion; what is not named is as usual."""
    return await caller.call(CREATE_SUGGESTION, CreateSuggestionParams.read(NEW | values))


def authors(database: Database) -> list[str | None]:
    """Who made the suggestions, the oldest first."""
    with database.read() as connection:
        query = select(article.c.author_id).where(article.c.rtype == "S").order_by(article.c.id)
        return list(connection.scalars(query))


async def test_categories_with_their_way_from_the_top(caller: Caller) -> None:
    rows = await caller.call(LIST_SUGGESTION_CATEGORIES, NoParams())
    assert [row.model_dump() for row in rows] == [
        {"id": str(small.SHOP_SUGGESTIONS), "title": "Shop", "path": "Shop"},
        {"id": str(small.WISHES), "title": "Wishes", "path": "Shop / Wishes"},
    ]


async def test_a_suggestion_has_a_page_and_stands_in_its_category(caller: Caller) -> None:
    made = await create(caller, message="One.\n\nTwo & <b>three</b>\nfour")
    assert (made.status, made.statuscode) == ("OK", 0)
    assert made.url == f"https://desk.example/{300_000 + int(made.id)}-Dark-theme"
    (entry,) = await caller.call(LIST_ENTRIES, ListArticlesParams(parent_id=str(small.WISHES)))
    assert (entry.kb_entry_id, entry.rtype.value, entry.title) == (made.id, "S", "Dark theme!")
    assert entry.content == "<p>One.</p><p>Two &amp; &lt;b&gt;three&lt;/b&gt;<br>four</p>"
    assert entry.treepath == f"0|{small.SHOP_SUGGESTIONS}|{small.WISHES}"
    assert (await create(caller)).id != made.id


async def test_a_category_by_its_url_code(caller: Caller) -> None:
    await create(caller, category=f"30{small.WISHES}")
    below = await caller.call(LIST_ENTRIES, ListArticlesParams(parent_id=str(small.WISHES)))
    assert len(below) == 1


async def test_who_suggests(caller: Caller, database: Database) -> None:
    for identifier in (small.IDA_EMAIL.upper(), small.IDA, small.MIRA_EMAIL, "New@Post.example"):
        await create(caller, useridentifier=identifier)
    visitor = await caller.call(READ_CUSTOMER, CustomerParams(customeridentifier="new@post.example"))
    assert visitor.role.value == "V"
    assert authors(database) == ["usida000", "usida000", small.MIRA, visitor.userid]


async def test_suggestions_that_are_refused(caller: Caller, database: Database) -> None:
    for name in NEW:
        values = {key: value for key, value in NEW.items() if key != name}
        assert await caller.error("POST", "suggestions", **values) == (500, f"parameter {name} is missing")
    not_found = "suggestion category {} not found"
    refusals = [
        ({"category": "99"}, (404, not_found.format("99"))),
        ({"category": "9" * 40}, (404, not_found.format("9" * 40))),
        ({"category": "Wishes"}, (404, not_found.format("Wishes"))),
        ({"category": str(small.BILLING_CATEGORY)}, (404, not_found.format(small.BILLING_CATEGORY))),
        ({"useridentifier": "nobody00"}, (404, "user nobody00 not found")),
        ({"useridentifier": "no body@post.example"}, (500, "parameter useridentifier is not an e-mail address")),
    ]
    for values, expected in refusals:
        assert await caller.error("POST", "suggestions", **NEW | values) == expected
    assert authors(database) == []


async def test_a_deleted_category_is_none(caller: Caller, database: Database) -> None:
    with database.write() as connection:
        connection.execute(update(article).where(article.c.id == small.WISHES).values(deleted="Y"))
    assert (await caller.error("POST", "suggestions", **NEW))[0] == 404
    assert [row.title for row in await caller.call(LIST_SUGGESTION_CATEGORIES, NoParams())] == ["Shop"]


async def test_list_in_xml_is_cut_of_its_last_letter(caller: Caller) -> None:
    answer = await caller.raw("GET", "suggestioncategories.xml")
    assert b"<suggestioncategories><suggestioncategorie><id>30</id>" in answer.content
