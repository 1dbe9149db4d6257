"""Conversations as rows: for people as a table, for programs as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.cli import times
from console.cli.table import Column, screen_width, table_lines
from console.contract.enums import ConversationStatus
from console.services.records import QueueRow, Snooze
from console.ui.format import age_words, plural

COLUMNS = (
    Column("code", rank=3),
    Column("status"),
    Column("wait", right=True),
    Column("customer", least=10),
    Column("subject", least=12),
    Column("department", least=8, rank=2),
    Column("agent", least=6, rank=1),
)


@dataclass(frozen=True, slots=True)
class Page:
    """What `lac queue` shows."""

    rows: Sequence[QueueRow]
    total: int
    synced: datetime
    """When the queue was last known to be as the server's."""
    now: datetime
    source: str
    """`cache` or `server`."""
    agents: Mapping[str, str]
    """Names by userid."""
    unknown: int
    """Waiting conversations of which it is not known who has them, where that matters."""
    complete_since: datetime | None = None
    """Since when every change is known; None when all of the archive is."""

    def as_json(self) -> dict[str, object]:
        """The documented shape."""
        return {
            "source": self.source,
            "synced_at": times.iso(self.synced),
            "age_seconds": max(0, int((self.now - self.synced).total_seconds())),
            "total": self.total,
            "assignee_unknown": self.unknown,
            "complete_since": times.iso(self.complete_since),
            "conversations": [row_as_json(row, self.agents) for row in self.rows],
        }

    def lines(self) -> Iterator[str]:
        """The table."""
        return row_lines(self.rows, self.agents, self.now)

    def note(self) -> str:
        """How many there are, how old that is, and what is not known."""
        shown = plural(self.total, "conversation")
        if len(self.rows) < self.total:
            shown = f"{len(self.rows)} of {shown} (--limit 0 shows all)"
        note = f"{shown}, as of {age_words(self.synced, self.now)}."
        if self.unknown:
            note += f" Of {self.unknown} that wait it is not known who has them; --refresh asks."
        return note


def row_lines(rows: Iterable[QueueRow], agents: Mapping[str, str], now: datetime) -> Iterator[str]:
    """A table of conversations."""
    cells = [
        [
            row.code or row.id,
            row.status.word,
            times.wait(row.waiting_since, now),
            row.customer_name or row.customer_email,
            " ".join(row.subject.split()) or "(no subject)",
            row.department_name,
            _agent(row, agents),
        ]
        for row in rows
    ]
    return table_lines(COLUMNS, cells, screen_width())


def row_as_json(row: QueueRow, agents: Mapping[str, str]) -> dict[str, object]:
    """A conversation for programs."""
    has = row.assigned_to
    return {
        "id": row.id,
        "code": row.code,
        "status": status_word(row.status),
        "subject": row.subject,
        "customer": {"name": row.customer_name, "email": row.customer_email},
        "department": {"id": row.department_id, "name": row.department_name},
        "assignee": {"id": has, "name": agents.get(has)} if has else None,
        "assignee_known": has is not None,
        "tags": list(row.tags),
        "created": times.iso(row.created),
        "changed": times.iso(row.changed),
        "waiting_since": times.iso(row.waiting_since),
        "preview": row.preview,
        "unread": row.unread.value,
        "has_draft": row.has_draft,
        "has_failed": row.has_failed,
        "starred": row.is_starred,
        "later": _later(row.snooze),
    }


def _later(snooze: Snooze | None) -> dict[str, object] | None:
    """Until when it is put off; null when it is not, or came back."""
    if snooze is None or snooze.woke_at is not None:
        return None
    return {"until": times.iso(snooze.until), "until_reply": snooze.on_reply}


def status_word(status: ConversationStatus) -> str:
    """The status in a word; the raw letter when nobody knows it."""
    return status.word if status.known else status.value


def _agent(row: QueueRow, agents: Mapping[str, str]) -> str:
    if row.assigned_to is None:
        return "?"
    return agents.get(row.assigned_to, row.assigned_to) or "-"
