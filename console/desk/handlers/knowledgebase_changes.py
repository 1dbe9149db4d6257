"""Knowledge base: writing, changing and deleting articles and categories."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from console.contract.base import WireRow
from console.contract.enums import Access, EntryStatus, EntryType
from console.contract.knowledgebase_beyond import (
    CHANGE_ARTICLE,
    CHANGE_CATEGORY,
    CREATE_ARTICLE,
    CREATE_CATEGORY,
    DELETE_ENTRY,
    ChangeArticleParams,
    ChangeCategoryParams,
    CreateArticleParams,
    CreateCategoryParams,
    EntryParams,
    EntrySettings,
)
from console.desk.context import Context
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.html_text import html_text
from console.desk.knowledge import tree
from console.desk.knowledge.doors import read_doors
from console.desk.knowledge.rows import entry_row, written_row
from console.desk.values import letter_of, whole_number


@handles(CREATE_ARTICLE)
def create_article(ctx: Context, params: CreateArticleParams) -> WireRow:
    """A new article."""
    values = _settings(params) | _texts(params.title, params.content or "")
    row = tree.add_entry(ctx, _new_place(ctx, params), EntryType.ARTICLE, values)
    return written_row(ctx, row, read_doors(ctx.connection))


@handles(CHANGE_ARTICLE)
def change_article(ctx: Context, params: ChangeArticleParams) -> WireRow:
    """Another text, place or reader of an article."""
    found = tree.find_entry(ctx.connection, params.kb_entry_id, (EntryType.ARTICLE,), "article")
    values = _settings(params) | _texts(params.title, params.content)
    row = tree.change_entry(ctx, found, _place_of(ctx, found, params), values)
    return written_row(ctx, row, read_doors(ctx.connection))


@handles(CREATE_CATEGORY)
def create_category(ctx: Context, params: CreateCategoryParams) -> WireRow:
    """A new category."""
    values = _settings(params) | _about(params.title, params.description)
    row = tree.add_entry(ctx, _new_place(ctx, params), EntryType.CATEGORY, values)
    return entry_row(ctx, row, read_doors(ctx.connection))


@handles(CHANGE_CATEGORY)
def change_category(ctx: Context, params: ChangeCategoryParams) -> WireRow:
    """Another title, place or reader of a category; what is in it moves along."""
    found = tree.find_entry(ctx.connection, params.kb_entry_id, (EntryType.CATEGORY,), "category")
    values = _settings(params) | _about(params.title, params.description)
    row = tree.change_entry(ctx, found, _place_of(ctx, found, params), values)
    return entry_row(ctx, row, read_doors(ctx.connection))


@handles(DELETE_ENTRY)
def delete_entry(ctx: Context, params: EntryParams) -> WireRow:
    """Take an entry of any kind out of the knowledge base, and all that is below it."""
    tree.delete_entry(ctx.connection, tree.find_entry(ctx.connection, params.kb_entry_id, tuple(EntryType), "entry"))
    return ACKNOWLEDGED


def _settings(params: EntrySettings) -> dict[str, object]:
    values: dict[str, object] = {}
    if params.rstatus is not None:
        values["rstatus"] = letter_of("rstatus", params.rstatus, tuple(EntryStatus))
    if params.access is not None:
        values["access"] = letter_of("access", params.access, tuple(Access))
    if params.rorder is not None:
        values["position"] = whole_number("rorder", params.rorder)
    if params.keywords is not None:
        values["keywords"] = params.keywords
    return values


def _texts(title: str | None, content: str | None) -> dict[str, object]:
    values: dict[str, object] = {} if title is None else {"title": title}
    return values if content is None else values | {"content": content, "content_text": html_text(content)}


def _about(title: str | None, description: str | None) -> dict[str, object]:
    values: dict[str, object] = {} if title is None else {"title": title}
    return values if description is None else values | {"description": description}


def _new_place(ctx: Context, params: EntrySettings) -> tree.Place:
    return tree.place_below(ctx.connection, params.parent_entry_id, params.kb_id, tree.DEFAULT_KNOWLEDGEBASE)


def _place_of(ctx: Context, row: Row[Any], params: EntrySettings) -> tree.Place:
    """Where an entry shall stand: where it does as far as a call does not say anything else."""
    if params.parent_entry_id is None and params.kb_id in (None, row.kb_id):
        return tree.Place(row.kb_id, row.parent_id, row.tree_path)
    parent = str(row.parent_id) if params.parent_entry_id is None else params.parent_entry_id
    return tree.place_below(ctx.connection, parent, params.kb_id, row.kb_id)
