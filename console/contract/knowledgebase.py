"""Knowledgebase: all articles, and search (section 7)."""

from __future__ import annotations

from typing import ClassVar

from console.contract.base import Moment, Params, Record, Text, WireMoment
from console.contract.endpoint import ListEndpoint
from console.contract.enums import Access, EntryStatus, EntryType


class ListArticlesParams(Params):
    """Which articles; everything when nothing is set."""

    parent_id: str | None = None
    limit: int | None = None
    kb_id: str | None = None
    """Which of several knowledge bases [chosen]."""
    limitcount: int | None = None
    """Rows to answer, as in other lists [chosen]."""
    limitfrom: int | None = None
    """Rows to leave out in front [chosen]."""


class Article(Record):
    """An article with its HTML."""

    kb_id: Text = ""
    kb_entry_id: Text = ""
    parent_entry_id: Text = ""
    rtype: EntryType = EntryType.ARTICLE
    rstatus: EntryStatus = EntryStatus.PUBLISHED
    access: Access = Access.PUBLIC
    access_inherited: Text = ""
    urlcode: Text = ""
    treepath: Text = ""
    rorder: Text = ""
    title: Text = ""
    metadescription: Text = ""
    keywords: Text = ""
    content: Text = ""
    conversationid: Text = ""
    departmentid: Text = ""
    views: Text = ""
    votes: Text = ""
    datecreated: WireMoment = Moment()
    datechanged: WireMoment = Moment()
    deleted: Text = "N"
    description: Text = ""


class SearchArticlesParams(Params):
    """Words to search for, and the entry below which to search."""

    query: str
    top_article_id: str | None = None
    kb_id: str | None = None


class ArticleHit(Record):
    """A search result, best first."""

    newer_fields: ClassVar[frozenset[str]] = frozenset({"kb_id", "access", "access_inherited", "title_clear"})

    kb_entry_id: Text = ""
    urlcode: Text = ""
    title: Text = ""
    content_text: Text = ""
    content_simple_html: Text = ""
    treepath: Text = ""
    rtype: EntryType = EntryType.ARTICLE
    rstatus: EntryStatus = EntryStatus.PUBLISHED
    votesCount: Text = ""  # noqa: N815 - the wire name
    datechanged: WireMoment = Moment()
    conversationid: Text = ""
    url: Text = ""
    """Address without a scheme, such as `//desk.example/304412-Title`."""
    kb_id: Text = ""
    access: Text = ""
    access_inherited: Text = ""
    title_clear: Text = ""


LIST_ARTICLES = ListEndpoint(
    "7.1",
    "list_articles",
    "Retrieve a list of all knowledgebase articles",
    "GET",
    "knowledgebase/articles",
    ListArticlesParams,
    record=Article,
    envelope="articles",
    other_envelopes=("entries",),
)
SEARCH_ARTICLES = ListEndpoint(
    "7.2",
    "search_articles",
    "Knowledgebase search",
    "GET",
    "knowledgebase/search",
    SearchArticlesParams,
    record=ArticleHit,
    envelope="articles",
    other_envelopes=("entries",),
)
