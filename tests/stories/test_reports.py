"""Reports: asked for by key, narrowed, sorted, plotted, kept for the session, and written into files."""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from starlette.types import ASGIApp, Receive, Scope, Send

from console.desk import tables
from console.services.reports import ReportService
from console.ui.screens.reports import ReportsScreen
from tests.stories.faulty_desk import faulty_desk, refusal
from tests.stories.story import NARROW, TINY, WIDE, Story, console_at, console_on

BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
TITLES = 20


def screen_of(story: Story) -> ReportsScreen:
    screen = story.app.screen
    assert isinstance(screen, ReportsScreen)
    return screen


def rows_of(story: Story, column: str) -> list[str]:
    """The words of a column, from the first row to the last."""
    grid = screen_of(story).pane.rows.grid
    assert grid is not None
    found = next(one for one in grid.columns if one.name == column)
    return [grid.cell(index, found) for index in range(len(grid.rows))]


async def to_report(story: Story, name: str) -> None:
    await story.press("g", "r")
    screen = screen_of(story)
    screen.list.move_to([kind.name for kind in screen.kinds].index(name))
    await story.press("enter")


@BOTH
async def test_every_report_shows_its_rows_or_says_that_there_are_none(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("g", "r")
        assert "not asked yet" in story.lines[0]
        for number in range(TITLES):
            await story.press("enter")
            screen = screen_of(story)
            assert screen.pane.answer is not None, screen.kind.title
            assert screen.kind.title in story.lines[0]
            assert "as of 08:40" in story.lines[0]
            rows = screen.pane.rows.row_count
            assert rows or "Nothing to report" in story.text
            await story.press("l", "l", "s", "G")
            await story.press("q")
            if number < TITLES - 1:
                await story.press("j")
        await story.press("q")
        assert story.app.screen is story.workspace


async def test_list_and_report_side_by_side_or_one_at_a_time(folder: Path) -> None:
    async with console_on(folder) as story:
        await to_report(story, "agents")
        assert "Tickets SLA compliance" in story.text
        assert "Ana Kovač" in story.text
    async with console_on(folder, NARROW) as story:
        await to_report(story, "agents")
        assert "Tickets SLA compliance" not in story.text
        await story.press("q")
        assert "Tickets SLA compliance" in story.text
        await story.press("tab")
        assert "Ana Kovač" in story.text


async def test_days_by_one_key_and_answers_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    run = ReportService.run

    async def counted(self: ReportService, query: object) -> object:
        asked.append(query)
        return await run(self, query)  # type: ignore[arg-type]

    monkeypatch.setattr(ReportService, "run", counted)
    async with console_on(folder) as story:
        await to_report(story, "performance")
        assert "7 days, 2026-11-17 to 2026-11-23" in story.lines[0]
        assert len(rows_of(story, "date")) == 7
        await story.press("m")
        assert "30 days" in story.lines[0]
        assert len(rows_of(story, "date")) == 30
        await story.press("t")
        assert "today, 2026-11-23" in story.lines[0]
        assert rows_of(story, "date") == ["2026-11-23"]
        await story.press("y", "w")
        assert len(asked) == 4
        await story.press("q", "q", "g", "r", "enter")
        assert screen_of(story).kind.name == "performance"
        assert len(asked) == 4, "what was answered is not asked for again"
        await story.press("S")
        assert len(asked) == 5


async def test_days_on_the_calendar_and_typed(folder: Path) -> None:
    async with console_on(folder, NARROW) as story:
        await to_report(story, "performance")
        await story.press("d")
        assert "November 2026" in story.text
        await story.press("up", "left", "space", "left", "left")
        assert "from 2026-11-13 to 2026-11-15" in story.flat
        await story.press("enter")
        assert rows_of(story, "date") == ["2026-11-13", "2026-11-14", "2026-11-15"]
        await story.press("d", "pageup", "end")
        assert "from 2026-10-31 to 2026-10-31" in story.flat
        await story.press(*"1.11. - 3")
        assert "That is no day" in story.text
        await story.press("enter")
        assert "That is no day" in story.text
        await story.press(*".11.", "enter")
        assert rows_of(story, "date") == ["2026-11-01", "2026-11-02", "2026-11-03"]
        await story.press("d", *"yesterday", "enter")
        assert "yesterday, 2026-11-22" in story.lines[0]
        await story.press("d", "right", "escape")
        assert "yesterday" in story.lines[0]


async def test_sorting_by_any_column_both_ways(folder: Path) -> None:
    async with console_on(folder) as story:
        await to_report(story, "agents")
        await story.press("s")
        answers = [int(words) for words in rows_of(story, "answers")]
        assert answers == sorted(answers, reverse=True)
        assert "by answers, highest first" in story.text
        await story.press("s")
        answers = [int(words) for words in rows_of(story, "answers")]
        assert answers == sorted(answers)
        await story.press("h", "s")
        names = [name.casefold() for name in rows_of(story, "lastname")]
        assert names == sorted(names)
        assert "by lastname, first letter first" in story.text


async def test_the_plot_follows_the_column(folder: Path) -> None:
    async with console_on(folder) as story:
        await to_report(story, "agents")
        assert "─ answers ─" in story.text
        await story.press("l")
        assert "─ chat answers ─" in story.text
        await story.press("q")
        await to_report_below(story, "tickets_load")
        assert "Tue 17 Nov 00:00" in story.text


async def to_report_below(story: Story, name: str) -> None:
    screen = screen_of(story)
    screen.list.move_to([kind.name for kind in screen.kinds].index(name))
    await story.press("enter")


async def test_a_report_for_a_department_and_an_agent(folder: Path) -> None:
    async with console_on(folder) as story:
        await to_report(story, "performance")
        everybody = rows_of(story, "answers")
        await story.press("f", *"bill", "enter")
        assert "Billing" in story.lines[0]
        billing = rows_of(story, "answers")
        assert sum(map(int, billing)) < sum(map(int, everybody))
        await story.press("f", *"tomas", "enter")
        assert "Billing, Tomas Hruška" in story.lines[0]
        await story.press("q")
        await to_report_below(story, "channels")
        assert "this report cannot be narrowed so" in story.lines[0]
        await story.press("f")
        assert "always about everybody" in story.footer
        await story.press("q")
        await to_report_below(story, "performance")
        await story.press("f", "enter")
        assert rows_of(story, "answers") == everybody


async def test_all_columns(folder: Path) -> None:
    async with console_on(folder) as story:
        await to_report(story, "agents")
        grid = screen_of(story).pane.rows.grid
        assert grid is not None
        few = len(grid.columns)
        await story.press("c")
        grid = screen_of(story).pane.rows.grid
        assert grid is not None
        assert len(grid.columns) > few + 20
        for _ in grid.columns:
            await story.press("l")
            column = screen_of(story).pane.rows.column
            assert column in screen_of(story).pane.rows.shown
        await story.press("c")
        grid = screen_of(story).pane.rows.grid
        assert grid is not None
        assert len(grid.columns) == few


async def test_the_conversation_behind_a_row(folder: Path) -> None:
    async with console_on(folder) as story:
        await to_report(story, "tickets_sla_log")
        assert "Enter conversation" in story.footer
        wanted = screen_of(story).pane.rows.conversation_id
        await story.press("enter")
        assert story.app.screen is story.workspace
        assert story.workspace.state.conversation_id == wanted


@BOTH
async def test_a_report_becomes_a_file(folder: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    home = folder / "home"
    (home / "Downloads").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    async with console_on(folder, size) as story:
        agent = tables.agent
        story._write(
            update(agent).where(agent.c.email == "ana@kestrel.example").values(first_name="=cmd|' /C calc'!A0")
        )
        await story.press("g", "r", "E")
        assert "nothing to export yet" in story.footer
        await story.press("enter", "E", "c")
        await story.press("enter")
        path = home / "Downloads" / "agents-2026-11-17-to-2026-11-23.csv"
        assert "Written to" in story.footer
        rows = list(csv.DictReader(path.read_text().splitlines()))
        assert "'=cmd|' /C calc'!A0" in [row["firstname"] for row in rows]
        path.write_text("mine")
        await story.press("E", "c", "enter")
        assert "There is a file" in story.text
        assert path.read_text() == "mine"
        await story.press("n")
        await story.press(*["backspace"] * 4, *"2.json", "enter")
        tree = json.loads(path.with_name("agents-2026-11-17-to-2026-11-232.json").read_text())
        assert tree["report"] == "agents"
        await story.press("E", "c", "enter", "y")
        assert path.read_text().startswith('"id"')
        await story.press("E", "j", *["backspace"] * 5, "enter")
        assert "has to end in .csv or in .json" in story.text
        await story.press("escape")


async def test_a_report_that_fails_says_why_and_can_be_asked_for_again(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await story.press("g", "r")
        desk.answer = refusal(500, "The report is broken")
        await story.press("enter")
        await story.until_shown("S asks again")
        assert story.app.screen is screen_of(story)
        desk.answer = None
        await story.press("S")
        await story.until_shown("Ana Kovač")
        assert "as of" in story.lines[0]


async def test_words_of_the_server_are_harmless(folder: Path) -> None:
    async with console_on(folder) as story:
        department = tables.department
        story._write(update(department).values(name="\x1b[2J[red]x[/red]\u202e"))
        await to_report(story, "departments")
        assert "\x1b" not in story.text
        assert "[red]x[/red]" in story.text


async def test_while_the_server_computes_the_keys_go_on(folder: Path) -> None:
    computed = asyncio.Event()

    def slow(desk: ASGIApp) -> ASGIApp:
        async def wait(scope: Scope, receive: Receive, send: Send) -> None:
            if "/reports/" in str(scope.get("path", "")):
                await computed.wait()
            await desk(scope, receive, send)

        return wait

    async with console_on(folder, around=slow) as story:
        await story.press("g", "r")
        story.strike("enter")
        await story.until_shown("Asking the server for Agents: 7 days, 2026-11-17 to 2026-11-23.")
        assert "asking the server" in story.lines[0]
        for key in ("q", "j"):
            story.strike(key)
        await story.until(lambda: screen_of(story).kind.name == "channels", "the next report")
        assert "not asked yet" in story.lines[0]
        story.strike("k")
        await story.until_shown("Asking the server for Agents")
        for key in ("q", "j"):
            story.strike(key)
        await story.until(lambda: story.app.screen is story.workspace, "the queue")
        for key in ("g", "r"):
            story.strike(key)
        await story.until_shown("Asking the server for Agents")
        story.workspace.services.engine.submit(_release(computed)).result()
        await story.until(lambda: "Ana Kovač" in story.text, "the report")


def _release(computed: asyncio.Event) -> Callable[[], Coroutine[Any, Any, None]]:
    """What lets the desk go on, in the loop where it waits."""

    async def release() -> None:
        computed.set()

    return release


async def test_a_row_has_its_name_where_the_columns_do_not_say_it(folder: Path) -> None:
    async with console_on(folder, TINY) as story:
        await to_report(story, "agents")
        assert "7 days   everybody" in story.lines[0]
        await story.press("j")
        assert "Bill Andersson, of 14 rows" in story.text
        assert "? keys" in story.footer
    async with console_on(folder) as story:
        await to_report(story, "agents")
        await story.press("j")
        assert "─ 14 rows ─" in story.text
        assert "─ answers ─" in story.text, "where there is room, every row has its bar"


@BOTH
async def test_every_dialog_of_the_reports_is_left_without_esc(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await to_report(story, "agents")
        for keys in (("?", "q"), ("d", "q"), ("d", "ctrl+x"), ("f", "ctrl+x"), ("E", "q"), ("E", "c", "ctrl+x")):
            await story.press(*keys)
            assert isinstance(story.app.screen, ReportsScreen), keys
