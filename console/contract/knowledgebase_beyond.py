"""Knowledge base: its later names and writing in it; calls beyond the specification's list (section 14)."""

from __future__ import annotations

from console.contract.base import Acknowledgement, NoParams, Params, Record, Text
from console.contract.endpoint import ListEndpoint, ObjectEndpoint
from console.contract.enums import Access, EntryStatus
from console.contract.knowledgebase import Article, ListArticlesParams


class Knowledgebase(Record):
    """One of the installation's knowledge bases."""

    kb_id: Text = ""
    name: Text = ""


class EntryParams(Params):
    """Which entry: an article, a category or a suggestion, by its id."""

    kb_entry_id: str


class EntrySettings(Params):
    """Where an entry stands and who may read it; what a new one does not say is [chosen]."""

    kb_id: str | None = None
    """That of the entry above, else the first knowledge base, when a new one does not say it."""
    parent_entry_id: str | None = None
    """The category above it; 0: none. A new one that does not say it stands at the top."""
    rstatus: EntryStatus | None = None
    """Published when a new one does not say it."""
    access: Access | None = None
    """Public when a new one does not say it."""
    rorder: int | None = None
    """Place among its siblings; a new one that does not say it comes last."""
    keywords: str | None = None
    """Separated by commas."""


class CreateArticleParams(EntrySettings):
    """An article. Clients also send `full_preview`, whose meaning is not public: it has no effect."""

    title: str
    content: str | None = None
    """HTML."""


class ChangeArticleParams(EntryParams, EntrySettings):
    """What becomes different; the rest stays as it was [chosen]."""

    title: str | None = None
    content: str | None = None


class CreateCategoryParams(EntrySettings):
    """A category; only the title is attested, the rest is as for articles [chosen]."""

    title: str
    description: str | None = None


class ChangeCategoryParams(EntryParams, EntrySettings):
    """What becomes different; the rest stays as it was [chosen]."""

    title: str | None = None
    description: str | None = None


class WrittenArticle(Article):
    """An article as it was written, with its body as text and in short."""

    content_text: Text = ""
    content_simple_html: Text = ""


LIST_KNOWLEDGEBASES = ListEndpoint(
    "14.14",
    "list_knowledgebases",
    "Knowledge bases",
    "GET",
    "knowledgebase/knowledgebases",
    NoParams,
    record=Knowledgebase,
    envelope="knowledgebases",
)
LIST_ENTRIES = ListEndpoint(
    "14.15",
    "list_entries",
    "Entries of every kind, as the later generation of the API lists them",
    "GET",
    "knowledgebase/entries",
    ListArticlesParams,
    record=Article,
    envelope="entries",
    other_envelopes=("articles",),
)
CREATE_ARTICLE = ObjectEndpoint(
    "14.16",
    "create_article",
    "Add article",
    "POST",
    "knowledgebase/articles",
    CreateArticleParams,
    record=WrittenArticle,
)
CHANGE_ARTICLE = ObjectEndpoint(
    "14.17",
    "change_article",
    "Change article",
    "PUT",
    "knowledgebase/articles/{kb_entry_id}",
    ChangeArticleParams,
    record=WrittenArticle,
)
CREATE_CATEGORY = ObjectEndpoint(
    "14.18",
    "create_category",
    "Add category",
    "POST",
    "knowledgebase/categories",
    CreateCategoryParams,
    record=Article,
)
CHANGE_CATEGORY = ObjectEndpoint(
    "14.19",
    "change_category",
    "Change category",
    "PUT",
    "knowledgebase/categories/{kb_entry_id}",
    ChangeCategoryParams,
    record=Article,
)
DELETE_ENTRY = ObjectEndpoint(
    "14.20",
    "delete_entry",
    "Delete entry, and all below it",
    "DELETE",
    "knowledgebase/entries/{kb_entry_id}",
    EntryParams,
    record=Acknowledgement,
)
