"""Suggestions for the knowledge base: their categories, filing one, and what was filed from here.

API v1 takes suggestions and never gives them back. So a draft and the list of those filed are kept in a small file,
and what nobody answered is said to be uncertain, not sent again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from console.api.errors import ApiError, Sent
from console.services.errors import ErrorKind, ServiceError
from console.services.faults import in_words, translated
from console.services.small_files import read_json, write_private

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.session import Session

MOST_FILED: Final = 100
MISSING: Final = "A suggestion needs a category, a title and a text."
DOUBTFUL: Final = "It is not known whether it was filed. {} Look in the help desk before you file it again."


@dataclass(frozen=True, slots=True)
class Category:
    """Where suggestions go."""

    id: str
    path: str
    """Its title behind those above it."""


@dataclass(frozen=True, slots=True)
class SuggestionDraft:
    """What is typed so far."""

    category: str = ""
    """Its path, or what was typed of it."""
    subject: str = ""
    text: str = ""
    key: str = field(default_factory=lambda: os.urandom(16).hex())
    """By which a server that knows such keys takes the same suggestion once."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not (self.subject.strip() or self.text.strip())


@dataclass(frozen=True, slots=True)
class Filed:
    """A suggestion that the server took."""

    id: str
    url: str
    subject: str
    category: str
    at: datetime


class SuggestionService:
    """Files suggestions in the agent's name."""

    def __init__(self, engine: Engine, session: Session, path: Path | None, *, clock: Callable[[], datetime]) -> None:
        """`path` is where draft and list are kept; nowhere when absent."""
        self._engine = engine
        self._session = session
        self._path = path
        self._clock = clock
        self.categories: tuple[Category, ...] = ()
        """Those the server named last."""
        self._loaded = False
        self._draft = SuggestionDraft()
        self._filed: tuple[Filed, ...] = ()

    # What is kept here

    @property
    def draft(self) -> SuggestionDraft:
        """What was typed and not filed yet."""
        self._load()
        return self._draft

    @property
    def filed(self) -> tuple[Filed, ...]:
        """What was filed from here, the last first."""
        self._load()
        return self._filed

    def keep(self, draft: SuggestionDraft) -> None:
        """Keep what is typed. Raises `ServiceError` where that is not possible, and remembers it until the end."""
        self._load()
        if draft != self._draft:
            self._draft = draft
            self._save()

    def missing(self, draft: SuggestionDraft) -> str:
        """Why it cannot be filed yet; empty when it can."""
        return "" if self._category(draft) and draft.subject.strip() and draft.text.strip() else MISSING

    def _category(self, draft: SuggestionDraft) -> Category | None:
        return next((one for one in self.categories if one.path == draft.category), None)

    # What the server does

    async def load_categories(self) -> tuple[Category, ...]:
        """Ask which categories there are. Raises `ServiceError`."""
        self.categories = await self._engine.run(self._categories())
        return self.categories

    async def file(self, draft: SuggestionDraft) -> Filed:
        """File a suggestion; the draft is forgotten when the server took it. Raises `ServiceError`."""
        category = self._category(draft)
        if category is None or self.missing(draft):
            raise ServiceError(ErrorKind.REFUSED, "Not complete", MISSING)
        filed = await self._engine.run(self._file(draft, category))
        self._load()
        self._filed = (filed, *self._filed)[:MOST_FILED]
        if self._draft.key == draft.key:
            self._draft = SuggestionDraft()
        self._save()
        return filed

    async def _categories(self) -> tuple[Category, ...]:
        with translated():
            client = await self._engine.client()
            rows = await client.suggestions.categories()
        return tuple(Category(one.id, one.path or one.title or one.id) for one in rows)

    async def _file(self, draft: SuggestionDraft, category: Category) -> Filed:
        agent = await self._session.sender()
        with translated():
            client = await self._engine.client()
            try:
                filed = await client.suggestions.create(
                    draft.subject.strip(),
                    draft.text.strip(),
                    category=category.id,
                    user=agent.email or agent.id,
                    idempotency_key=draft.key,
                )
            except ApiError as error:
                if error.sent is not Sent.UNKNOWN:
                    raise
                words = DOUBTFUL.format(in_words(error).message)
                raise ServiceError(ErrorKind.UNKNOWN, "Not certain", words) from error
        return Filed(filed.id, filed.url, draft.subject.strip(), category.path, self._clock())

    # The file

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        tree = read_json(self._path)
        try:
            if isinstance(tree, dict):
                self._draft = SuggestionDraft(**{name: str(value) for name, value in tree["draft"].items()})
                self._filed = tuple(_filed(one) for one in tree["filed"])
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
            self._draft, self._filed = SuggestionDraft(), ()

    def _save(self) -> None:
        if self._path is None:
            return
        filed = [[one.id, one.url, one.subject, one.category, one.at.timestamp()] for one in self._filed]
        text = json.dumps({"draft": asdict(self._draft), "filed": filed})
        try:
            write_private(self._path, text.encode("utf-8", "replace"))
        except OSError as error:
            words = f"What you typed is kept until the console ends, and no longer: {error.strerror}."
            raise ServiceError(ErrorKind.RETRYABLE, "Not kept on this machine", words) from None


def _filed(row: list[object]) -> Filed:
    number, url, subject, category, at = row
    return Filed(str(number), str(url), str(subject), str(category), datetime.fromtimestamp(float(str(at)), UTC))
