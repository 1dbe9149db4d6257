"""The store: the cache of what was last seen, and the drafts, each in a private file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from console.store.articles import Articles
from console.store.audit import Audit
from console.store.conversations import Conversations
from console.store.customers import Customers
from console.store.db import Database, Layout
from console.store.drafts import Drafts
from console.store.errors import StoreError
from console.store.marks import Marks
from console.store.outbox import Outbox
from console.store.outbox_claims import Claims
from console.store.people import People
from console.store.presence import PresenceCache
from console.store.search import SearchIndex
from console.store.threads import Threads

CACHE: Final = Layout("cache.sql", 3, "NORMAL", disposable=True, what="data last seen")
OUTBOX: Final = Layout(
    "outbox.sql", 2, "FULL", disposable=False, what="drafts and outbox", upgrades={1: "outbox_2.sql"}
)


class Store:
    """Everything one agent keeps on this machine for one server.

    All methods of its parts are local and take milliseconds; they may be called from any thread and raise `StoreError`.
    """

    def __init__(self, cache: Database, outbox: Database, account: str, *, temporary: Path | None = None) -> None:
        self._files = (cache, outbox)
        self._temporary = temporary
        self.conversations = Conversations(cache)
        self.people = People(cache)
        self.marks = Marks(cache)
        self.threads = Threads(cache, self.people, self.marks)
        self.customers = Customers(cache, self.conversations)
        self.articles = Articles(cache)
        self.presence = PresenceCache(cache)
        self.search = SearchIndex(cache)
        self.drafts = Drafts(outbox, account)
        self.outbox = Outbox(outbox, account)
        self.claims = Claims(outbox, account)
        self.audit = Audit(outbox, account)

    @classmethod
    def open(cls, state_dir: Path, cache_dir: Path, account: str) -> Store:
        """Open or make the files. Raises `StoreError` in words when drafts could not be kept.

        A cache that cannot be written lives in a temporary directory until the end.
        """
        outbox = Database(state_dir / "outbox.db", OUTBOX)
        try:
            return cls(Database(cache_dir / "cache.db", CACHE), outbox, account)
        except StoreError:
            import tempfile  # rarely needed, and slow to load

            temporary = Path(tempfile.mkdtemp(prefix="liveagent-console-"))
            return cls(Database(temporary / "cache.db", CACHE), outbox, account, temporary=temporary)

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()
        if self._temporary is not None:
            import shutil

            shutil.rmtree(self._temporary, ignore_errors=True)
