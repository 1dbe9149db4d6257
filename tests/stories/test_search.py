"""The search as agents use it: results while they type, why each is there, filters, and a view that stays."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from console.desk.seed import FIXTURES
from console.services.search import SearchService
from tests.stories.story import NARROW, TINY, WIDE, Story, console_on

LAMP = FIXTURES["FX-01"]
FLICKERING = "AGS-20H-67E"
"""A conversation with a field whose value stands in no message."""
BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["160x45", "80x24"])


async def search(story: Story, words: str) -> None:
    """Type words into the search and wait for what they find."""
    await story.press("slash")
    await story.write(words)


def note(story: Story) -> str:
    """The line below the field."""
    region = story.workspace.query_one("#search-note").region
    return story.lines[region.y][region.x : region.right].split("│")[0].strip()


@BOTH
async def test_results_come_while_one_types_and_say_why(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size=size) as story:
        before = story.codes()
        await search(story, "crack lam")
        assert story.codes() == [LAMP]
        await story.until(
            lambda: "Hello, the lamp I ordered arrived with a cracked" in story.said("queue"), "why it was found"
        )
        assert note(story).startswith("1 conversation")
        assert "Enter to the results" in story.footer
        if size == WIDE:
            assert "search: crack lam 1" in story.lines[1]
            assert "sort: best match" in story.lines[1]
        await story.press("escape")
        assert story.codes() == before
        assert "crack lam" not in story.text


@BOTH
async def test_the_results_stay_while_they_are_read(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size=size) as story:
        await search(story, "invoice")
        await story.press("enter")
        codes = story.codes()
        assert len(codes) > 3
        await story.press("enter")
        assert opened(story) == codes[0]
        await story.press("J")
        assert opened(story) == codes[1]
        await story.press("J", "K")
        assert opened(story) == codes[1]
        await story.press("q")
        assert (story.workspace.pane_name, story.codes(), story.code_at_cursor) == ("queue", codes, codes[1])
        await story.press("q")
        assert len(story.codes()) > len(codes), "the view from before"
        await story.press("q")
        assert "Quit the console?" in story.text


async def test_the_results_stay_over_a_sync_and_take_up_what_is_new(folder: Path) -> None:
    async with console_on(folder) as story:
        await search(story, "invoice")
        await story.press("enter", "j", "j")
        code, codes = story.code_at_cursor, story.codes()
        story.change(LAMP, subject="An invoice for the lamp", changed=int(story.clock().timestamp()) + 60)
        await story.press("S")
        await story.until(lambda: LAMP in story.codes(), "the new result")
        assert set(codes) < set(story.codes())
        assert story.code_at_cursor == code
        assert "search: invoice" in story.lines[1]


@pytest.mark.parametrize("leave", ["escape", "q", "1", "4"])
async def test_a_view_takes_the_place_of_the_results(folder: Path, leave: str) -> None:
    async with console_on(folder) as story:
        await story.press("j", "j", "j")
        code, count = story.code_at_cursor, len(story.codes())
        await search(story, "invoice")
        await story.press("enter", leave)
        assert "search:" not in story.text
        assert len(story.codes()) == count or leave == "4"
        if leave in ("escape", "q"):
            assert story.code_at_cursor == code
        await story.press("slash")
        assert story.workspace.queue.search_line.field.value == "", "the next search begins anew"


async def test_escape_leads_back_to_where_the_search_began(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("slash")
        await story.write("refund")
        await story.press("escape")
        assert story.workspace.pane_name == "thread"
        assert opened(story) == LAMP


@pytest.mark.parametrize("words", ["返品の手", "手続き", "返"])
async def test_parts_of_sentences_without_spaces(folder: Path, words: str) -> None:
    async with console_on(folder, size=NARROW) as story:
        await search(story, words)
        assert "返品の手続きについて" in story.text
        assert all(words in text for text in texts(story))


@pytest.mark.parametrize(
    ("fixture", "words", "reason"),
    [
        ("FX-01", "43894209", "for your order 43894209"),
        ("FX-01", "packaging", "courier says packaging"),
        ("FX-01", "novakova jana", "customer Jana Nováková"),
        ("FX-01", "jana@example.com", "customer Jana"),
        ("FX-01", LAMP, f"code {LAMP}"),
        (FLICKERING, "KF-LFM-CHK", "sku KF-LFM-CHK"),
    ],
)
async def test_everything_of_a_conversation_is_searched(folder: Path, fixture: str, words: str, reason: str) -> None:
    async with console_on(folder) as story:
        await story.open(fixture)
        await story.press("S")  # what was read is in the index after the next sync
        await search(story, words)
        assert FIXTURES.get(fixture, fixture) in story.codes()
        await story.until(lambda: reason in story.said("queue"), "why it was found")


async def test_a_tag_is_a_word_and_a_filter(folder: Path) -> None:
    async with console_on(folder, size=NARROW) as story:
        await story.open("FX-01")
        await story.press("S")
        await search(story, "damaged")
        assert LAMP in story.codes()
        await story.press("ctrl+u")
        await story.write("tag:damaged status:open")
        assert LAMP in story.codes()
        await story.press("ctrl+u")
        await story.write("tag:damaged status:new")
        assert LAMP not in story.codes()


@BOTH
async def test_articles_that_match_are_in_the_knowledge_base(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size=size) as story:
        await search(story, "goods damaged")
        assert "article" in note(story)
        await story.press("enter", "w")
        assert "Refund for goods damaged on the way" in story.said("knowledge")
        await story.press("tab", "g", "q", "escape", "g", "k")
        assert story.workspace.knowledge.field.value == "", "as it was before the search"


async def test_the_filter_language(folder: Path) -> None:
    async with console_on(folder) as story:
        billing = story.department_id("Billing")
        await search(story, "invoice dept:billing status:open,new")
        rows = [story.conversation(code) for code in story.codes()]
        assert rows
        assert {(row.department_id, row.status in "CN") for row in rows} == {(billing, True)}
        await story.press("ctrl+u")
        await story.write("dept:billing status:open")
        assert {story.conversation(code).status for code in story.codes()} == {"C"}
        assert "sort: longest wait" in story.lines[1], "without words nothing matches better"
        await story.press("enter", "f")
        assert "Filters of a search are typed" in story.footer


@BOTH
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("invoice dept:nowhere", "There is no department nowhere."),
        ("invoice older:soon", "soon is no time"),
        ("invoice team:billing", "team: is no filter, so it is looked for as a word."),
        ("invoice is:green", "is:green is not known; there are"),
    ],
)
async def test_what_is_wrong_with_a_filter_is_said(folder: Path, size: tuple[int, int], words: str, said: str) -> None:
    async with console_on(folder, size=size) as story:
        await search(story, words)
        assert said in note(story)
        await story.press("ctrl+u")
        await story.write("invoice")
        assert "conversations" in note(story)


async def test_what_a_filter_may_be_is_offered_while_it_is_typed(folder: Path) -> None:
    async with console_on(folder, size=NARROW) as story:
        await search(story, "invoice dept:b")
        assert note(story) == "Tab takes dept:Billing"
        await story.press("tab")
        assert story.workspace.finding.text == "invoice dept:Billing "
        await story.write("status:")
        assert note(story).startswith("Tab takes status:init; or status:new")
        await story.write("new")
        assert "conversation" in note(story)
        await story.write(" is:un")
        assert note(story) == "Tab takes is:unread; or is:unassigned", "it is not wrong, but being typed"
        await story.press("tab")
        assert "conversation" in note(story)
        assert story.workspace.finding.text.endswith("status:new is:unread ")
        await story.press("tab")
        assert story.workspace.focused is story.workspace.queue.rows


@BOTH
async def test_nothing_found(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size=size) as story:
        await search(story, "qqqq")
        assert story.codes() == []
        await story.until(lambda: "Nothing was found." in story.said("queue"), "why it was found")
        assert note(story).startswith("0 conversations")
        await story.press("enter", "enter", "J", "e")  # nothing to open, to walk, or to resolve
        await story.press("escape")
        assert len(story.codes()) > 100


async def test_sorting_the_results(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("o", "b")
        assert "Only what a search found" in story.footer
        await search(story, "invoice")
        best = story.codes()
        await story.press("enter", "o", "n")
        assert "sort: newest" in story.lines[1]
        newest = story.codes()
        assert newest == sorted(best, key=lambda code: -story.conversation(code).changed)
        assert newest != best
        await story.press("o", "b")
        assert story.codes() == best
        await story.press("escape")
        assert "sort: longest wait" in story.lines[1], "the queue has its own"


async def test_no_key_waits_for_a_search(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on, searched = threading.Event(), []
    search_really = SearchService.search

    def slow(self: SearchService, text: str) -> object:
        searched.append(text)
        assert may_go_on.wait(10)
        return search_really(self, text)

    monkeypatch.setattr(SearchService, "search", slow)
    async with console_on(folder) as story:
        await story.pilot.press("slash", *"invoice")
        assert story.workspace.queue.search_line.field.value == "invoice"
        assert searched == ["i"]
        may_go_on.set()
        await story.until(lambda: "search: invoice" in story.text and "sort: best" in story.text, "the results")
        assert searched == ["i", "invoice"], "what was typed meanwhile is one search"


async def test_a_row_of_three_lines_on_a_small_terminal(folder: Path) -> None:
    async with console_on(folder, size=TINY) as story:
        await search(story, "crack lam")
        await story.until(lambda: "Hello, the lamp I ordered" in story.pane("queue"), "why it was found")
        said = [line.strip(" ▌") for line in story.pane("queue").splitlines()]
        first = next(place for place, line in enumerate(said) if "Lamp arrived cracked" in line)
        assert said[first + 1].startswith("J. Nováková")
        assert said[first + 2].startswith("Hello, the lamp I ordered")


async def test_it_is_said_how_far_the_index_reaches(new_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SearchService, "catch_up", not_yet)
    async with console_on(new_folder) as story:
        await search(story, "invoice")
        assert "searched in 0 of 299" in note(story)


async def not_yet(*_: object, **__: object) -> int:
    """Nothing is indexed."""
    return 0


def opened(story: Story) -> str:
    """The code of the open conversation."""
    thread = story.workspace.state.thread
    assert thread is not None
    return thread.row.code


def texts(story: Story) -> list[str]:
    """Subjects and newest messages of the rows."""
    view = story.workspace.queue.rows.view
    assert view is not None
    rows = [view.row(index) for index in range(len(view))]
    return [f"{row.subject}\n{row.preview}" for row in rows]
