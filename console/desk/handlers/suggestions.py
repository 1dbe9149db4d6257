"""Suggestions: their categories, and a new one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from console.contract.base import NoParams, WireRow
from console.contract.enums import EntryType
from console.contract.suggestions import CREATE_SUGGESTION, LIST_SUGGESTION_CATEGORIES, CreateSuggestionParams
from console.desk.contacts import meet
from console.desk.context import Context
from console.desk.errors import not_found
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.html_text import one_line, text_html
from console.desk.knowledge.rows import KEPT, page_address
from console.desk.knowledge.tree import add_entry, entry_number, place_in
from console.desk.tables import article

_CATEGORIES = select(article).where(article.c.rtype == EntryType.SUGGESTION_CATEGORY.value, KEPT)


@handles(LIST_SUGGESTION_CATEGORIES)
def list_suggestion_categories(ctx: Context, _params: NoParams) -> list[WireRow]:
    """All categories, each behind the one it belongs to."""
    rows = ctx.connection.execute(_CATEGORIES).all()
    titles = {str(row.id): row.title for row in ctx.connection.execute(select(article.c.id, article.c.title)).all()}
    paths = {row.id: [titles[step] for step in row.tree_path.split("|") if step in titles] for row in rows}
    ordered = sorted(rows, key=lambda row: ([*paths[row.id], row.title], row.position, row.id))
    return [{"id": str(row.id), "title": row.title, "path": " / ".join([*paths[row.id], row.title])} for row in ordered]


@handles(CREATE_SUGGESTION)
def create_suggestion(ctx: Context, params: CreateSuggestionParams) -> WireRow:
    """A suggestion of somebody, who becomes a visitor when nobody knows the address yet."""
    category = _find_category(ctx, params.category)
    values = {
        "title": params.subject,
        "content": text_html(params.message),
        "content_text": one_line(params.message),
        "author_id": _author_id(ctx, params.useridentifier),
    }
    row = add_entry(ctx, place_in(category), EntryType.SUGGESTION, values)
    return ACKNOWLEDGED | {"id": str(row.id), "url": f"https:{page_address(ctx, row)}"}


def _find_category(ctx: Context, identifier: str) -> Row[Any]:
    """The category of an id or else of a url code."""
    by_id = _CATEGORIES.where(article.c.id == entry_number(identifier))
    by_code = _CATEGORIES.where(article.c.url_code == identifier)
    found = ctx.connection.execute(by_id).first() or ctx.connection.execute(by_code).first()
    if found is None:
        kind = "suggestion category"
        raise not_found(kind, identifier)
    return found


def _author_id(ctx: Context, identifier: str) -> str:
    known = ctx.know_actor(identifier)
    if known is not None:
        return known.user_id
    if "@" not in identifier:
        kind = "user"
        raise not_found(kind, identifier)
    author_id: str = meet(ctx, "useridentifier", identifier).user_id
    return author_id
