"""What the demo has besides its conversations: companies, files, widgets, names of knowledge bases, suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from console.contract.enums import EntryType
from console.desk.html_text import text_html
from console.desk.seed.material import read_toml
from console.desk.seed.people import DAY, People
from console.desk.tables import article, company, file, knowledgebase, widget

_FILES = "https://files.kestrel.example"
_FIRST_URL_CODE = 300_000


def beyond_tables(everybody: People, now: datetime) -> list[tuple[Table, list[dict[str, Any]]]]:
    """The rows by table; nothing in them is left to chance."""
    data, moment = read_toml("beyond"), int(now.timestamp())
    places = everybody.departments
    return [
        (company, [_dated(row, moment) for row in data["company"]]),
        (knowledgebase, data["knowledgebase"]),
        (file, [_dated(row, moment) | {"url": f"{_FILES}/{row['id'][:6]}/{row['name']}"} for row in data["file"]]),
        (widget, [_widget(row, places, moment) for row in data["widget"]]),
        (article, _suggestions(data["suggestion"], everybody, moment)),
    ]


def _dated(row: Mapping[str, Any], moment: int) -> dict[str, Any]:
    """A row whose age is said in days."""
    return {name: value for name, value in row.items() if name != "days"} | {"created": moment - row["days"] * DAY}


def _widget(row: Mapping[str, Any], places: Mapping[str, str], moment: int) -> dict[str, Any]:
    dated = _dated(row, moment)
    return dated | {"department_id": places[dated.pop("department")]}


def _suggestions(rows: list[dict[str, Any]], everybody: People, moment: int) -> list[dict[str, Any]]:
    """Categories, and the suggestions in them, which are those with a text."""
    paths: dict[int, str] = {0: "0"}
    found = []
    for position, row in enumerate(rows):
        parent, text = row.get("below", 0), row.get("text", "")
        paths[row["id"]] = f"{paths[parent]}|{row['id']}"
        created = moment - row["days"] * DAY
        found.append(
            {
                "id": row["id"],
                "parent_id": parent,
                "rtype": (EntryType.SUGGESTION if text else EntryType.SUGGESTION_CATEGORY).value,
                "url_code": str(_FIRST_URL_CODE + row["id"]),
                "tree_path": paths[parent],
                "position": position,
                "title": row["title"],
                "content": text_html(text),
                "content_text": text,
                "views": row.get("views", 0),
                "votes": row.get("votes", 0),
                "author_id": everybody.by_email[row["author"]].user_id if text else None,
                "created": created,
                "changed": created,
            }
        )
    return found
