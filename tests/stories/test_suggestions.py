"""Suggesting articles: from a search that found nothing, with what the customer asked, and nothing typed gets lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from console.contract.enums import EntryType
from console.desk import tables
from console.ui.screens.suggesting import SuggestDialog
from console.ui.screens.suggestions import SuggestionsScreen
from tests.stories.faulty_desk import faulty_desk, refusal
from tests.stories.story import NARROW, WIDE, Story, console_at, console_on

BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)


def suggested(story: Story, subject: str) -> list[Any]:
    """The suggestions of that title at the desk."""
    article = tables.article
    query = select(article).where(article.c.rtype == EntryType.SUGGESTION.value, article.c.title == subject)
    return list(story.ask(query))


@BOTH
async def test_a_search_without_a_hit_becomes_a_suggestion(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("w")
        await story.write("xyzzy lamps")
        assert "Nothing found. You can suggest it." in story.text
        await story.press("ctrl+g")
        assert "Suggest an article" in story.text
        assert "xyzzy lamps" in story.text
        assert "Asked by a customer:" in story.text
        assert "arrived with a cracked" in story.flat
        assert "may be seen by everybody" in story.text
        await story.press(*"lamps", "enter")
        assert "Ideas / Lamps" in story.text
        await story.press("tab")
        await story.write(" Please.")
        await story.press("escape")
        assert "“xyzzy lamps” in Ideas / Lamps, as Ana Kovač." in story.text
        await story.press("y")
        assert story.app.screen is story.workspace
        (row,) = suggested(story, "xyzzy lamps")
        assert "Asked by a customer" in row.content
        assert f"Filed as suggestion {row.id}" in story.footer
        assert story.workspace.services.suggestions.draft.is_empty
        entries = story.workspace.services.store.audit.entries()
        assert [one.origin for one in entries if one.call.startswith("POST suggestions")] == ["key suggest"]


@BOTH
async def test_the_list_has_the_categories_and_what_was_filed_from_here(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await to_list(story)
        assert "Ideas / Nest app" in story.text
        assert "Nothing yet. The API does not give suggestions back" in story.text
        await story.press("j", "j", "enter")
        assert "Ideas / Nest app" in story.app.screen.query_one("FormField").value  # type: ignore[attr-defined]
        await story.write("A dark theme")
        assert "A dark theme" in story.app.screen.query_one("#suggest-subject").value  # type: ignore[attr-defined]
        await story.press("escape")
        assert "A suggestion needs" in story.text
        assert "file it" not in story.text
        await story.press("e")
        await story.press("tab")
        await story.write("Please.")
        await story.press("escape", "y")
        assert isinstance(story.app.screen, SuggestionsScreen)
        assert "A dark theme" in story.text
        assert "Filed as suggestion" in story.footer
    async with console_on(folder, size) as story:
        await to_list(story)
        assert "A dark theme" in story.text, "the list outlives the console"


async def test_what_is_typed_is_kept_and_can_be_discarded(folder: Path) -> None:
    async with console_on(folder) as story:
        await to_list(story)
        await story.press("+", "tab")
        await story.write("Half a thought")
        await story.press("escape", "q")
        assert "Not filed yet: Half a thought" in story.text
    async with console_on(folder) as story:
        await story.press("g", "k")
        await story.write("nothing like this")
        await story.press("ctrl+g")
        assert "Half a thought" in story.text, "what was typed goes before what was searched"
        await story.press("escape")
        assert "A suggestion needs" in story.text
        await story.press("D", "ctrl+g")
        assert "nothing like this" in story.app.screen.query_one("#suggest-subject").value  # type: ignore[attr-defined]
        await story.press("escape", "D")
        assert suggested(story, "Half a thought") == []


async def test_an_empty_dialog_asks_nothing(folder: Path) -> None:
    async with console_on(folder) as story:
        await to_list(story)
        await story.press("+", "escape")
        assert isinstance(story.app.screen, SuggestionsScreen)


async def test_a_refusal_is_said_and_the_text_stays(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await write_one(story)
        desk.refuse = lambda method, target: refusal(500, "Suggestions are closed") if method == "POST" else None
        await story.press("escape", "y")
        await story.until_shown("Suggestions are closed")
        dialog = story.app.screen
        assert isinstance(dialog, SuggestDialog)
        assert dialog.current().subject == "A dark theme"
        desk.refuse = lambda method, target: None
        await story.press("escape", "y")
        await story.until(lambda: bool(suggested(story, "A dark theme")), "the suggestion")


async def test_nobody_knows_whether_it_was_filed_and_once_more_does_not_double_it(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await write_one(story)
        desk.cut_after_write = True
        await story.press("escape", "y")
        await story.until_shown("It is not known whether it was filed")
        assert isinstance(story.app.screen, SuggestDialog)
        desk.cut_after_write = False
        await story.press("escape", "y")
        await story.until(lambda: not isinstance(story.app.screen, SuggestDialog), "the answer")
        assert len(suggested(story, "A dark theme")) == 1


async def write_one(story: Story) -> None:
    await to_list(story)
    await story.until_shown("Ideas / Lamps")
    await story.press("+", *"lamps", "tab")
    await story.write("A dark theme")
    await story.press("tab")
    await story.write("Please.")


async def to_list(story: Story) -> None:
    await story.press(":", *"suggestions", "enter")
    assert isinstance(story.app.screen, SuggestionsScreen)
