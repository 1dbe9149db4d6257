"""Canned replies and articles while typing: found by a few letters, filled, and what was typed stays typed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import update

from console.desk import tables
from console.desk.db import Database
from tests.stories.story import SIZES, Story, console_on


def text_of(story: Story) -> str:
    """What stands in the composer."""
    return story.workspace.thread.composer.text


def file_canned(folder: Path, name: str, text: str) -> Path:
    """A canned reply of the agent's own."""
    path = folder / "library" / "canned" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_few_letters_find_fill_and_insert(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("r", "/")
        await story.until_shown("Canned replies")
        await story.press("r", "e", "f", "a")
        await story.until_shown("Refund agreed")
        if size[0] > 60:
            await story.until_shown("Dear Jana,")
        await story.press("enter")
        assert text_of(story).startswith("Dear Jana,\n\nI am sorry about this. We refund order 43894209 in full today.")
        assert text_of(story).endswith("Kind regards\nAna\n")
        assert story.workspace.thread.composer.area.has_focus


async def test_typed_fast_it_is_the_same(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("/refa\n")
        assert text_of(story).startswith("Dear Jana,\n\nI am sorry")
        await story.write("and/or 10:30 :: what?? ok\n")
        assert text_of(story).endswith("Ana\nand/or 10:30 :: what?? ok\n"), "what looks like it is only text"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("/var ", "/var "),
        ("::ref ", "::ref "),
        ("so ::ref ", "so ::ref "),
        ("??bank ", "??bank "),
        ("1:: and /", "1:: and /"),
        ("what??", "what??"),
        ("/usr/bin is a path", "/usr/bin is a path"),
    ],
)
async def test_a_space_leaves_what_was_typed(folder: Path, typed: str, left: str) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(typed)
        assert text_of(story) == left
        assert story.app.screen is story.workspace


async def test_esc_and_enter_on_nothing_leave_too(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("/etc")
        await story.press("escape")
        assert text_of(story) == "/etc"
        await story.write("\n/qqqqq")
        await story.until_shown("Nothing matches.")
        await story.press("enter")
        assert text_of(story) == "/etc\n/qqqqq"
        await story.write("\n/")
        await story.press("backspace")
        assert text_of(story) == "/etc\n/qqqqq\n/"
        assert story.app.screen is story.workspace


async def test_files_are_seen_when_they_change_and_a_bad_one_is_named(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        path = file_canned(folder, "moon.md", "title: Moonlight\n\nThe moon is {field.order_no}.\n")
        await story.press("r")
        await story.write("/moon\n")
        assert text_of(story) == "The moon is 43894209.\n"
        path.write_text("title: Moonlight\n\nThe moon is away.\n")
        os.utime(path, (time.time() + 5, time.time() + 5))
        file_canned(folder, "bad.txt", "Just a text.\n")
        await story.write("/moon")
        await story.until_shown('bad.txt begins with lines such as "title: …"')
        await story.press("enter")
        assert text_of(story) == "The moon is 43894209.\nThe moon is away.\n"


async def test_what_is_meant_for_colleagues_is_in_notes_alone(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("/phonelog")
        await story.until_shown("Nothing matches.")
        await story.press("escape", "escape", "q", "n")
        await story.write("/phone log")
        assert text_of(story) == "/phone log", "a space is text"
        await story.press("ctrl+r", *"phone")
        await story.until_shown("Phone log")
        await story.press("enter")
        assert "Phone call with Jana Nováková" in text_of(story)


async def test_tab_goes_to_what_is_open_and_typing_replaces_it(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("n", "ctrl+r", *"phone", "enter", "tab")
        await story.write("Where is the lamp")
        await story.press("tab")
        await story.write("A new one")
        await story.press("tab")
        await story.write("no")
        assert text_of(story) == (
            "Phone call with Jana Nováková\nAsked: Where is the lamp\nAgreed: A new one\nCall back: no\n"
        )
        await story.press("home", "tab")
        assert text_of(story).endswith("    Call back: no\n") or text_of(story).endswith("\n    "), "else it indents"


async def test_articles_while_typing(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("See ??refund")
        await story.until_shown("Put an article into the text")
        await story.press("enter")
        title, address = text_of(story).removeprefix("See ").splitlines()
        assert "efund" in title
        assert address.startswith("https://help.kestrel.example/")
        await story.write("??refund")
        await story.press("down")
        picker = story.app.screen
        before = picker.rows.cursor, picker.rows.value  # type: ignore[attr-defined]
        story.workspace.knowing._beside.ask_server()  # type: ignore[union-attr]
        await story.press("home")
        assert (picker.rows.cursor, picker.rows.value) == before  # type: ignore[attr-defined]
        await story.press("escape")
        assert text_of(story) == f"See {title}\n{address}\n??refund"


async def test_what_customers_write_is_never_read_as_a_placeholder(folder: Path) -> None:
    async with console_on(folder) as story:
        file_canned(folder, "who.md", "title: Who\n\nAbout {subject} of {customer.name} ({customer.email})\n")
        rows = story.workspace.queue.rows
        assert rows.view is not None
        found = [rows.view.row(index) for index in range(rows.row_count)]
        hostile = [row for row in found if "{" in row.subject or "\x1b" in row.subject or "\u202e" in row.subject]
        assert any("{customer.name}" in row.subject for row in hostile)
        for row in hostile:
            await story.open(row.code)
            await story.press("r")
            await story.write("/who\n")
            text = text_of(story)
            assert "(customer.name)" in text if "{customer.name}" in row.subject else True
            assert not set("{}\x1b\u202e") & set(text.replace("{subject}", "").replace("{customer.name}", ""))
            await story.press("escape", "q")


async def test_an_article_for_agents_alone_is_asked_about_before_it_comes_into_a_reply(new_folder: Path) -> None:
    database = Database.open(str(new_folder / "desk.db"), create=False)
    with database.write() as connection:
        ours = tables.article.c.title == "Firmware 3.2: known problems and 3.2.1"
        connection.execute(update(tables.article).where(ours).values(access="I"))
    database.close()
    async with console_on(new_folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("??known")
        await story.until_shown("agents only  Firmware")
        await story.press("tab")
        await story.until_shown("For agents only")
        await story.press("escape")
        assert text_of(story) == "??"
        await story.press("escape", "q", "n")
        await story.write("??known")
        await story.until_shown("agents only  Firmware")
        await story.press("enter")
        assert "http" in text_of(story), "colleagues may see it"
