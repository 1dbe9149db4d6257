"""The knowledge base of the load set."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from console.desk.seed.load.people import People
from console.desk.seed.load.voices import Voice
from console.desk.seed.people import DAY

_FIRST_CATEGORY = 100
_FIRST_ARTICLE = 1000
_DESCRIPTION = 150


def article_rows(
    count: int, people: People, voices: Mapping[str, Voice], now: int, rng: random.Random
) -> list[dict[str, Any]]:
    """A category for each department, and so many articles, in all languages."""
    rows = [
        _row(_FIRST_CATEGORY + number, 0, "C", number, place.name, [f"Articles of {place.name}."])
        for number, place in enumerate(people.places)
    ]
    languages = rng.choices(list(voices), weights=[voice.share for voice in voices.values()], k=count)
    for number, language in enumerate(languages):
        place = rng.randrange(len(people.places))
        topic = voices[language].topic(people.places[place].topic)
        title = rng.choice(topic.subjects).replace("{ORDER}", str(number))
        paragraphs = [voices[language].joiner.join(rng.choices(topic.answers, k=4)) for _ in range(rng.randrange(2, 7))]
        one = _row(_FIRST_ARTICLE + number, _FIRST_CATEGORY + place, "A", number, title, paragraphs)
        rows.append(one | {"views": rng.randrange(20, 9000), "votes": rng.randrange(140)})
    for row in rows:
        created = now - rng.randrange(200 * DAY, 900 * DAY)
        row |= {"created": created, "changed": created + rng.randrange(190 * DAY)}
    return rows


def _row(entry: int, parent: int, rtype: str, position: int, title: str, paragraphs: list[str]) -> dict[str, Any]:
    text = " ".join(paragraphs)
    return {
        "id": entry,
        "parent_id": parent,
        "rtype": rtype,
        "url_code": str(300_000 + entry),
        "tree_path": f"0|{parent}" if parent else "0",
        "position": position,
        "title": title,
        "description": text[:_DESCRIPTION],
        "content": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        "content_text": text,
        "views": 0,
        "votes": 0,
    }
