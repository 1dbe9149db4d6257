"""A small application on the console's driver, which `test_driver.py` starts in a pseudo-terminal.

It shows every key and paste it gets. `!` opens an outside program that reads a line, `S` stops the process as a shell's
job control does, `q` quits.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

from console.ui.actions.keymap import key_of
from console.ui.terminal import ConsoleDriver
from console.ui.text import content

OUTSIDE = "printf 'outside> '; read line; echo \"got $line\""


class Echo(App[None], inherit_bindings=False):
    """Shows the last keys."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__(driver_class=ConsoleDriver)
        self._seen: deque[str] = deque(maxlen=8)
        self._count = 0

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(content("ready"), id="seen")

    def on_key(self, event: events.Key) -> None:
        """Show it, and do what it stands for."""
        key = key_of(event)
        if key == "q":
            self.exit(return_code=7)
        elif key == "!":
            with self.suspend():
                subprocess.run(["sh", "-c", OUTSIDE], check=True)
            self._show("back")
        elif key == "S":
            os.kill(os.getpid(), signal.SIGTSTP)
        else:
            self._count += 1
            self._show(key)

    def on_paste(self, event: events.Paste) -> None:
        """Show how much came."""
        self._show(f"paste {len(event.text)} {event.text[:3]}…{event.text[-3:]}")

    def _show(self, what: str) -> None:
        self._seen.append(what)
        self.query_one(Static).update(content(f"{self._count}: {' '.join(self._seen)}|"))


if __name__ == "__main__":
    if "nohup" in sys.argv:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    app = Echo()
    app.run()
    sys.exit(app.return_code or 0)
