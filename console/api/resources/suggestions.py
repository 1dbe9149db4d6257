"""Calls on suggestions: `client.suggestions`."""

from __future__ import annotations

from console.api.budget import Priority
from console.api.resources.base import Calls
from console.contract.base import NoParams
from console.contract.suggestions import (
    CREATE_SUGGESTION,
    LIST_SUGGESTION_CATEGORIES,
    CreatedSuggestion,
    CreateSuggestionParams,
    SuggestionCategory,
)


class SuggestionCalls(Calls):
    """What customers wish for."""

    async def categories(self, *, priority: Priority = Priority.OPEN) -> list[SuggestionCategory]:
        """All categories."""
        return await self._call(LIST_SUGGESTION_CATEGORIES, NoParams(), priority)

    async def create(
        self, subject: str, message: str, *, category: str, user: str, idempotency_key: str | None = None
    ) -> CreatedSuggestion:
        """A suggestion of the user with this e-mail, in a category by its id or url code."""
        params = CreateSuggestionParams(useridentifier=user, category=category, subject=subject, message=message)
        return await self._call(CREATE_SUGGESTION, params, Priority.SEND, idempotency_key)
