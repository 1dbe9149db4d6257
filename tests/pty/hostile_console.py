"""The console on the hostile desk, in this terminal: `FOLDER TEXTS [guard] [clean]`.

The last words take a layer of defence away: without the guard the output is left to `clean` alone, without `clean` to
the guard alone.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.app import App
from textual.filter import LineFilter

from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.transport import in_process
from console.config.model import Settings
from console.contract.secret import Secret
from console.desk.app import create_desk
from console.desk.db import Database
from console.services.bundle import build_services
from console.services.outbox.timing import Holds
from console.ui import drawable
from console.ui.console_app import ConsoleApp
from console.ui.preferences import Preferences
from tests.pty.hostile_desk import AGENT, KEY, NOW, HostileServer, fill, texts_of

ZONE = ZoneInfo("America/Los_Angeles")


class UnguardedConsole(ConsoleApp):
    """The console without its second line of defence."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters alone."""
        return App.get_line_filters(self)


def _leave_it(text: str, keep_newlines: bool) -> str:
    return text


def main() -> int:
    """Run until the console ends."""
    folder, without = Path(sys.argv[1]), sys.argv[3:]
    texts = texts_of(sys.argv[2])
    logging.basicConfig(filename=folder / "console.log", level=logging.ERROR)
    if "clean" in without:
        drawable._clean_all = _leave_it
    database = Database.open(str(folder / "desk.db"))
    fill(database, len(texts))
    server = HostileServer(
        create_desk(database, clock=lambda: NOW, zone=ZONE, rate_limit=None), texts, changes=folder / "changes"
    )

    async def connect() -> LiveAgentClient:
        transport = in_process(server, Secret(KEY))
        return LiveAgentClient(transport, zone=ZONE, budget=Budget(100_000))

    services = build_services(
        folder / "state",
        folder / "cache",
        "hostile",
        connect,
        AGENT,
        lambda: NOW,
        ZONE,
        public_url="https://x.example",
        holds=Holds(0, 0, 0, 0, 0),
    )
    try:
        console = UnguardedConsole if "guard" in without else ConsoleApp
        app = console(services, Preferences.of(Settings(), zone=ZONE), clock=lambda: NOW, title="Hostile")
        app.run()
        return app.return_code or 0
    finally:
        services.close()
        database.close()


if __name__ == "__main__":
    os.environ["ESCDELAY"] = "25"
    sys.exit(main())
