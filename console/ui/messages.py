"""What happened, as messages from workers to the workspace: past tense, typed, asserted in tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.errors import ServiceError
from console.services.filling import Fill
from console.services.labels import LabelKind
from console.services.queue import QueueView, Reading
from console.services.records import (
    ArticleSummary,
    ArticleText,
    CustomerFound,
    CustomerProfile,
    DeskLabel,
    OutboxRow,
    Person,
    Presence,
    QueueRow,
    SortOrder,
    Thread,
)
from console.services.reply import Review
from console.services.sync import SyncReport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.services.later import Woken
    from console.services.news import News, Picture
    from console.services.query import Names
    from console.services.reports import ReportAnswer, ReportQuery
    from console.services.search import Lookup
    from console.services.snippets import Snippet
    from console.services.suggestions import Filed


@dataclass
class AgentIdentified(Message):
    """The server knows the agent at the keyboard."""

    agent: Person


@dataclass
class QueueSynced(Message):
    """The local queue is as the server's."""

    report: SyncReport


@dataclass
class QueueGrew(Message):
    """The first sync has brought something, and goes on."""


@dataclass
class QueueRead(Message):
    """How the queue is by now was read."""

    view: QueueView
    reading: Reading


@dataclass
class ViewsCounted(Message):
    """It is known how many conversations are in each view."""


@dataclass
class ConversationsCameBack(Message):
    """Conversations that were put off are back."""

    woken: Woken


@dataclass
class PictureTaken(Message):
    """It is known who waited when the agent looked away."""

    picture: Picture


@dataclass
class NewsFound(Message):
    """It is known what changed in the queue since then."""

    picture: Picture
    news: News


@dataclass
class CandidatesFound(Message):
    """It is known who could be taken next."""

    ids: Sequence[str]


@dataclass
class NextUnreadFound(Message):
    """The next conversation with something unread was looked for."""

    row: QueueRow | None


@dataclass
class NamesRead(Message):
    """It is known who and what can be named in a filter."""

    names: Names


@dataclass
class ArchiveRead(Message):
    """A part of what is older than the first sync was read."""

    fill: Fill


@dataclass
class DetailsFilled(Message):
    """Assignees and tags of some conversations are known now."""

    count: int


@dataclass
class PresencePolled(Message):
    """Who is online is known anew."""

    presence: Presence


@dataclass
class ThreadLoaded(Message):
    """A conversation was read from the server."""

    thread: Thread


@dataclass
class CustomerLoaded(Message):
    """A customer was read from the server."""

    profile: CustomerProfile


@dataclass
class ArticlesRefreshed(Message):
    """The cached knowledge base is as the server's."""


@dataclass
class ArticlesFound(Message):
    """The server's search answered."""

    query: str
    articles: Sequence[ArticleSummary]


@dataclass
class ArticleLoaded(Message):
    """An article can be shown."""

    article: ArticleText


@dataclass
class ReviewReady(Message):
    """What changed since a draft was begun is known."""

    review: Review


@dataclass
class OutboxChanged(Message):
    """A row of the outbox is in another state than before."""

    row: OutboxRow


@dataclass
class SomethingFound(Message):
    """A search has ended."""

    lookup: Lookup
    sort: SortOrder | None
    """How it was to be sorted."""


@dataclass
class SnippetsRead(Message):
    """It is known why some conversations were found."""

    text: str
    """What was searched for."""
    snippets: Mapping[str, Snippet]


@dataclass
class Indexed(Message):
    """Conversations were put into the search's index."""

    count: int


@dataclass
class LabelsListed(Message):
    """The desk's tags or groups are known anew."""

    kind: LabelKind
    labels: Sequence[DeskLabel]


@dataclass
class CategoriesListed(Message):
    """The categories of suggestions came; or they did not, and why."""

    trouble: str = ""


@dataclass
class SuggestionFiled(Message):
    """The server took a suggestion; or it did not, and why."""

    filed: Filed | None = None
    error: ServiceError | None = None


@dataclass
class OverviewRead(Message):
    """The numbers of chats and calls came; or they did not, and why."""

    trouble: str = ""


@dataclass
class ReportAnswered(Message):
    """The server has computed a report."""

    answer: ReportAnswer


@dataclass
class ReportFailed(Message):
    """It has not, and why."""

    query: ReportQuery
    words: str


@dataclass
class ReportWritten(Message):
    """A report is in a file; or it is not, and why."""

    answer: ReportAnswer
    path: str
    error: ServiceError | None = None


@dataclass
class CallerFound(Message):
    """Somebody who calls is known, or not."""

    text: str
    """What was looked for."""
    profile: CustomerProfile | None
    asked: bool
    """Whether the server said so."""


@dataclass
class CallersFound(Message):
    """Customers of a name were found."""

    text: str
    customers: Sequence[CustomerFound]


@dataclass
class WorkFailed(Message):
    """A worker ended with an error that has words."""

    error: ServiceError
    group: str
