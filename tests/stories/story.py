"""A console under way: presses keys, waits for work to end, reads the screen, and asks the desk what it holds."""

from __future__ import annotations

import asyncio
import re
import shutil
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from sqlalchemy import func, insert, select, update
from starlette.types import ASGIApp
from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.transport import over_network
from console.app import PRACTICE_URL, practice_console
from console.cli.practice import STILL
from console.config.model import SendingSettings, Settings
from console.contract.secret import Secret
from console.contract.zone import DEFAULT_ZONE
from console.desk import tables
from console.desk.db import Database
from console.desk.seed import DEMO_NOW, FIXTURES
from console.services.bundle import build_services
from console.services.cadence import Cadence
from console.services.outbox.timing import Holds
from console.ui.console_app import ConsoleApp
from console.ui.preferences import Preferences
from console.ui.scenes import settle
from console.ui.screens.workspace import Workspace
from tests.desk.caller import Clock

WIDE, NARROW, TINY = (160, 45), (80, 24), (50, 20)
SIZES = (WIDE, NARROW, TINY)
AT_ONCE = Settings(sending=SendingSettings(hold_mail=0, hold_chat=0, hold_note=0, hold_status=0, hold_change=0))
"""Settings that hold nothing back."""
KEY = "practice-desk-key-of-this-process"
PATIENCE = 15.0
"""Seconds after which what is waited for does not come any more."""


