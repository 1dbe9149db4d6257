"""Knowledge base: the articles, and the search for visitors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from sqlalchemy import Row, Select, select

from console.contract.base import WireRow
from console.contract.enums import Access, EntryStatus, EntryType
from console.contract.knowledgebase import LIST_ARTICLES, SEARCH_ARTICLES, ListArticlesParams, SearchArticlesParams
from console.desk.context import Context
from console.desk.errors import refused
from console.desk.handling import handles
from console.desk.tables import article

MOST_HITS = 50

_ROOT = "0"
_EXCERPT = 300
_STRICTNESS = (Access.PUBLIC.value, Access.REGISTERED.value, Access.INTERNAL.value)


@handles(LIST_ARTICLES)
def list_articles(ctx: Context, params: ListArticlesParams) -> list[WireRow]:
    """The articles, drafts and internal ones included; those directly under an entry when one is named."""
    return _entries(ctx, params, select(article).where(article.c.rtype == EntryType.ARTICLE.value))


@handles(LIST_ARTICLES, path="knowledgebase/entries", envelopes=("entries",))
def list_entries(ctx: Context, params: ListArticlesParams) -> list[WireRow]:
    """Entries of every kind, as the later generation of the API lists them."""
    return _entries(ctx, params, select(article))


@handles(SEARCH_ARTICLES, envelopes=("articles", "entries"))
def search_articles(ctx: Context, params: SearchArticlesParams) -> list[WireRow]:
    """At most fifty published articles that any visitor may read and that have all the words, best first."""
    words = params.query.casefold().split()
    doors = _doors(ctx)
    query = select(article).where(
        article.c.rtype == EntryType.ARTICLE.value, article.c.rstatus == EntryStatus.PUBLISHED.value
    )
    if params.kb_id is not None:
        query = query.where(article.c.kb_id == params.kb_id)
    ranked = []
    for row in ctx.connection.execute(query):
        if params.top_article_id is not None and params.top_article_id not in row.tree_path.split("|"):
            continue
        rank = _rank(row, words)
        if rank is not None and _door(row, doors).open_to_visitors:
            ranked.append((rank, row))
    ranked.sort(key=lambda pair: pair[0])
    return [_hit_row(ctx, row, doors) for _, row in ranked[:MOST_HITS]]


@dataclass(frozen=True, slots=True)
class _Door:
    """Who gets to an entry through those above it."""

    access: str
    published: bool

    @property
    def open_to_visitors(self) -> bool:
        return self.access == Access.PUBLIC.value and self.published


def _doors(ctx: Context) -> dict[str, _Door]:
    """The own door of every entry that can have others below it."""
    columns = select(article.c.id, article.c.access, article.c.rstatus).where(
        article.c.rtype != EntryType.ARTICLE.value
    )
    return {
        str(row.id): _Door(row.access, row.rstatus == EntryStatus.PUBLISHED.value)
        for row in ctx.connection.execute(columns)
    }


def _door(row: Row[Any], doors: Mapping[str, _Door]) -> _Door:
    """The strictest of an entry's own door and those on the way from the root."""
    way = [_Door(row.access, row.rstatus == EntryStatus.PUBLISHED.value)]
    way += [doors[step] for step in row.tree_path.split("|") if step in doors]
    strictest = max(way, key=lambda door: _STRICTNESS.index(door.access) if door.access in _STRICTNESS else 99)
    return _Door(strictest.access, all(door.published for door in way))


def _rank(row: Row[Any], words: list[str]) -> tuple[int, int, int, int] | None:
    """What sorts better hits first: words in the title, then in the keywords, then votes. None without a hit."""
    title, keywords = row.title.casefold(), row.keywords.casefold()
    body = row.content_text.casefold()
    if not all(word in title or word in keywords or word in body for word in words):
        return None
    in_title = sum(word in title for word in words)
    in_keywords = sum(word in keywords for word in words)
    return -in_title, -in_keywords, -row.votes, row.id


def _entries(ctx: Context, params: ListArticlesParams, query: Select[Any]) -> list[WireRow]:
    if params.kb_id is not None:
        query = query.where(article.c.kb_id == params.kb_id)
    if params.parent_id is not None:
        parent = int(params.parent_id) if params.parent_id.isdecimal() else -1
        query = query.where(article.c.parent_id == parent)
    query = query.order_by(article.c.tree_path, article.c.position, article.c.id)
    count = params.limitcount if params.limitcount is not None else params.limit
    for name, value in (("limitcount", count), ("limitfrom", params.limitfrom)):
        if value is not None and not 0 <= value < 2**31:
            message = f"parameter {name} is not a number of rows"
            raise refused(message)
    first = params.limitfrom or 0
    if count is not None or first:
        query = query.limit(2**31 if count is None else count).offset(first)
    doors = _doors(ctx)
    return [_entry_row(ctx, row, doors) for row in ctx.connection.execute(query)]


def _entry_row(ctx: Context, row: Row[Any], doors: Mapping[str, _Door]) -> WireRow:
    return {
        "kb_id": row.kb_id,
        "kb_entry_id": str(row.id),
        "parent_entry_id": str(row.parent_id),
        "rtype": row.rtype,
        "rstatus": row.rstatus,
        "access": row.access,
        "access_inherited": _door(row, doors).access,
        "urlcode": row.url_code,
        "treepath": row.tree_path or _ROOT,
        "rorder": str(row.position),
        "title": row.title,
        "metadescription": row.description,
        "keywords": row.keywords,
        "content": row.content,
        "conversationid": "",
        "departmentid": "",
        "views": str(row.views),
        "votes": str(row.votes),
        "datecreated": ctx.wire_time(row.created),
        "datechanged": ctx.wire_time(row.changed),
        "deleted": "N",
        "description": "" if row.rtype == EntryType.ARTICLE.value else row.description,
    }


def _hit_row(ctx: Context, row: Row[Any], doors: Mapping[str, _Door]) -> WireRow:
    slug = re.sub(r"[\W_]+", "-", row.title).strip("-")
    return {
        "kb_entry_id": str(row.id),
        "urlcode": row.url_code,
        "title": row.title,
        "content_text": row.content_text,
        "content_simple_html": f"<p>{escape(row.content_text[:_EXCERPT], quote=False)}</p>",
        "treepath": row.tree_path or _ROOT,
        "rtype": row.rtype,
        "rstatus": row.rstatus,
        "votesCount": str(row.votes),
        "datechanged": ctx.wire_time(row.changed),
        "conversationid": "",
        "url": f"//{ctx.public_host}/{row.url_code}-{slug}",
        "kb_id": row.kb_id,
        "access": row.access,
        "access_inherited": _door(row, doors).access,
        "title_clear": row.title,
    }
