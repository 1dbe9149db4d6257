"""The composition root: configuration to transport, client, store, services and interface."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from console.config.zones import zone_with_form
from console.contract.secret import Secret

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.api.transport import ASGIApplication
    from console.config.model import PollingSettings, SendingSettings, Settings
    from console.desk.db import Database
    from console.services.cadence import Cadence
    from console.services.library import Library
    from console.services.outbox.timing import Holds
    from console.ui.console_app import ConsoleApp


PRACTICE_URL = "https://help.kestrel.example"
"""Where the customers of the demo would find its help desk."""

READY_EVERY = 0.02
"""Seconds between two looks whether a server that is still starting can be asked."""


@dataclass(frozen=True, slots=True)
class ConsoleOptions:
    """All the console is told from outside."""

    url: str
    key: Secret
    agent: str | None
    zone: str
    """The server's zone."""
    profile: str
    """Names the local state: one installation and agent each."""
    state_dir: Path
    cache_dir: Path
    settings: Settings
    """Of these the interface and the pace are taken; server and agent are those above."""
    uds: str | None = None
    """A Unix socket behind which the server listens."""
    ca_file: Path | None = None
    theme: str | None = None
    """Goes before the settings' one."""
    themes: Path | None = None
    """Folder of the agent's own themes."""
    settings_file: Path | None = None
    """Where the settings are, for words."""
    title: str = ""
    public_url: str | None = None
    """Where customers find the help desk; the server's own address when absent."""
    library: Library | None = None
    """Where canned replies and macros are; nowhere when absent."""
    ready: Callable[[], bool] | None = None
    """Says whether the server can be asked by now, for one that is still starting; raises `ServiceError` when it
    will never be."""


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


def run_console(options: ConsoleOptions) -> int:
    """Run the console in this terminal until the agent leaves; returns the exit code.

    An error that nobody foresaw is raised once the terminal is as it was.
    """
    sys.setswitchinterval(0.001)  # the thread that writes to the terminal and a key wait no longer for the others
    gc.disable()  # the application turns it on again once the first frame is painted
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("ESCDELAY", "25")  # milliseconds until a lone Esc is taken for one
    _log_to_file(options.state_dir / "console.log")

    from console.services.bundle import build_services
    from console.services.library import Library
    from console.ui.console_app import ConsoleApp
    from console.ui.preferences import Preferences

    settings = options.settings
    zone = zone_with_form(settings.ui.zone, settings.ui.times)
    public_url = options.public_url or options.url.removesuffix("/").removesuffix("/api")
    services = build_services(
        state_dir=options.state_dir,
        cache_dir=options.cache_dir,
        profile=options.profile,
        connect=lambda: connect(options),
        agent_email=options.agent,
        clock=now,
        zone=zone,
        public_url=public_url,
        cadence=cadence_of(settings.polling),
        holds=holds_of(settings.sending),
        library=options.library or Library(),
    )
    try:
        preferences = Preferences.of(
            settings, zone=zone, theme=options.theme, themes=options.themes, file=options.settings_file
        )
        title = options.title or options.url
        app = ConsoleApp(services, preferences, clock=now, title=title, public_url=public_url)
        app.whole_frames = bool(os.environ.get("LAC_WHOLE_FRAMES"))
        app.run(mouse=preferences.mouse)
        if app.failure is not None:
            raise app.failure
        return app.return_code or 0
    finally:
        services.close()


async def connect(options: ConsoleOptions) -> LiveAgentClient:
    """The client of the options' server. Runs in the engine's thread: its imports and certificates take a while."""
    from console.api.budget import Budget
    from console.api.client import LiveAgentClient
    from console.api.ledger import ledger_of
    from console.api.transport import over_network

    while options.ready is not None and not options.ready():  # noqa: ASYNC110 - it comes from another process
        await asyncio.sleep(READY_EVERY)
    transport = over_network(options.url, options.key, ca_file=options.ca_file, uds=options.uds)
    ledger = ledger_of(options.key, options.state_dir.parent / "budgets")
    budget = Budget(options.settings.polling.calls_per_minute, ledger=ledger)
    return LiveAgentClient(transport, zone=options.zone, budget=budget)


