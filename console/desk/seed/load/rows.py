"""Conversations of the load set as rows, batch by batch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from console.contract.enums import GroupStatus
from console.desk.events import Desk, Thread, derive
from console.desk.seed.load.case import Case, Written
from console.desk.seed.load.conversations import write_conversation
from console.desk.seed.load.stage import Stage
from console.desk.tables import conversation, conversation_field, conversation_tag, message, message_group

Row = tuple[Any, ...]

COLUMNS: dict[Table, tuple[str, ...]] = {
    conversation: (
        "id", "code", "public_code", "owner_id", "department_id", "assigned_to", "status", "channel", "subject",
        "preview", "owner_note", "created", "changed",
    ),
    conversation_field: ("conversation_id", "code", "value"),
    conversation_tag: ("conversation_id", "tag_id"),
    message_group: ("id", "conversation_id", "position", "user_id", "rtype", "rstatus", "created", "finished"),
    message: ("id", "group_id", "conversation_id", "position", "user_id", "rtype", "created", "body", "mail_id"),
}  # fmt: skip
"""The columns of the rows of a batch, table by table in the order in which they are inserted."""

_VISIBLE = GroupStatus.VISIBLE.value
_UNASSIGNED = "NIXB"
_OWNER_NOTE = "Prefers mail to calls."
_WITH_ORDER, _WITH_NOTE = 0.45, 0.03


@dataclass(slots=True)
class Batch:
    """Some conversations, one after another, and the threads their events are derived from."""

    rows: dict[Table, list[Row]] = field(default_factory=lambda: {table: [] for table in COLUMNS})
    threads: list[Thread] = field(default_factory=list)


def write_batch(stage: Stage, numbers: Iterable[int], rng: random.Random) -> Batch:
    """The rows of the conversations of some numbers."""
    batch = Batch()
    for number in numbers:
        case = stage.case(number, rng)
        _Filing(stage, batch, number, case).take(write_conversation(case, rng), rng)
    return batch


def event_rows(threads: Iterable[Thread], desk: Desk) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """What happened in the threads, by table; the conversations have to be there before."""
    found: dict[Table, list[dict[str, Any]]] = {}
    for rows in derive(threads, desk):
        for table, some in rows.tables():
            found.setdefault(table, []).extend(dict(row) for row in some)
    yield from found.items()


class _Filing:
    """Puts one conversation into the rows of its batch."""

    def __init__(self, stage: Stage, batch: Batch, number: int, case: Case) -> None:
        self._stage = stage
        self._batch = batch
        self._number = number
        self._case = case
        self._id, self._code, self._public = stage.ids.conversation(number)
        self._parts = 0

    def take(self, written: Written, rng: random.Random) -> None:
        case, rows = self._case, self._batch.rows
        groups, messages = rows[message_group], rows[message]
        changed = case.created
        for position, act in enumerate(written.acts):
            group_id = self._part_id()
            groups.append((group_id, self._id, position, act.user_id, act.rtype, _VISIBLE, act.at, act.finished))
            for place, (letter, user_id, at, body) in enumerate(act.lines):
                messages.append((self._part_id(), group_id, self._id, place, user_id, letter, at, body, None))
            changed = max(changed, act.finished)
        agent_id = None if case.status in _UNASSIGNED else case.agent.id
        note = _OWNER_NOTE if rng.random() < _WITH_NOTE else None
        row = (
            self._id, self._code, self._public, case.owner.id, case.place.id, agent_id, case.status, case.channel,
            written.subject, written.preview, note, case.created, changed,
        )  # fmt: skip
        rows[conversation].append(row)
        tag_ids = [self._stage.tag_ids[name] for name in case.tags]
        rows[conversation_tag] += [(self._id, tag_id) for tag_id in tag_ids]
        if rng.random() < _WITH_ORDER:
            rows[conversation_field].append((self._id, "order_no", case.order))
        if case.owner.language != "en":
            rows[conversation_field].append((self._id, "language", case.owner.language))
        thread = Thread(
            self._id, case.channel, case.owner.id, case.place.id, agent_id, case.status, case.created, changed,
            tag_ids, written.acts,
        )  # fmt: skip
        self._batch.threads.append(thread)

    def _part_id(self) -> str:
        self._parts += 1
        return self._stage.ids.part(self._number, self._parts)
