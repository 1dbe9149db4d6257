"""The search: over everything that this console has seen, with results that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action, Place

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Search(Action):
    """Search all that was seen, while you type. Filters go with the words: dept:billing status:new older:2d."""

    id = "search"
    label = "search"
    keys = ("/",)
    topic = "queue"
    footer = 20

    def run(self, workspace: Workspace) -> None:
        """Open the line, or go back to it."""
        workspace.finding.begin()


class SearchResults(Action):
    """Go to the results, which stay until Esc or another view."""

    id = "search-results"
    label = "to the results"
    keys = ("enter", "down")
    places = (Place.FINDING,)
    topic = "queue"
    footer = 1
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """Focus them."""
        workspace.finding.to_results()


class CompleteSearch(Action):
    """Take the first filter that is offered below the line; without any, go to the results."""

    id = "search-complete"
    label = "complete"
    keys = ("tab",)
    places = (Place.FINDING,)
    topic = "queue"
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """Into the line."""
        workspace.finding.complete()


class EndSearch(Action):
    """End the search; the view that was there before comes back."""

    id = "end-search"
    label = "back"
    keys = ("escape", "ctrl+x")
    places = (Place.FINDING,)
    topic = "queue"
    footer = 2
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """Back to where it began."""
        workspace.finding.end()


class SortByMatch(Action):
    """Sort the results of a search by how well they match."""

    id = "sort-match"
    label = "best match first"
    keys = ("o b",)
    topic = "queue"

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be something to match."""
        found = workspace.finding.found
        return None if found and found.matcher.words else "Only what a search found by words can be sorted by match"

    def run(self, workspace: Workspace) -> None:
        """Sort."""
        workspace.finding.sort_by(None)


FINDING = (Search, SearchResults, CompleteSearch, EndSearch, SortByMatch)
