"""Suggestions: their categories, and making one (sections 10 and 11)."""

from __future__ import annotations

from console.contract.base import Acknowledgement, NoParams, Params, Record, Text
from console.contract.endpoint import ListEndpoint, ObjectEndpoint


class SuggestionCategory(Record):
    """A category; `path` has the titles from the top, separated by " / "."""

    id: Text = ""
    title: Text = ""
    path: Text = ""


class CreateSuggestionParams(Params):
    """A suggestion of a customer; an unknown e-mail creates a visitor [chosen]."""

    useridentifier: str
    category: str
    """Id or url code of the category."""
    subject: str
    message: str


class CreatedSuggestion(Acknowledgement):
    """The new suggestion and the address of its page."""

    id: Text = ""
    url: Text = ""


LIST_SUGGESTION_CATEGORIES = ListEndpoint(
    "10.1",
    "list_suggestion_categories",
    "Retrieves all suggestion categories",
    "GET",
    "suggestioncategories",
    NoParams,
    record=SuggestionCategory,
    envelope="suggestioncategories",
)
CREATE_SUGGESTION = ObjectEndpoint(
    "11.1",
    "create_suggestion",
    "Create new suggestion",
    "POST",
    "suggestions",
    CreateSuggestionParams,
    record=CreatedSuggestion,
)