class Story:
    """One agent at one terminal."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[Any], folder: Path, clock: Clock) -> None:
        self.app = app
        self.clock = clock
        self.pilot = pilot
        self.folder = folder

    @property
    def workspace(self) -> Workspace:
        """The workspace, also while a dialog lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Workspace))

    # What the agent does

    async def press(self, *keys: str) -> None:
        """Press keys, each once the last one's work is done."""
        for key in keys:
            self.strike(key)
            await settle(self.pilot)

    def strike(self, key: str) -> None:
        """Press a key and wait for nothing."""
        name = _character_to_key(key) if len(key) == 1 else key
        character: str | None
        try:
            character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
        except KeyError:
            character = key if len(key) == 1 else None
        self.app.post_message(events.Key(name, character))

    async def press_for(self, key: str, words: str) -> None:
        """Press a key and wait for the words in the footer, where they stand only for a while; then for the rest."""
        await self.pilot.press(key)
        await self.until(lambda: words in self.footer, repr(words))
        await settle(self.pilot)

    async def write(self, text: str) -> None:
        """Type a text as fast as a terminal delivers it."""
        for letter in text:
            key, character = ("enter", "\r") if letter == "\n" else (_character_to_key(letter), letter)
            self.app.post_message(events.Key(key, character))
        await settle(self.pilot)

    async def pass_time(self, seconds: float) -> None:
        """Move the clock, and let happen what is due by then."""
        self.clock.forward(seconds=seconds)
        self.workspace.services.sender.wake()
        await settle(self.pilot)

    async def open(self, fixture: str) -> None:
        """Open a named conversation of the demo by cursor and Enter."""
        code = FIXTURES.get(fixture, fixture)
        await self.press("g", "q")
        rows = self.workspace.queue.rows
        rows.move_to(self.codes().index(code))
        await self.press("enter")

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the console work until the condition holds; `what` names it in the error."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not come. The screen:\n{self.text}"
            await self.pilot.pause(0.04)

    async def until_shown(self, words: str) -> None:
        """Let the console work until the words are on the screen."""
        await self.until(lambda: words in self.text, repr(words))

    # What the agent sees

    @property
    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        compositor = self.app.screen._compositor
        width, height = self.app.size
        strips = compositor.render_strips()
        lines = [strip.text.ljust(width) for strip in strips]
        return lines or [" " * width] * height  # a screen that is not laid out yet

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.lines)

    @property
    def footer(self) -> str:
        """The last line, with those above it that belong to it."""
        above = self.workspace.query_one("#key-lines")
        count = above.size.height if above.display and self.app.screen is self.workspace else 1
        return " ".join(line.strip() for line in self.lines[-count:]) if count > 1 else self.lines[-1]

    @property
    def flat(self) -> str:
        """What is on the screen without rules and line breaks, so that wrapped sentences can be found."""
        return " ".join(self.text.replace("│", " ").split())

    def pane(self, name: str) -> str:
        """What a pane shows."""
        region = self.workspace.query_one(f"#{name}-pane").region
        rows = self.lines[region.y : region.bottom]
        return "\n".join(cut_cells(row, region.x, region.right) for row in rows)

    def said(self, name: str) -> str:
        """What a pane says, without gutters and line breaks."""
        return " ".join(re.sub("[│┊]", " ", self.pane(name)).split())

    def codes(self) -> list[str]:
        """The codes of the queue's rows, from top to bottom."""
        rows = self.workspace.queue.rows
        return [rows.view.row(index).code for index in range(rows.row_count)] if rows.view is not None else []

    @property
    def code_at_cursor(self) -> str:
        """The code of the conversation under the queue's cursor."""
        row = self.workspace.queue.rows.row_at_cursor()
        assert row is not None
        return row.code

    # What the desk holds

    def messages(self, fixture: str) -> list[tuple[str, str, str]]:
        """User, kind and body of a conversation's messages at the desk, oldest first."""
        message, conversation = tables.message, tables.conversation
        query = (
            select(message.c.user_id, message.c.rtype, message.c.body)
            .join(conversation, conversation.c.id == message.c.conversation_id)
            .join(tables.message_group, tables.message_group.c.id == message.c.group_id)
            .where(conversation.c.code == FIXTURES.get(fixture, fixture))
            .order_by(tables.message_group.c.position, message.c.position)
        )
        return [(row[0], row[1], row[2]) for row in self.ask(query)]

    def with_text(self, fixture: str, text: str) -> list[tuple[str, str]]:
        """User and kind of the messages of a conversation at the desk that say just this."""
        return [(user, kind) for user, kind, body in self.messages(fixture) if body.strip() == text]

    def mails(self, fixture: str) -> list[str]:
        """To whom the desk would have mailed about a conversation."""
        conversation_id = self.conversation(fixture).id
        mail = tables.outgoing_mail
        return [row[0] for row in self.ask(select(mail.c.recipient).where(mail.c.conversation_id == conversation_id))]

    def conversation(self, fixture: str) -> Any:
        """A conversation's row at the desk."""
        code = FIXTURES.get(fixture, fixture)
        (row,) = self.ask(select(tables.conversation).where(tables.conversation.c.code == code))
        return row

    def agent_id(self, email: str) -> str:
        """An agent's id at the desk."""
        ((found,),) = self.ask(select(tables.agent.c.id).where(tables.agent.c.email == email))
        return str(found)

    def department_id(self, name: str) -> str:
        """A department's id at the desk."""
        ((found,),) = self.ask(select(tables.department.c.id).where(tables.department.c.name == name))
        return str(found)

    def ask(self, query: Any) -> Sequence[Any]:
        """The rows of a query at the desk."""
        database = Database.open(str(self.folder / "desk.db"), create=False)
        try:
            with database.read() as connection:
                return connection.execute(query).all()
        finally:
            database.close()

    # What others do meanwhile

    def customer_writes(self, fixture: str, text: str, *, seconds: int = 60) -> None:
        """The conversation's customer writes, so many seconds after the clock's time."""
        row = self.conversation(fixture)
        ((user_id,),) = self.ask(select(tables.customer.c.user_id).where(tables.customer.c.id == row.owner_id))
        self.somebody_writes(fixture, user_id, text, seconds=seconds)
        self.change(fixture, status="C", changed=int(DEMO_NOW.timestamp()) + seconds)

    def somebody_writes(self, fixture: str, user_id: str, text: str, *, seconds: int = 60) -> None:
        """A message stands at the end of a conversation."""
        conversation_id = self.conversation(fixture).id
        at = int(DEMO_NOW.timestamp()) + seconds
        group = tables.message_group
        last = select(func.max(group.c.position)).where(group.c.conversation_id == conversation_id)
        ((position,),) = self.ask(last)
        number = f"{conversation_id}-{position + 1}"
        group_row = {"id": f"g{number}", "conversation_id": conversation_id, "position": position + 1}
        group_row |= {"user_id": user_id, "rtype": "3", "rstatus": "V", "created": at, "finished": at}
        row = {"id": f"m{number}", "group_id": f"g{number}", "conversation_id": conversation_id, "position": 0}
        row |= {"user_id": user_id, "rtype": "M", "created": at, "body": text}
        self._write(insert(group).values(group_row))
        self._write(insert(tables.message).values(row))

    def change(self, fixture: str, **values: Any) -> None:
        """A conversation's row is other than it was."""
        code = FIXTURES.get(fixture, fixture)
        values.setdefault("changed", int(DEMO_NOW.timestamp()))
        self._write(update(tables.conversation).where(tables.conversation.c.code == code).values(values))

    def set_online(self, department: str, email: str, letters: str) -> None:
        """An agent serves a department with these channels from now on; none when they are empty."""
        table, agent_id = tables.agent_department, self.agent_id(email)
        ours = (table.c.department_id == self.department_id(department), table.c.agent_id == agent_id)
        self._write(update(table).where(*ours).values(online=letters))

    def _write(self, statement: Any) -> None:
        database = Database.open(str(self.folder / "desk.db"), create=False)
        try:
            with database.write() as connection:
                connection.execute(statement)
        finally:
            database.close()


