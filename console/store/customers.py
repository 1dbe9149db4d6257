"""Customers of the cache, by the address they were asked for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import islice

from console.contract.enums import CustomerRole
from console.store.conversations import Conversations
from console.store.db import Database
from console.store.records import CustomerFound, CustomerGroup, CustomerProfile, FieldValue
from console.store.values import moment, seconds


class Customers:
    """Who the customers are."""

    def __init__(self, database: Database, conversations: Conversations) -> None:
        self._database = database
        self._conversations = conversations

    def put(self, email: str, profile: CustomerProfile) -> None:
        """Store a profile; its conversations are those of the cache already."""
        stored = {
            "id": profile.id,
            "user_id": profile.user_id,
            "email": profile.email,
            "name": profile.name,
            "role": profile.role.value,
            "created": seconds(profile.created),
            "note": profile.note,
            "groups": [[one.id, one.name, one.color, one.bg_color] for one in profile.groups],
            "fields": [[one.code, one.value] for one in profile.fields],
        }
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO customer (email, profile, fetched_at) VALUES (?, ?, ?)",
                [email.strip().lower(), json.dumps(stored), profile.fetched_at.timestamp()],
            )

    def find(self, text: str, limit: int = 50) -> tuple[CustomerFound, ...]:
        """Customers with all words in name or address, the last heard of first. It reads every conversation."""
        words = text.casefold().split()
        if not words:
            return ()
        rows = self._database.fetch(
            "SELECT customer_email, customer_name, count(*), sum(status IN ('N', 'C')), max(changed) "
            "FROM conversation WHERE customer_email <> '' AND instr(folded, ?) GROUP BY customer_key ORDER BY 5 DESC",
            [max(words, key=len)],
        )
        found = (CustomerFound(row[0], row[1], row[2], row[3] or 0) for row in rows)
        return tuple(islice((one for one in found if _has(one, words)), limit))

    def get(self, email: str) -> CustomerProfile | None:
        """A profile with the customer's conversations as the cache has them now."""
        found = self._database.fetch(
            "SELECT profile, fetched_at FROM customer WHERE email = ?", [email.strip().lower()]
        )
        if not found:
            return None
        stored = json.loads(found[0][0])
        return CustomerProfile(
            id=stored["id"],
            user_id=stored["user_id"],
            email=stored["email"],
            name=stored["name"],
            role=CustomerRole(stored["role"]),
            created=moment(stored["created"]),
            note=stored["note"],
            groups=tuple(CustomerGroup(*group) for group in stored["groups"]),
            fields=tuple(FieldValue(code, value) for code, value in stored["fields"]),
            previous=self._conversations.of_customer(email),
            fetched_at=datetime.fromtimestamp(found[0][1], UTC),
        )


def _has(found: CustomerFound, words: list[str]) -> bool:
    text = f"{found.name} {found.email}".casefold()
    return all(word in text for word in words)
