"""What happened, as messages from workers to the workspace: past tense, typed, asserted in tests."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from console.record import record
from console.services.errors import ServiceError
from console.services.filling import Fill
from console.services.records import ArticleSummary, ArticleText, CustomerProfile, Person, Presence, Thread
from console.services.reply import Review, SendResult
from console.services.sync import SyncReport


@record
class AgentIdentified(Message):
    """The server knows the agent at the keyboard."""

    agent: Person


@record
class QueueSynced(Message):
    """The local queue is as the server's."""

    report: SyncReport


@record
class ArchiveRead(Message):
    """A part of what is older than the first sync was read."""

    fill: Fill


@record
class DetailsFilled(Message):
    """Assignees and tags of some conversations are known now."""

    count: int


@record
class PresencePolled(Message):
    """Who is online is known anew."""

    presence: Presence


@record
class ThreadLoaded(Message):
    """A conversation was read from the server."""

    thread: Thread


@record
class CustomerLoaded(Message):
    """A customer was read from the server."""

    profile: CustomerProfile


@record
class ArticlesRefreshed(Message):
    """The cached knowledge base is as the server's."""


@record
class ArticlesFound(Message):
    """The server's search answered."""

    query: str
    articles: Sequence[ArticleSummary]


@record
class ArticleLoaded(Message):
    """An article can be shown."""

    article: ArticleText


@record
class ReviewReady(Message):
    """What changed since a draft was begun is known."""

    review: Review


@record
class ReplySent(Message):
    """A reply or note was tried; the result says what became of it."""

    result: SendResult


@record
class ActDone(Message):
    """A change was made and read back; `words` say which."""

    words: str
    conversation_id: str


@record
class WorkFailed(Message):
    """A worker ended with an error that has words."""

    error: ServiceError
    group: str