def cadence_of(polling: PollingSettings, *, pace: float = 1.0) -> Cadence:
    """How often the console asks, as the settings say it."""
    from console.services.cadence import Cadence

    return Cadence(
        queue=polling.queue,
        presence=polling.presence,
        conversation=polling.conversation,
        unfocused=polling.unfocused,
        pace=pace,
    )


def holds_of(sending: SendingSettings) -> Holds:
    """How long what is sent can be taken back, as the settings say it."""
    from console.services.outbox.timing import Holds

    return Holds(
        mail=sending.hold_mail,
        chat=sending.hold_chat,
        note=sending.hold_note,
        status=sending.hold_status,
        change=sending.hold_change,
    )


def _log_to_file(path: Path) -> None:
    """Log warnings to a private file that cannot grow without end; nothing is logged to the screen."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


@contextmanager
def practice_console(
    folder: Path,
    *,
    moment: datetime,
    theme: str | None = None,
    settings: Settings | None = None,
    pace: float = 1.0,
    clock: Callable[[], datetime] | None = None,
    around: Callable[[ASGIApplication], ASGIApplication] | None = None,
) -> Iterator[ConsoleApp]:
    """The console on a demo desk in this process, as it was made at `moment`: for pictures and tests. The clock stands
    there, unless another `clock` is given.

    `folder` takes the desk's database, which is made when it is not there, and the console's files. The regular looks
    for news come after their seconds times `pace`. `around` may put something between console and desk, to see what
    goes through.
    """
    from console.api.budget import Budget
    from console.api.client import LiveAgentClient
    from console.api.transport import in_process
    from console.config.model import Settings
    from console.contract.zone import DEFAULT_ZONE
    from console.desk.app import create_desk
    from console.services.bundle import build_services
    from console.services.library import DEMO, Library
    from console.ui.console_app import ConsoleApp
    from console.ui.preferences import Preferences

    settings = settings or Settings()
    clock = clock or (lambda: moment)
    zone = zone_with_form(settings.ui.zone, settings.ui.times, ZoneInfo(DEFAULT_ZONE))
    key = Secret("practice-desk-key-of-this-process")
    database = _practice_desk(folder / "desk.db", moment, key)
    desk = create_desk(database, clock=clock, zone=ZoneInfo(DEFAULT_ZONE), rate_limit=None)

    async def connect_to_desk() -> LiveAgentClient:
        # Nobody else has this desk: a minute's calls may come in a second.
        asked = around(desk) if around is not None else desk
        return LiveAgentClient(in_process(asked, key), zone=DEFAULT_ZONE, budget=Budget(100_000), strict=True)

    services = build_services(
        state_dir=folder / "state",
        cache_dir=folder / "cache",
        profile="practice",
        connect=connect_to_desk,
        agent_email="ana@kestrel.example",
        clock=clock,
        zone=zone,
        public_url=PRACTICE_URL,
        cadence=cadence_of(settings.polling, pace=pace),
        holds=holds_of(settings.sending),
        library=Library(folder / "library", (DEMO,)),
    )
    try:
        preferences = Preferences.of(settings, zone=zone, theme=theme, themes=folder / "themes")
        yield ConsoleApp(services, preferences, clock=clock, title="Kestrel & Finch", public_url=PRACTICE_URL)
    finally:
        services.close()
        database.close()


def _practice_desk(path: Path, moment: datetime, key: Secret) -> Database:
    """The demo's database, made when it is not there."""
    from console.desk.db import Database
    from console.desk.keys import store_key
    from console.desk.seed import seed_demo

    fresh = not path.exists()
    database = Database.open(str(path))
    if fresh:
        seed_demo(database, now=moment)
        with database.write() as connection:
            store_key(connection, key.reveal(), name="practice", now=moment)
    return database
