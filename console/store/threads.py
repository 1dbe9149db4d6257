"""Threads of the cache: each opened conversation as one compressed JSON text."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from console.contract.enums import ConversationStatus, GroupStatus, GroupType, MessageType
from console.store.db import Database
from console.store.marks import Marks, unread_of_thread
from console.store.people import People, nobody_known
from console.store.queue_records import QueueRow
from console.store.queue_rows import queue_row, wait_order
from console.store.records import FieldValue, Person, PersonKind, Thread, ThreadGroup, ThreadMessage
from console.store.values import count_change, moment, seconds


class Threads:
    """Conversations that were opened or read ahead."""

    def __init__(self, database: Database, people: People, marks: Marks) -> None:
        self._database = database
        self._people = people
        self._marks = marks

    def put(self, thread: Thread, me: str | None = None) -> None:
        """Store a thread, and refine by it since when its customer waits and what is unread; `me` is the agent."""
        row = thread.row
        waiting = seconds(waiting_since(thread))
        unread = unread_of_thread(thread, self._marks.seen(row.id), me)
        ids = " ".join(message.id for group in thread.groups for message in group.messages)
        self._people.put(_people_of(thread))
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO thread (conversation_id, changed_raw, status, message_ids, body) "
                "VALUES (?, ?, ?, ?, ?)",
                [row.id, thread.changed_raw, row.status.value, ids, _encode(thread)],
            )
            moved = connection.execute(
                "UPDATE conversation SET waiting_since = ?1, wait_order = ?2 "
                "WHERE id = ?3 AND changed_raw = ?4 AND waiting_since IS NOT ?1",
                [waiting, wait_order(waiting, seconds(row.changed) or 0), row.id, thread.changed_raw],
            ).rowcount
            marked = connection.execute(
                "UPDATE conversation SET unread = ?1 WHERE id = ?2 AND changed_raw = ?3 AND unread <> ?1",
                [unread.value, row.id, thread.changed_raw],
            ).rowcount
            if moved or marked:
                count_change(connection, "order" if moved else "looks")

    def get(self, conversation_id: str) -> Thread | None:
        """A stored thread with the conversation's row as it is now."""
        found = self._database.fetch(
            "SELECT queue_row.*, t.changed_raw, t.body FROM thread t "
            "JOIN queue_row ON queue_row.id = t.conversation_id "
            "WHERE t.conversation_id = ?",
            [conversation_id],
        )
        if not found:
            return None
        *row, changed_raw, body = found[0]
        stored = json.loads(zlib.decompress(body))
        people = self._people.known(stored["people"])
        return _decode(stored, queue_row(tuple(row)), changed_raw, people)

    def changed_raw(self, conversation_id: str) -> str | None:
        """`datechanged` of the conversation when its thread was stored; None when there is none."""
        found = self._database.fetch("SELECT changed_raw FROM thread WHERE conversation_id = ?", [conversation_id])
        return found[0][0] if found else None


def waiting_since(thread: Thread) -> datetime | None:
    """Since when the customer waits: the oldest message nobody has answered yet.

    New conversations wait since they were made. In open ones the wait begins with the first message of a customer
    after the last answer of an agent; without one, as when an agent reopened it, with the last change.
    """
    row = thread.row
    if row.status is ConversationStatus.NEW:
        return row.created
    if row.status is not ConversationStatus.OPEN:
        return None
    since: datetime | None = None
    for group in thread.groups:
        if group.author.kind is PersonKind.AGENT and group.kind.public:
            since = None
        elif group.author.kind is PersonKind.CUSTOMER and since is None:
            since = group.started
    return since or row.changed


def _people_of(thread: Thread) -> list[Person]:
    authors = {group.author.id: group.author for group in thread.groups}
    authors |= {message.author.id: message.author for group in thread.groups for message in group.messages}
    if thread.assignee is not None:
        authors[thread.assignee.id] = thread.assignee
    return [person for person in authors.values() if person.kind is not PersonKind.UNKNOWN]


def _encode(thread: Thread) -> bytes:
    """JSON of ASCII alone, which keeps even half surrogate pairs; people by their place in a list."""
    places: dict[str, int] = {}

    def place(person: Person) -> int:
        return places.setdefault(person.id, len(places))

    groups = [
        [
            group.id,
            group.kind.value,
            group.state.value,
            place(group.author),
            seconds(group.started),
            group.started_raw,
            seconds(group.finished),
            [[m.id, m.kind.value, place(m.author), seconds(m.at), m.at_raw, m.body] for m in group.messages],
        ]
        for group in thread.groups
    ]
    assignee = None if thread.assignee is None else place(thread.assignee)
    stored = {
        "public_code": thread.public_code,
        "owner_note": thread.owner_note,
        "assignee": assignee,
        "tags": thread.tags,
        "fields": [[one.code, one.value] for one in thread.fields],
        "groups": groups,
        "people": list(places),
        "fetched_at": thread.fetched_at.timestamp(),
    }
    return zlib.compress(json.dumps(stored, separators=(",", ":")).encode(), 1)


def _decode(stored: dict[str, Any], row: QueueRow, changed_raw: str, known: Mapping[str, Person]) -> Thread:
    people = [known.get(user_id) or nobody_known(user_id) for user_id in stored["people"]]
    return Thread(
        row=row,
        public_code=stored["public_code"],
        owner_note=stored["owner_note"],
        assignee=None if stored["assignee"] is None else people[stored["assignee"]],
        tags=tuple(stored["tags"]),
        fields=tuple(FieldValue(code, value) for code, value in stored["fields"]),
        groups=tuple(_decode_group(group, people) for group in stored["groups"]),
        fetched_at=datetime.fromtimestamp(stored["fetched_at"], UTC),
        changed_raw=changed_raw,
    )


def _decode_group(stored: list[Any], people: list[Person]) -> ThreadGroup:
    group_id, kind, state, author, started, started_raw, finished, messages = stored
    return ThreadGroup(
        id=group_id,
        kind=GroupType(kind),
        state=GroupStatus(state),
        author=people[author],
        started=moment(started),
        started_raw=started_raw,
        finished=moment(finished),
        messages=tuple(
            ThreadMessage(m[0], MessageType(m[1]), people[m[2]], moment(m[3]), m[4], m[5]) for m in messages
        ),
    )
