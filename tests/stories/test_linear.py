"""One column of words, for who hears the screen or reads it by the finger: no signs, and a cursor at the focus."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from console.config.model import Settings, UiSettings
from console.ui.focus_point import focus_point
from tests.pty_terminal import PtyTerminal
from tests.stories.running import QUEUE, quit_console, running
from tests.stories.story import NARROW, TINY, WIDE, Story, console_on, cut_cells

LINEAR = Settings(ui=UiSettings(linear=True))
SIGNS = "▌●◆○★✗»▾▸│┊─•■┬┴├┤┼|"


def at_focus(story: Story) -> str:
    """What is on the screen from the cell of the cursor on."""
    x, y = focus_point(story.app.screen)
    return cut_cells(story.lines[y], x, story.app.size.width).rstrip()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_rows_are_words(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=LINEAR) as story:
        first, second = story.pane("queue").splitlines()[1:3]
        assert first.strip() == "customer wrote, unread: Charged twice in October"
        assert second.strip() == "Tobi Okafor, Billing, new, waits 1h52"
        await story.press("*", "x", "k")
        assert at_focus(story).startswith("selected, customer wrote, unread, starred: Charged twice")


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
@pytest.mark.parametrize(
    "keys",
    [
        *((), ("enter",), ("enter", "n"), ("enter", "r", "a", "escape"), ("d",), ("?",), ("a",), ("f",), ("v",)),
        *(("g", "p"), ("g", "o"), ("g", "r", "enter"), ("g", "r", "enter", "d"), ("g", "a"), ("enter", "t"), ("m",)),
        *(("enter", "i"), ("c",), ("H",), (":", *"suggestions", "enter")),
    ],
)
async def test_nothing_is_drawn_that_is_no_word(folder: Path, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    async with console_on(folder, size, settings=LINEAR) as story:
        await story.press("j", "j", *keys)
        assert {sign for sign in story.text if sign in SIGNS} == set()
        assert story.app.theme == "plain"
        point = focus_point(story.app.screen)
        assert 0 <= point.x < size[0]
        assert 0 <= point.y < size[1]


async def test_the_cursor_is_where_the_focus_is(folder: Path) -> None:
    async with console_on(folder, NARROW, settings=LINEAR) as story:
        for _ in range(14):
            await story.press("j")
            row = story.workspace.queue.rows.row_at_cursor()
            assert row is not None
            assert row.subject[:20] in at_focus(story)
        await story.open("FX-01")
        assert at_focus(story).lstrip().startswith("Note  Tomas Hruška")
        await story.press("k")
        assert at_focus(story).startswith("folded: Transfer")
        await story.press("tab")
        assert at_focus(story) == "Jana Nováková"
        await story.press("g", "t", "r")
        await story.write("Dear Jana")
        x, y = focus_point(story.app.screen)
        assert cut_cells(story.lines[y], 0, x).endswith("Dear Jana")
        await story.press("escape", "q", "g", "q", "/")
        await story.write("lamp")
        x, y = focus_point(story.app.screen)
        assert cut_cells(story.lines[y], 0, x).endswith("lamp")


async def test_the_row_that_enter_would_choose_is_said(folder: Path) -> None:
    async with console_on(folder, NARROW, settings=LINEAR) as story:
        await story.press(":")
        await story.write("re")
        first = story.footer
        await story.press("down")
        marked = [line for line in story.lines if "> " in line]
        assert len(marked) == 1
        assert story.app.screen.query_one("#picker-keys").region.y < NARROW[1]
        assert first != ""
        keys = story.lines[story.app.screen.query_one("#picker-keys").region.y]
        assert keys.split()[0] in marked[0]
        await story.press("escape", "/")
        await story.write("lamp")
        (found,) = [line for line in story.lines if line.startswith(">")]
        assert "Call: lamp will not turn on" in found


async def test_panes_and_news_are_announced_in_one_line(folder: Path) -> None:
    async with console_on(folder, NARROW, settings=LINEAR) as story:
        await story.open("FX-01")
        assert "Conversation: Lamp arrived cracked" in story.footer
        await story.press("tab")
        assert "Customer: Jana Nováková" in story.footer
        await story.press("g", "q")
        assert "Queue, 286 conversations" in story.footer
        story.workspace.telling.clear()
        story.app.post_message(events.AppBlur())
        story.customer_writes("FX-01", "Is anybody there?")
        story.workspace.queueing.sync_now(everything=True)
        await story.until(lambda: "1 conversation changed" in story.footer, "the announcement")


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_a_dialog_stands_alone(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=LINEAR) as story:
        await story.press("enter", "t")
        assert story.lines[0].strip().startswith("Tags of ")
        assert "on    refund" in story.text
        assert "off   " in story.text
        assert "Queue" not in story.text
        await story.press("escape", "a")
        assert story.lines[0].strip().startswith("Transfer ")
        assert at_focus(story) != ""


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_a_report_is_sentences(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=LINEAR) as story:
        await story.press("g", "r", "enter")
        assert "answers: highest 43, Maximiliane Oberstolz-Wiesengrund-Linden; lowest " in story.flat
        assert "Column: answers" in story.text
        assert "Ana Kovač: answers 28, chat answers 6, chats 3, calls 2" in story.flat
        assert "@" not in story.text
        await story.press("l", "j")
        assert "Column: chat answers" in story.text
        assert at_focus(story).startswith("Bill Andersson: chat answers 25, answers 10")
        await story.press("d", "left", "space", "left")
        assert at_focus(story) == "Saturday 21 November 2026"
        assert "begins 2026-11-22" in story.text
        assert "from 2026-11-21 to 2026-11-22" in story.text
        await story.write("7d")
        assert at_focus(story).startswith("typed 7d")


@pytest.mark.parametrize("arguments", [("--linear",), ()])
def test_the_terminals_own_cursor_follows(home: Path, arguments: tuple[str, ...]) -> None:
    env = {} if arguments else {"LAC_UI_LINEAR": "yes"}
    with running(home, "demo", "--no-play", *arguments, size=(80, 24), env=env) as terminal:
        terminal.wait_for("customer wrote, unread")
        terminal.wait_for("just now")
        for _ in range(3):
            before = terminal.cursor
            terminal.press("j")
            terminal.wait_until(lambda _, before=before: terminal.cursor != before, "the cursor")  # type: ignore[misc]
            assert "unread: " in cursor_line(terminal)
        assert terminal.output.rindex(b"\x1b[?25h") > terminal.output.rindex(b"\x1b[?25l")
        assert QUEUE in terminal.text
        terminal.press("g", "q", "r")
        terminal.wait_for("Reply to ")
        terminal.press("Dear")
        terminal.wait_until(lambda _: cursor_line(terminal)[: terminal.cursor[0]].endswith("Dear"), "the text")
        terminal.press("escape")
        terminal.wait_for("REPLY")
        terminal.press("q", "g", "q")
        assert quit_console(terminal) == 0


def cursor_line(terminal: PtyTerminal) -> str:
    """The line that the terminal's cursor is in."""
    return terminal.lines[terminal.cursor[1]]


async def test_a_text_says_what_it_is(folder: Path) -> None:
    async with console_on(folder, NARROW, settings=LINEAR) as story:
        await story.press("c", *("tab",) * 5)
        assert at_focus(story) == "text of the message"
        await story.write("Dear")
        assert "text of the message" not in story.text
