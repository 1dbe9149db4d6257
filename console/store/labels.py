"""Tags, customers groups and custom fields of the cache: which the desk has, and how often a tag is used."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from console.store.db import Database
from console.store.presence import PresenceCache
from console.store.values import count_change


@dataclass(frozen=True, slots=True)
class DeskLabel:
    """A tag or a customers group, with its colours as hex digits without #; empty when not known."""

    id: str
    name: str
    color: str = ""
    bg_color: str = ""
    count: int | None = None
    """Conversations that have the tag, as far as they are known here; None when nobody counted."""


class Labels:
    """What conversations and customers can be marked with, as last seen."""

    def __init__(self, database: Database, facts: PresenceCache) -> None:
        self._database = database
        self._facts = facts

    def put(self, kind: str, labels: Iterable[DeskLabel], at: datetime) -> None:
        """Store the desk's list of a kind: "tags" or "groups"."""
        rows = [[one.id, one.name, one.color, one.bg_color, one.count] for one in labels]
        self._facts.put_fact(f"labels {kind}", json.dumps(rows), at)

    def get(self, kind: str) -> tuple[tuple[DeskLabel, ...], datetime | None]:
        """The list of a kind and when the server said it; None when it never did."""
        fact = self._facts.fact(f"labels {kind}")
        return (tuple(DeskLabel(*row) for row in json.loads(fact[0])), fact[1]) if fact else ((), None)

    def tag_counts(self) -> dict[str, int]:
        """How many conversations have each tag. It reads all of them: not between two keys."""
        rows = self._database.fetch(
            "SELECT value, count(*) FROM shown, json_each(tags) WHERE tags <> '[]' GROUP BY value"
        )
        return dict(rows)

    def put_tags(self, conversation_id: str, names: Sequence[str]) -> None:
        """Note the tags of a conversation, and nothing else of it."""
        text = json.dumps(list(names))
        with self._database.write() as connection:
            values = [text, conversation_id, text]
            if connection.execute("UPDATE conversation SET tags = ? WHERE id = ? AND tags <> ?", values).rowcount:
                count_change(connection, "looks")

    def learn_fields(self, owner: str, codes: Sequence[str]) -> None:
        """Remember codes of custom fields that were seen; `owner` is "conversation" or "customer"."""
        known = self.known_fields(owner)
        fresh = [code for code in dict.fromkeys(codes) if code not in known]
        if fresh:
            self._facts.put_fact(f"fields {owner}", json.dumps([*known, *fresh]), datetime.fromtimestamp(0, UTC))

    def known_fields(self, owner: str) -> tuple[str, ...]:
        """The codes of custom fields that were ever seen."""
        fact = self._facts.fact(f"fields {owner}")
        return tuple(json.loads(fact[0])) if fact else ()
