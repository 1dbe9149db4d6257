"""The store: the cache of what was last seen, and the drafts, each in a private file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from console.store.articles import Articles
from console.store.audit import Audit
from console.store.conversations import Conversations
from console.store.customers import Customers
from console.store.db import Database, Layout
from console.store.drafts import Drafts
from console.store.errors import StoreError, StoreFullError, StoreUnwritableError
from console.store.labels import Labels
from console.store.marks import Marks
from console.store.outbox import Outbox
from console.store.outbox_claims import Claims
from console.store.outbox_damage import set_damaged_aside
from console.store.own_marks import OwnMarks
from console.store.people import People
from console.store.presence import PresenceCache
from console.store.queue_records import Own
from console.store.search import SearchIndex
from console.store.threads import Threads
from console.store.views import SavedViews
from console.store.waiting import WaitingOnes

CACHE: Final = Layout("cache.sql", 4, "NORMAL", disposable=True, what="data last seen")
OUTBOX: Final = Layout(
    "outbox.sql",
    4,
    "FULL",
    disposable=False,
    what="drafts and outbox",
    upgrades={1: "outbox_2.sql", 2: "outbox_3.sql", 3: "outbox_4.sql"},
)


class Store:
    """Everything one agent keeps on this machine for one server.

    All methods of its parts are local and take milliseconds; they may be called from any thread and raise `StoreError`.
    """

    def __init__(
        self, cache: Database, outbox: Database, account: str, *, temporary: Path | None = None, trouble: str = ""
    ) -> None:
        self.trouble = trouble
        """Why nothing that is written here outlives this program, in a sentence; empty when all is kept."""
        self._files = (cache, outbox)
        self._outbox_file = outbox
        self._temporary = temporary
        self.conversations = Conversations(cache)
        self.waiting = WaitingOnes(cache)
        self.people = People(cache)
        self.marks = Marks(cache)
        self.threads = Threads(cache, self.people, self.marks)
        self.customers = Customers(cache, self.conversations)
        self.articles = Articles(cache)
        self.presence = PresenceCache(cache)
        self.labels = Labels(cache, self.presence)
        self.search = SearchIndex(cache)
        self.drafts = Drafts(outbox, account)
        self.outbox = Outbox(outbox, account)
        self.claims = Claims(outbox, account)
        self.audit = Audit(outbox, account)
        self.own_marks = OwnMarks(outbox, account)
        self.views = SavedViews(outbox, account)

    @classmethod
    def open(cls, state_dir: Path, cache_dir: Path, account: str) -> Store:
        """Open or make the files. Raises `StoreError` in words when drafts that are there could not be used.

        What cannot be written, on a read-only or a full disk, lives in a temporary directory until the end: a cache
        without a word, drafts and outbox with one in `trouble`. They begin empty, so that nothing that waits in the
        file is sent from a copy of it.
        """
        elsewhere = _Elsewhere()
        try:
            outbox, trouble = Database(state_dir / "outbox.db", OUTBOX), ""
            set_damaged_aside(outbox, account)
        except (StoreUnwritableError, StoreFullError) as error:
            trouble = f"Nothing can be kept on this machine. {error}"
            outbox = Database(elsewhere.folder() / "outbox.db", OUTBOX)
        try:
            cache = Database(cache_dir / "cache.db", CACHE)
        except StoreError:
            cache = Database(elsewhere.folder() / "cache.db", CACHE)
        store = cls(cache, outbox, account, temporary=elsewhere.made, trouble=trouble)
        if store.marks.none_seen() and (read := store.own_marks.read_by_hand()):
            store.marks.mark_read(read)  # a cache that was begun anew knows nothing of it
        return store

    def own(self) -> Own:
        """What is known of conversations on this machine alone."""
        marked, drafts = self.own_marks.all(), self.drafts.conversations()
        failed = self.outbox.asking() | self.drafts.in_trouble()
        return Own(drafts, failed, marked.starred, marked.unread, marked.snoozes)

    @property
    def lasting(self) -> bool:
        """Whether drafts and outbox are on disk when this program ends."""
        return not self.trouble

    def keep_safe(self, now: datetime) -> None:
        """Make today's copy of drafts and outbox, and the spare file for a full disk. Reads and writes whole files."""
        if self.lasting:
            self._outbox_file.keep_safe(now)

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()
        if self._temporary is not None:
            import shutil

            shutil.rmtree(self._temporary, ignore_errors=True)


class _Elsewhere:
    """A private temporary directory, made when it is needed."""

    def __init__(self) -> None:
        self.made: Path | None = None

    def folder(self) -> Path:
        if self.made is None:
            import tempfile  # rarely needed, and slow to load

            try:
                self.made = Path(tempfile.mkdtemp(prefix="liveagent-console-"))
            except OSError as error:
                message = f"There is no place for files, not even temporary ones: {error.strerror}. Set TMPDIR."
                raise StoreUnwritableError(message) from None
        return self.made
