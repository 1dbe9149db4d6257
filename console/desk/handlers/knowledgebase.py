"""Knowledge base: its lists, and the search for visitors."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, select

from console.contract.base import NoParams, WireRow
from console.contract.enums import EntryStatus, EntryType
from console.contract.knowledgebase import LIST_ARTICLES, SEARCH_ARTICLES, ListArticlesParams, SearchArticlesParams
from console.contract.knowledgebase_beyond import LIST_ENTRIES, LIST_KNOWLEDGEBASES
from console.desk.context import Context
from console.desk.handling import handles
from console.desk.knowledge.doors import door_of, read_doors
from console.desk.knowledge.rows import KEPT, entry_row, hit_row
from console.desk.knowledge.tree import entry_number, knowledgebase_names
from console.desk.tables import article
from console.desk.values import MOST_ROWS, row_count

MOST_HITS = 50


@handles(LIST_KNOWLEDGEBASES)
def list_knowledgebases(ctx: Context, _params: NoParams) -> list[WireRow]:
    """The knowledge bases, the default one first."""
    return [{"kb_id": kb_id, "name": name} for kb_id, name in knowledgebase_names(ctx.connection).items()]


@handles(LIST_ARTICLES)
def list_articles(ctx: Context, params: ListArticlesParams) -> list[WireRow]:
    """The articles, drafts and internal ones included; those directly under an entry when one is named."""
    return _entries(ctx, params, select(article).where(article.c.rtype == EntryType.ARTICLE.value))


@handles(LIST_ENTRIES)
def list_entries(ctx: Context, params: ListArticlesParams) -> list[WireRow]:
    """Entries of every kind."""
    return _entries(ctx, params, select(article))


@handles(SEARCH_ARTICLES, envelopes=("articles", "entries"))
def search_articles(ctx: Context, params: SearchArticlesParams) -> list[WireRow]:
    """At most fifty published articles that any visitor may read and that have all the words, best first."""
    words = params.query.casefold().split()
    doors = read_doors(ctx.connection)
    query = select(article).where(
        article.c.rtype == EntryType.ARTICLE.value, article.c.rstatus == EntryStatus.PUBLISHED.value, KEPT
    )
    if params.kb_id is not None:
        query = query.where(article.c.kb_id == params.kb_id)
    ranked = []
    for row in ctx.connection.execute(query):
        if params.top_article_id is not None and params.top_article_id not in row.tree_path.split("|"):
            continue
        rank = _rank(row, words)
        if rank is not None and door_of(row, doors).open_to_visitors:
            ranked.append((rank, row))
    ranked.sort(key=lambda pair: pair[0])
    return [hit_row(ctx, row, doors) for _, row in ranked[:MOST_HITS]]


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
    query = query.where(KEPT)
    if params.kb_id is not None:
        query = query.where(article.c.kb_id == params.kb_id)
    if params.parent_id is not None:
        query = query.where(article.c.parent_id == entry_number(params.parent_id))
    query = query.order_by(article.c.tree_path, article.c.position, article.c.id)
    limits = {"limitcount": params.limitcount, "limit": params.limit, "limitfrom": params.limitfrom}
    given = {name: row_count(name, value) for name, value in limits.items() if value is not None}
    if given:
        count = given.get("limitcount", given.get("limit", MOST_ROWS))
        query = query.limit(count).offset(given.get("limitfrom", 0))
    doors = read_doors(ctx.connection)
    return [entry_row(ctx, row, doors) for row in ctx.connection.execute(query)]
