"""A console under way: presses keys, waits for work to end, reads the screen, and asks the desk what it holds."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select
from textual.pilot import Pilot

from console.app import practice_console
from console.desk import tables
from console.desk.db import Database
from console.desk.seed import DEMO_NOW, FIXTURES
from console.ui.console_app import ConsoleApp
from console.ui.scenes import settle
from console.ui.screens.workspace import Workspace


class Story:
    """One agent at one terminal."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.folder = folder

    @property
    def workspace(self) -> Workspace:
        """The workspace, also while a dialog lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Workspace))

    async def press(self, *keys: str) -> None:
        """Press keys, each once the last one's work is done."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def write(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", "\n": "enter"}
        for letter in text:
            await self.pilot.press(names.get(letter, letter))
        await settle(self.pilot)

    async def open(self, fixture: str) -> None:
        """Open a named conversation of the demo by cursor and Enter."""
        rows = self.workspace.queue.rows
        code = FIXTURES.get(fixture, fixture)
        assert rows.view is not None
        index = next(i for i in range(rows.row_count) if rows.view.row(i).code == code)
        self.workspace.show_pane("queue")
        rows.move_to(index)
        await self.press("enter")

    @property
    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        compositor = self.app.screen._compositor
        width, height = self.app.size
        strips = compositor.render_strips()
        assert len(strips) == height
        return [strip.text.ljust(width) for strip in strips]

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.lines)

    @property
    def footer(self) -> str:
        """The last line."""
        return self.lines[-1]

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
        with self._desk() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(query)]

    def conversation(self, fixture: str) -> Any:
        """A conversation's row at the desk."""
        code = FIXTURES.get(fixture, fixture)
        with self._desk() as connection:
            query = select(tables.conversation).where(tables.conversation.c.code == code)
            return connection.execute(query).one()

    def _desk(self) -> Any:
        database = Database.open(str(self.folder / "desk.db"), create=False)
        return database.read()


@asynccontextmanager
async def console_on(folder: Path, size: tuple[int, int] = (160, 45), theme: str = "dark") -> AsyncIterator[Story]:
    """The console on the demo desk in a folder, settled after its first sync."""
    with practice_console(folder, moment=DEMO_NOW, theme=theme) as app:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield Story(app, pilot, folder)


def copy_desk(template: Path, folder: Path) -> Path:
    """A folder with a desk of its own, copied from a seeded one."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template / "desk.db", folder / "desk.db")
    return folder
