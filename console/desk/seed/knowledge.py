"""The knowledge base: nine categories and their articles."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from console.desk.seed import hostile
from console.desk.seed.markup import to_html, to_text
from console.desk.seed.material import read_toml
from console.desk.seed.people import DAY

FIRST_CATEGORY = 100
FIRST_ARTICLE = 400


def article_rows(now: datetime, rng: random.Random) -> list[dict[str, Any]]:
    """Rows of categories and articles; a draft has the letter D, an article for agents only the access I."""
    data = read_toml("knowledge")
    strange = hostile.articles()
    articles = [*data["article"], *strange]
    moment = int(now.timestamp())
    categories = {row["name"]: FIRST_CATEGORY + number for number, row in enumerate(data["category"])}
    rows = [
        _row(entry, position, "C", row["name"], row["text"], 0) | _times(moment, rng)
        for position, (entry, row) in enumerate(zip(categories.values(), data["category"], strict=True))
    ]
    places: dict[str, int] = {}
    for number, row in enumerate(articles):
        category = row["category"]
        places[category] = places.get(category, -1) + 1
        entry = FIRST_ARTICLE + 7 * number
        one = _row(entry, places[category], "A", row["title"], row["text"], categories[category])
        one |= _times(moment, rng) | {"keywords": row.get("keywords", ""), "views": rng.randrange(20, 9000)}
        one |= {"votes": rng.randrange(0, 140), "rstatus": row.get("status", "P"), "access": row.get("access", "P")}
        if row in strange:
            one["votes"] = 0  # nobody likes them, so that they do not come first
        rows.append(one)
    return rows


def _row(entry: int, position: int, rtype: str, title: str, text: str, parent: int) -> dict[str, Any]:
    plain = to_text(text)
    return {
        "id": entry,
        "parent_id": parent,
        "rtype": rtype,
        "rstatus": "P",
        "access": "P",
        "url_code": str(300_000 + entry),
        "tree_path": f"0|{parent}" if parent else "0",
        "position": position,
        "title": title,
        "keywords": "",
        "description": plain[:150],
        "content": to_html(text),
        "content_text": plain,
        "views": 0,
        "votes": 0,
    }


def _times(moment: int, rng: random.Random) -> dict[str, int]:
    created = moment - rng.randrange(200 * DAY, 900 * DAY)
    return {"created": created, "changed": created + rng.randrange(0, 190 * DAY)}