@asynccontextmanager
async def console_on(
    folder: Path,
    size: tuple[int, int] = WIDE,
    theme: str | None = None,
    *,
    settings: Settings | None = None,
    pace: float = 1.0,
    around: Callable[[ASGIApp], ASGIApp] | None = None,
) -> AsyncIterator[Story]:
    """The console on the demo desk in a folder, settled after its first sync; `pace` shortens its regular waits.

    Nothing is held back before it is sent, unless the settings are given.
    """
    settings, clock = settings or AT_ONCE, Clock(DEMO_NOW)
    with practice_console(
        folder, moment=DEMO_NOW, theme=theme, settings=settings, pace=pace, clock=clock, around=around
    ) as app:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield Story(app, pilot, folder, clock)


@asynccontextmanager
async def console_at(
    url: str,
    folder: Path,
    *,
    size: tuple[int, int] = WIDE,
    agent: str | None = "ana@kestrel.example",
    key: str = KEY,
    pace: float = 0.08,
) -> AsyncIterator[Story]:
    """The console on a server at an address, over the real transport, with short regular waits."""

    async def no_sleep(_seconds: float) -> None:
        await asyncio.sleep(0)

    async def connect() -> LiveAgentClient:
        transport = over_network(url, Secret(key))
        return LiveAgentClient(transport, zone=DEFAULT_ZONE, budget=Budget(100_000), sleep=no_sleep)

    zone, clock = ZoneInfo(DEFAULT_ZONE), Clock(DEMO_NOW)
    services = build_services(
        state_dir=folder / "state",
        cache_dir=folder / "cache",
        profile="network",
        connect=connect,
        agent_email=agent,
        clock=clock,
        zone=zone,
        public_url=PRACTICE_URL,
        holds=Holds(0, 0, 0, 0, 0),
        cadence=Cadence(pace=pace),
    )
    try:
        preferences = Preferences.of(Settings(), zone=zone)
        app = ConsoleApp(services, preferences, clock=clock, title="Kestrel & Finch", public_url=url)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield Story(app, pilot, folder, clock)
    finally:
        services.close()


def copy_desk(template: Path, folder: Path, *, filled: bool = False) -> Path:
    """A folder with a desk of its own, copied from a seeded one; `filled` adds the cache that a console made of it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template / "desk.db", folder / "desk.db")
    if filled:
        shutil.copytree(template / "cache", folder / "cache")
    return folder


async def fill_cache(folder: Path) -> None:
    """Let a console fetch and index all conversations of the desk in a folder, without any of their details."""
    with practice_console(folder, moment=DEMO_NOW, pace=STILL) as app:
        async with app.run_test(size=NARROW) as pilot:
            await settle(pilot)


def cut_cells(line: str, first: int, end: int) -> str:
    """The part of a line between two columns of the terminal."""
    position, kept = 0, []
    for letter in line:
        if first <= position < end:
            kept.append(letter)
        position += cell_len(letter)
    return "".join(kept)
