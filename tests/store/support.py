"""What the store's tests share: an open store and conversations to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.contract.enums import ConversationStatus
from console.store.conversations import ConversationFacts
from console.store.store import Store

NOW = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
ACCOUNT = "desk.example mira"


@contextmanager
def open_store(directory: Path, account: str = ACCOUNT) -> Iterator[Store]:
    """A store below a directory, closed at the end."""
    store = Store.open(directory / "state", directory / "cache", account)
    try:
        yield store
    finally:
        store.close()


def facts(
    identifier: str,
    status: ConversationStatus = ConversationStatus.OPEN,
    *,
    hours: float = 1.0,
    subject: str = "Wrong address",
    department: str = "dp01",
) -> ConversationFacts:
    """A conversation that was changed so many hours ago and made a day before that."""
    changed = NOW - timedelta(hours=hours)
    return ConversationFacts(
        id=identifier,
        code=f"COD-{identifier}",
        public_code=f"public{identifier}",
        status=status,
        subject=subject,
        customer_name="Ana Holm",
        customer_email="Ana@holm.example",
        department_id=department,
        department_name="Billing",
        preview="Hello",
        created=changed - timedelta(days=1),
        changed=changed,
        changed_raw=f"{changed:%Y-%m-%d %H:%M:%S}",
    )
