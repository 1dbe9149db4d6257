"""Entries of the knowledge base as they go out: in lists, in full, and as hits of a search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from sqlalchemy import Row

from console.contract.base import WireRow
from console.contract.enums import EntryType
from console.desk.context import Context
from console.desk.knowledge.doors import Door, door_of
from console.desk.tables import article

KEPT = article.c.deleted != "Y"
"""Entries that nobody has deleted."""

_EXCERPT = 300
_ROOT = "0"


def entry_row(ctx: Context, row: Row[Any], doors: Mapping[str, Door]) -> WireRow:
    """An entry of any kind."""
    return {
        "kb_id": row.kb_id,
        "kb_entry_id": str(row.id),
        "parent_entry_id": str(row.parent_id),
        "rtype": row.rtype,
        "rstatus": row.rstatus,
        "access": row.access,
        "access_inherited": door_of(row, doors).access,
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
        "deleted": row.deleted,
        "description": "" if row.rtype == EntryType.ARTICLE.value else row.description,
    }


def written_row(ctx: Context, row: Row[Any], doors: Mapping[str, Door]) -> WireRow:
    """An article as whoever wrote it gets it back."""
    texts: WireRow = {"content_text": row.content_text, "content_simple_html": _excerpt(row)}
    return entry_row(ctx, row, doors) | texts


def hit_row(ctx: Context, row: Row[Any], doors: Mapping[str, Door]) -> WireRow:
    """A result of a search."""
    return {
        "kb_entry_id": str(row.id),
        "urlcode": row.url_code,
        "title": row.title,
        "content_text": row.content_text,
        "content_simple_html": _excerpt(row),
        "treepath": row.tree_path or _ROOT,
        "rtype": row.rtype,
        "rstatus": row.rstatus,
        "votesCount": str(row.votes),
        "datechanged": ctx.wire_time(row.changed),
        "conversationid": "",
        "url": page_address(ctx, row),
        "kb_id": row.kb_id,
        "access": row.access,
        "access_inherited": door_of(row, doors).access,
        "title_clear": row.title,
    }


def page_address(ctx: Context, row: Row[Any]) -> str:
    """The address of an entry's page, without a scheme."""
    slug = re.sub(r"[\W_]+", "-", row.title).strip("-")
    return f"//{ctx.public_host}/{row.url_code}-{slug}"


def _excerpt(row: Row[Any]) -> str:
    return f"<p>{escape(row.content_text[:_EXCERPT], quote=False)}</p>"
