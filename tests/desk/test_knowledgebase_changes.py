"""The knowledge base: writing, moving and deleting entries."""

from __future__ import annotations

from console.contract.base import NoParams
from console.contract.knowledgebase import (
    LIST_ARTICLES,
    SEARCH_ARTICLES,
    Article,
    ListArticlesParams,
    SearchArticlesParams,
)
from console.contract.knowledgebase_beyond import (
    CHANGE_ARTICLE,
    CHANGE_CATEGORY,
    CREATE_ARTICLE,
    CREATE_CATEGORY,
    DELETE_ENTRY,
    LIST_ENTRIES,
    LIST_KNOWLEDGEBASES,
    ChangeArticleParams,
    ChangeCategoryParams,
    CreateArticleParams,
    CreateCategoryParams,
    EntryParams,
    WrittenArticle,
)
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock

BILLING = str(small.BILLING_CATEGORY)
ADDRESS = str(small.ADDRESS_ARTICLE)


async def write(caller: Caller, **values: str) -> WrittenArticle:
    """Write a new article."""
    return await caller.call(CREATE_ARTICLE, CreateArticleParams.read({"title": "New", **values}))


async def change(caller: Caller, **values: str) -> WrittenArticle:
    """Change the article about addresses."""
    return await caller.call(CHANGE_ARTICLE, ChangeArticleParams.read({"kb_entry_id": ADDRESS, **values}))


async def category(caller: Caller, **values: str) -> Article:
    """Make a category."""
    return await caller.call(CREATE_CATEGORY, CreateCategoryParams.read({"title": "Category", **values}))


async def change_category(caller: Caller, entry: str, **values: str) -> Article:
    """Change a category."""
    return await caller.call(CHANGE_CATEGORY, ChangeCategoryParams.read({"kb_entry_id": entry, **values}))


async def entries(caller: Caller, **values: str) -> dict[str, Article]:
    """The entries that a list gives, by id."""
    rows = await caller.call(LIST_ENTRIES, ListArticlesParams.read(values))
    return {row.kb_entry_id: row for row in rows}


async def found(caller: Caller, query: str) -> list[str]:
    """What a visitor finds."""
    return [row.kb_entry_id for row in await caller.call(SEARCH_ARTICLES, SearchArticlesParams(query=query))]


async def test_knowledge_bases_with_their_names(caller: Caller) -> None:
    rows = await caller.call(LIST_KNOWLEDGEBASES, NoParams())
    assert [(row.kb_id, row.name) for row in rows] == [("kb_defa", "Help center"), ("kb_staff", "For staff")]


async def test_an_article_is_as_one_would_expect_when_little_is_said(caller: Caller) -> None:
    made = await write(caller, content="<h2>Größe</h2><p>All of <b>it</b> &amp; more</p>")
    assert (made.kb_id, made.parent_entry_id, made.treepath, made.rtype.value) == ("kb_defa", "0", "0", "A")
    assert (made.rstatus.value, made.access.value, made.access_inherited, made.deleted) == ("P", "P", "P", "N")
    assert (made.content_text, made.content_simple_html) == (
        "Größe All of it & more",
        "<p>Größe All of it &amp; more</p>",
    )
    assert made.urlcode == str(300_000 + int(made.kb_entry_id))
    assert (made.datecreated.raw, made.datechanged.raw) == ("2026-03-02 09:30:00", "2026-03-02 09:30:00")
    assert await found(caller, "GRÖßE it") == [made.kb_entry_id]
    assert (await entries(caller))[made.kb_entry_id].content == made.content


async def test_everything_can_be_said(caller: Caller) -> None:
    made = await write(
        caller,
        title="Fraud",
        content="",
        kb_id="kb_defa",
        parent_entry_id=BILLING,
        rstatus="D",
        access="I",
        rorder="7",
        keywords="a, b",
        full_preview="Y",
    )
    assert (made.parent_entry_id, made.treepath, made.rorder) == (BILLING, f"0|{BILLING}", "7")
    assert (made.rstatus.value, made.access.value, made.keywords, made.content) == ("D", "I", "a, b", "")
    assert await found(caller, "fraud") == []
    assert int((await write(caller, parent_entry_id=BILLING)).rorder) == 16  # behind all of the small desk's


async def test_a_change_leaves_what_it_does_not_name(caller: Caller, clock: Clock) -> None:
    before = (await entries(caller))[ADDRESS]
    clock.forward(seconds=7)
    after = await change(caller, keywords="only this", title="")
    assert (after.keywords, after.datechanged.raw) == ("only this", "2026-03-02 09:30:07")
    left = before.model_dump(exclude={"keywords", "datechanged"})
    assert after.model_dump(include=set(left)) == left
    changed = await change(caller, title="Elsewhere", content="<p>Write <i>to</i> us</p>", rstatus="D")
    assert (changed.title, changed.content_text, changed.rstatus.value) == ("Elsewhere", "Write to us", "D")
    assert ADDRESS not in await found(caller, "us")


async def test_an_article_moves(caller: Caller) -> None:
    made = await category(caller, parent_entry_id=BILLING, access="R")
    moved = await change(caller, parent_entry_id=made.kb_entry_id)
    assert moved.treepath == f"0|{BILLING}|{made.kb_entry_id}"
    assert (moved.access.value, moved.access_inherited) == ("P", "R")
    assert ADDRESS not in await found(caller, "address")
    assert list(await entries(caller, parent_id=made.kb_entry_id)) == [ADDRESS]
    top = await change(caller, parent_entry_id="0")
    assert (top.treepath, top.parent_entry_id) == ("0", "0")


