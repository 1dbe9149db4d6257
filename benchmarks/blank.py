"""The least a Textual program can be: one line that counts keys. What ours costs is told as a ratio to this one."""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Blank(App[None]):
    """A line of text."""

    ENABLE_COMMAND_PALETTE = False
    count = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("blank and ready", id="line")

    def on_key(self, event: events.Key) -> None:
        """Count."""
        self.count += 1
        self.query_one("#line", Static).update(f"{self.count}", layout=False)


if __name__ == "__main__":
    Blank().run()
