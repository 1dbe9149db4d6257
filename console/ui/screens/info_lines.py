"""What the screen of information says: ids, letters, dates as they came and as they are meant, raw text; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo

from console.services.reading import to_plain
from console.services.records import Thread, ThreadGroup, ThreadMessage
from console.ui import format as formats
from console.ui.panes.thread_words import BODY_KINDS, kind_word
from console.ui.text import clean

Line = tuple[str, str]
"""Clean text and the name of its style."""
LABEL_CELLS = 16
RAW_LIMIT = 200_000
"""Characters of a raw text that are shown."""


def info_lines(thread: Thread, group: int, zone: tzinfo, now: datetime) -> list[Line]:
    """All lines, the conversation first, then the group under the cursor with its messages."""
    lines = [*_conversation(thread, zone, now)]
    if 0 <= group < len(thread.groups):
        lines += [("", "text"), *_group(thread.groups[group], group, len(thread.groups), zone, now)]
        for message in thread.groups[group].messages:
            lines += [("", "text"), *_message(message, zone, now)]
    return lines


def copy_lines(thread: Thread, group: int) -> list[Line]:
    """The text of a group's messages, as it is read."""
    if not 0 <= group < len(thread.groups):
        return []
    bodies = [one.body for one in thread.groups[group].messages if one.kind in BODY_KINDS]
    text = clean("\n\n".join(to_plain(body) for body in bodies), keep_newlines=True, limit=RAW_LIMIT)
    return [(line, "text") for line in text.split("\n")]


def _fact(label: str, *values: str) -> Line:
    words = "   ".join(clean(value, limit=1000) for value in values if value)
    return f"{label:<{LABEL_CELLS}}{words or '-'}", "text"


def _moment(label: str, at: datetime | None, raw: str, zone: tzinfo, now: datetime) -> Line:
    """A time as it is shown, in UTC, and as the server wrote it."""
    if at is None:
        return _fact(label, f'"{raw}" is no time that is understood' if raw else "")
    parts = [f"{formats.day(at, zone, now)} {formats.clock_with_seconds(at, zone)}"]
    parts.append(f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
    return _fact(label, *parts, f'the server wrote "{raw}"' if raw else "")


def _conversation(thread: Thread, zone: tzinfo, now: datetime) -> Iterator[Line]:
    row = thread.row
    yield "Conversation", "heading"
    yield _fact("id", row.id)
    yield _fact("code", row.code)
    yield _fact("public code", thread.public_code)
    yield _fact("status", f"{row.status.value}, {row.status.word}")
    yield _fact("subject", row.subject)
    yield _fact("department", row.department_id, row.department_name)
    owner = thread.assignee
    yield _fact("assigned to", *((owner.id, owner.name, owner.email) if owner else ("nobody, as far as it is known",)))
    yield _fact("customer", row.customer_name, row.customer_email)
    if thread.owner_note:
        yield _fact("customer's note", thread.owner_note)
    yield _moment("created", row.created, "", zone, now)
    yield _moment("changed", row.changed, thread.changed_raw, zone, now)
    if row.waiting_since is not None:
        yield _moment("waits since", row.waiting_since, "", zone, now)
    yield _moment("read", thread.fetched_at, "", zone, now)
    yield _fact("tags", ", ".join(thread.tags))
    for field in thread.fields:
        yield _fact(field.code[: LABEL_CELLS - 1], field.value)


def _group(group: ThreadGroup, place: int, count: int, zone: tzinfo, now: datetime) -> Iterator[Line]:
    yield f"Message group {place + 1} of {count}", "heading"
    yield _fact("id", group.id)
    yield _fact("type", f"{group.kind.value}, {kind_word(group)}")
    yield _fact("state", f"{group.state.value}", group.mark)
    yield _fact("author", group.author.id, group.author.name, group.author.kind.value, group.author.email)
    yield _moment("started", group.started, group.started_raw, zone, now)
    yield _moment("finished", group.finished, "", zone, now)


def _message(message: ThreadMessage, zone: tzinfo, now: datetime) -> Iterator[Line]:
    word = message.kind.name.replace("_", " ").lower() if message.kind.known else "not known"
    what = "Message" if message.kind in BODY_KINDS else "Entry"
    yield f"{clean(what)} {clean(message.kind.value)}, {clean(word)}", "heading"
    yield _fact("id", message.id)
    yield _fact("author", message.author.id, message.author.name)
    yield _moment("at", message.at, message.at_raw, zone, now)
    raw = clean(message.body, keep_newlines=True, limit=RAW_LIMIT)
    yield from _raw(raw.split("\n"))


def _raw(lines: Sequence[str]) -> Iterator[Line]:
    for line in lines:
        yield line, "code"