async def test_what_is_in_a_category_moves_along(caller: Caller) -> None:
    staff = await category(caller, kb_id="kb_staff", title="Staff")
    inner = await category(caller, parent_entry_id=BILLING, title="Inner")
    await change(caller, parent_entry_id=inner.kb_entry_id)
    moved = await change_category(caller, BILLING, parent_entry_id=staff.kb_entry_id)
    assert (moved.kb_id, moved.treepath) == ("kb_staff", f"0|{staff.kb_entry_id}")
    rows = await entries(caller)
    path = f"0|{staff.kb_entry_id}|{BILLING}"
    assert rows[inner.kb_entry_id].treepath == path
    assert (rows[ADDRESS].treepath, rows[ADDRESS].kb_id) == (f"{path}|{inner.kb_entry_id}", "kb_staff")
    assert rows[str(small.INVOICE_ARTICLE)].treepath == path
    assert rows[str(small.WISHES)].kb_id == "kb_defa"


async def test_a_category_is_described_and_closed_to_visitors(caller: Caller) -> None:
    made = await category(caller, description="What it is for")
    assert (made.rtype.value, made.description, made.content) == ("C", "What it is for", "")
    changed = await change_category(caller, BILLING, title="Money", description="Bills", access="I")
    assert (changed.title, changed.description, changed.access.value) == ("Money", "Bills", "I")
    assert await found(caller, "address") == []


async def test_a_deleted_entry_is_gone_with_all_below_it(caller: Caller) -> None:
    inner = await category(caller, parent_entry_id=BILLING)
    await change(caller, parent_entry_id=inner.kb_entry_id)
    assert (await caller.call(DELETE_ENTRY, EntryParams(kb_entry_id=BILLING))).status == "OK"
    assert set(await entries(caller)) == {str(small.SHOP_SUGGESTIONS), str(small.WISHES)}
    assert await caller.call(LIST_ARTICLES, ListArticlesParams()) == []
    assert await found(caller, "address") == []
    for entry in (BILLING, inner.kb_entry_id, ADDRESS):
        assert await caller.error("DELETE", f"knowledgebase/entries/{entry}") == (404, f"entry {entry} not found")
    assert (await caller.error("PUT", f"knowledgebase/articles/{ADDRESS}", title="t"))[0] == 404
    assert int((await write(caller)).kb_entry_id) > small.INTERNAL_ARTICLE  # numbers are never given again


async def test_one_article_alone_is_deleted(caller: Caller) -> None:
    assert (await caller.raw("DELETE", f"knowledgebase/entries/{ADDRESS}")).status_code == 200
    assert await found(caller, "address") == [str(small.INVOICE_ARTICLE)]


async def test_entries_that_are_refused(caller: Caller) -> None:
    articles, categories = "knowledgebase/articles", "knowledgebase/categories"
    one_of = "parameter {} must be one of {}"
    refusals = [
        ("POST", articles, {}, (500, "parameter title is missing")),
        ("POST", categories, {"title": ""}, (500, "parameter title is missing")),
        ("POST", articles, {"title": "t", "rstatus": "X"}, (500, one_of.format("rstatus", "P, D"))),
        ("POST", articles, {"title": "t", "access": "X"}, (500, one_of.format("access", "P, R, I"))),
        (
            "POST",
            articles,
            {"title": "t", "rorder": "-1"},
            (500, "parameter rorder is not a number from 0 to 2147483647"),
        ),
        ("POST", articles, {"title": "t", "rorder": "x"}, (500, "parameter rorder has a value that is not allowed")),
        ("POST", articles, {"title": "t", "kb_id": "kb_x"}, (500, "knowledgebase kb_x does not exist")),
        ("POST", articles, {"title": "t", "parent_entry_id": "99"}, (500, "category 99 does not exist")),
        ("POST", articles, {"title": "t", "parent_entry_id": ADDRESS}, (500, f"category {ADDRESS} does not exist")),
        (
            "POST",
            articles,
            {"title": "t", "parent_entry_id": BILLING, "kb_id": "kb_staff"},
            (500, f"category {BILLING} does not exist in knowledgebase kb_staff"),
        ),
        ("PUT", f"{articles}/{BILLING}", {"title": "t"}, (404, f"article {BILLING} not found")),
        ("PUT", f"{articles}/{'9' * 30}", {"title": "t"}, (404, f"article {'9' * 30} not found")),
        ("PUT", f"{categories}/{ADDRESS}", {"title": "t"}, (404, f"category {ADDRESS} not found")),
        ("PUT", f"{categories}/x", {"title": "t"}, (404, "category x not found")),
        (
            "PUT",
            f"{categories}/{BILLING}",
            {"parent_entry_id": BILLING},
            (500, f"entry {BILLING} cannot stand below itself"),
        ),
        ("DELETE", "knowledgebase/entries/99", {}, (404, "entry 99 not found")),
    ]
    for method, path, values, expected in refusals:
        assert await caller.error(method, path, **values) == expected
    inner = await category(caller, parent_entry_id=BILLING)
    answer = await caller.error("PUT", f"{categories}/{BILLING}", parent_entry_id=inner.kb_entry_id)
    assert answer == (500, f"entry {BILLING} cannot stand below itself")
