"""The console itself: help, palette, presence, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action, Place

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class ShowPresence(Action):
    """See which agents and departments are online."""

    id = "presence"
    label = "who is online"
    keys = ("g p",)
    footer = 26

    def run(self, workspace: Workspace) -> None:
        """Open the board."""
        workspace.watching.show_board()


class ShowAudit(Action):
    """See what was changed from here, when, by which key, and what the server answered."""

    id = "audit"
    label = "audit"
    keys = ("g a",)

    def run(self, workspace: Workspace) -> None:
        """Open it."""
        workspace.telling.show_audit()


class ShowSettings(Action):
    """See in short how the console is set up: file, keys, theme, and what is held back."""

    id = "settings"
    label = "settings"
    keys = ("g s",)

    def run(self, workspace: Workspace) -> None:
        """Say it."""
        workspace.telling.show_settings()


class Help(Action):
    """Show the keys of this place."""

    id = "help"
    label = "keys"
    keys = ("?",)
    footer = 99

    def run(self, workspace: Workspace) -> None:
        """Open the help screen."""
        workspace.show_help()


class Palette(Action):
    """Find an action by name."""

    id = "palette"
    label = "palette"
    keys = (":", "ctrl+p", "ctrl+k")
    footer = 39
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """Open it."""
        workspace.show_palette()


class NextTheme(Action):
    """Change to the next theme: high contrast, dark, light, mono, plain, the terminal's own colours, and your own."""

    id = "theme"
    label = "next theme"
    keys = ()

    def run(self, workspace: Workspace) -> None:
        """The next one."""
        workspace.next_theme()


class Redraw(Action):
    """Draw the screen again."""

    id = "redraw"
    label = "redraw"
    keys = ("ctrl+l",)

    def run(self, workspace: Workspace) -> None:
        """Everything."""
        workspace.refresh(layout=True)
        workspace.app.refresh(layout=True)


class Back(Action):
    """Go back to the queue; in the queue, ask whether to quit."""

    id = "back"
    label = "back, quit"
    keys = ("q", "escape")
    footer = 41
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """One step back."""
        workspace.go_back()


class Quit(Action):
    """Quit. Drafts are kept."""

    id = "quit"
    label = "quit"
    keys = ()

    def run(self, workspace: Workspace) -> None:
        """Leave."""
        workspace.leave_console()


class QuitHint(Action):
    """Says how to quit."""

    id = "quit-hint"
    label = "how to quit"
    keys = ("ctrl+c",)
    places = (Place.ANYWHERE, Place.COMPOSER, Place.SEARCH, Place.FINDING, Place.REVIEW)
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """Nothing is interrupted."""
        workspace.say(
            f"{workspace.keys.words_of('back')} goes back, and quits from the queue; nothing that you typed is lost"
        )


GENERAL = (ShowPresence, ShowAudit, ShowSettings, Help, Palette, NextTheme, Redraw, Back, Quit, QuitHint)
