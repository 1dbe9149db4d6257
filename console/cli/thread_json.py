"""A conversation for programs."""

from __future__ import annotations

from console.cli import times
from console.cli.queue_rows import status_word
from console.contract.enums import Letters
from console.services.reading import to_plain
from console.services.records import Person, Thread, ThreadGroup, ThreadMessage


def thread_as_json(thread: Thread) -> dict[str, object]:
    """The documented shape: facts, then the groups with their messages, oldest first."""
    row = thread.row
    return {
        "id": row.id,
        "code": row.code,
        "public_code": thread.public_code,
        "status": status_word(row.status),
        "subject": row.subject,
        "customer": {"name": row.customer_name, "email": row.customer_email},
        "department": {"id": row.department_id, "name": row.department_name},
        "assignee": _person(thread.assignee) if thread.assignee else None,
        "tags": list(thread.tags),
        "fields": [{"code": one.code, "value": one.value} for one in thread.fields],
        "owner_note": thread.owner_note,
        "created": times.iso(row.created),
        "changed": times.iso(row.changed),
        "fetched_at": times.iso(thread.fetched_at),
        "groups": [_group(group) for group in thread.groups],
    }


def _group(group: ThreadGroup) -> dict[str, object]:
    return {
        "id": group.id,
        "kind": _word(group.kind),
        "kind_code": group.kind.value,
        "state": _word(group.state),
        "public": group.kind.public,
        "author": _person(group.author),
        "started": times.iso(group.started),
        "finished": times.iso(group.finished),
        "messages": [_message(message) for message in group.messages],
    }


def _message(message: ThreadMessage) -> dict[str, object]:
    return {
        "id": message.id,
        "kind": _word(message.kind),
        "kind_code": message.kind.value,
        "author": _person(message.author),
        "at": times.iso(message.at),
        "text": to_plain(message.body),
        "body": message.body,
    }


def _person(person: Person) -> dict[str, object]:
    return {"id": person.id, "name": person.name, "kind": person.kind.value, "email": person.email}


def _word(letter: Letters) -> str | None:
    """The meaning of a letter; null for one that nobody knows."""
    return letter.word if letter.known else None
