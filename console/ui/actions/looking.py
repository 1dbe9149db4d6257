"""Looking at the desk as a whole: reports, chats and calls, who is online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action, Place

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class ShowReports(Action):
    """See the twenty reports: agents, departments, channels, load, service levels and more, for any range of days."""

    id = "reports"
    label = "reports"
    keys = ("g r",)
    topic = "looking"

    def run(self, workspace: Workspace) -> None:
        """Open the screen."""
        workspace.reporting.open()


class ShowOverview(Action):
    """See which chats and calls go on and who waits for one, by department."""

    id = "overview"
    label = "chats and calls"
    keys = ("g o",)
    topic = "looking"

    def run(self, workspace: Workspace) -> None:
        """Open the screen."""
        workspace.overlooking.open()


class ShowSuggestions(Action):
    """See the categories of suggestions for the knowledge base and what was filed from here, and file another one."""

    id = "suggestions"
    label = "suggestions"
    keys = ()
    topic = "knowledge base"

    def run(self, workspace: Workspace) -> None:
        """Open the list."""
        workspace.suggesting.show()


class Suggest(Action):
    """Suggest an article: the words that nothing was found for, and what the customer asked, are there already."""

    id = "suggest"
    label = "suggest"
    keys = ("+",)
    places = (Place.KNOWLEDGE,)
    topic = "knowledge base"
    footer = 6

    def run(self, workspace: Workspace) -> None:
        """Open the dialog."""
        workspace.suggesting.suggest_for(workspace.knowing.query)


class SuggestFromSearch(Suggest):
    """Suggest an article for what is being searched."""

    id = "suggest-from-search"
    keys = ("ctrl+g",)
    places = (Place.SEARCH,)
    in_palette = False


LOOKING = (ShowSuggestions, Suggest, SuggestFromSearch, ShowOverview, ShowReports)
