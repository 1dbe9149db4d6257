"""Marks: what this agent has seen of each conversation, and what is unread by it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from console.contract.enums import ConversationStatus
from console.store.db import Database
from console.store.queue_records import Unread
from console.store.records import PersonKind, Thread
from console.store.values import count_change


class Marks:
    """What was seen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark_seen(self, conversation_id: str) -> bool:
        """Note that the cached thread of a conversation was seen; whether that changed anything.

        Without a cached thread nothing was shown, so nothing was seen.
        """
        fresh = self._database.fetch(
            "SELECT 1 FROM thread t LEFT JOIN mark m USING (conversation_id) "
            "LEFT JOIN conversation c ON c.id = t.conversation_id WHERE t.conversation_id = ? AND "
            "(m.changed_raw IS NOT t.changed_raw OR m.message_ids <> t.message_ids OR "
            "(c.unread <> ? AND c.changed_raw = t.changed_raw))",
            [conversation_id, Unread.NOTHING.value],
        )
        if not fresh:
            return False
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO mark SELECT conversation_id, changed_raw, message_ids FROM thread "
                "WHERE conversation_id = ?",
                [conversation_id],
            )
            connection.execute(
                "UPDATE conversation SET unread = ? WHERE id = ? AND changed_raw = "
                "(SELECT changed_raw FROM mark WHERE conversation_id = ?)",
                [Unread.NOTHING.value, conversation_id, conversation_id],
            )
            count_change(connection, "looks")
        return True

    def mark_read(self, changed: Mapping[str, str]) -> None:
        """Note that conversations are read as they were: `datechanged` by their ids, be their threads cached or not."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO mark SELECT key, value, coalesce("
                "(SELECT message_ids FROM thread WHERE conversation_id = key), "
                "(SELECT message_ids FROM mark WHERE conversation_id = key), '') FROM json_each(?)",
                [json.dumps(dict(changed))],
            )
            connection.execute(
                "UPDATE conversation SET unread = ? WHERE id IN (SELECT key FROM json_each(?)) AND changed_raw = "
                "(SELECT changed_raw FROM mark WHERE conversation_id = id)",
                [Unread.NOTHING.value, json.dumps(dict(changed))],
            )
            count_change(connection, "looks")

    def none_seen(self) -> bool:
        """Whether nothing is marked as seen, as in a cache that was begun anew."""
        return not self._database.fetch("SELECT 1 FROM mark LIMIT 1")

    def seen(self, conversation_id: str) -> tuple[str, frozenset[str]] | None:
        """`datechanged` and message ids as they were seen last; None when never."""
        rows = self._database.fetch(
            "SELECT changed_raw, message_ids FROM mark WHERE conversation_id = ?", [conversation_id]
        )
        return (rows[0][0], frozenset(rows[0][1].split())) if rows else None


def unread_of_row(status: ConversationStatus, changed_raw: str, seen_changed: str | None) -> Unread:
    """What is unread as far as the list tells, which does not say who wrote."""
    if changed_raw == seen_changed:
        return Unread.NOTHING
    if status.waiting:
        return Unread.CUSTOMER
    return Unread.NOTHING if seen_changed is None else Unread.CHANGE


def unread_of_thread(thread: Thread, seen: tuple[str, frozenset[str]] | None, me: str | None) -> Unread:
    """What is unread, by who wrote what since; `me` is the agent's userid."""
    if seen is None:
        return Unread.CUSTOMER if thread.row.status.waiting else Unread.NOTHING
    changed_raw, known = seen
    if thread.changed_raw == changed_raw:
        return Unread.NOTHING
    others = [
        (group.kind.public, message.author)
        for group in thread.groups
        for message in group.messages
        if message.id not in known and message.author.id != me
    ]
    own = any(m.id not in known and m.author.id == me for group in thread.groups for m in group.messages)
    if any(author.kind is PersonKind.CUSTOMER for _, author in others):
        return Unread.CUSTOMER
    if any(not public and author.kind is PersonKind.AGENT for public, author in others):
        return Unread.NOTE
    return Unread.CHANGE if others or not own else Unread.NOTHING
