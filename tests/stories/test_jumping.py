"""Letters that lead to every row, message, link and pane on the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console.services.records import SortOrder
from console.ui.work.jumping import LETTERS, codes
from tests.stories.story import NARROW, SIZES, WIDE, Story, console_on


def letters_at(story: Story, name: str) -> dict[int, str]:
    """The letters beside the lines of a pane, by lines of the screen."""
    region = story.workspace.query_one(f"#{name}-pane").region
    found = {}
    for y in range(region.y, region.bottom):
        match = re.match("[a-z]{1,2}(?= |$)", story.lines[y][region.x : region.x + 2])
        if match:
            found[y] = match[0]
    return found


@pytest.mark.parametrize(("count", "length"), [(0, 0), (1, 1), (26, 1), (27, 2), (676, 2)])
def test_codes_are_different_and_of_one_length(count: int, length: int) -> None:
    found = codes(count)
    assert len(set(found)) == count
    assert {len(code) for code in found} <= {length}
    assert set("".join(found)) <= set(LETTERS)


@pytest.mark.parametrize("size", SIZES)
async def test_the_letters_of_a_row_lead_to_it(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        rows = story.workspace.queue.rows
        await story.press(",")
        label = rows.labels[3 * rows.row_height]
        first, second = label[0], label[1:]
        await story.press(first)
        if second:
            assert set("".join(rows.labels.values())) <= set(LETTERS)
            assert rows.labels[3 * rows.row_height] == second
            await story.press(second)
        assert (rows.cursor, story.workspace.pane_name) == (3, "queue")
        assert rows.labels == {}


async def test_the_letters_of_a_tab_are_no_part_of_its_name(folder: Path) -> None:
    async with console_on(folder, NARROW) as story:
        await story.press(",")
        line = next(line for line in story.lines[:3] if "Thread" in line)
        assert re.search(r" Thread [a-z]{1,2}  ?Customer [a-z]{1,2}  ?Knowledge [a-z]{1,2} ", line)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_letters_lead_to_panes_and_messages(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("g", "t", ",")
        view = story.workspace.thread.view
        assert view.labels
        await story.press(*view.labels[min(view.labels)])
        assert story.workspace.pane_name == "thread"
        assert view.is_marked(min(line for line, _, words in view.landmarks() if not words))
        before = story.text
        await story.press(",")
        assert before != story.text
        place = "customer-title" if size == WIDE else "tabs"
        line = story.lines[story.workspace.query_one(f"#{place}").region.y]
        match = re.search("([a-z]{1,2}) *Customer" if size == WIDE else "Customer ([a-z]{1,2})", line)
        assert match is not None
        await story.press(*match[1])
        assert story.workspace.pane_name == "customer"


async def test_letters_lead_to_earlier_conversations_and_articles(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        for pane in ("customer", "knowledge"):
            await story.press(",")
            view = story.workspace.customer.view if pane == "customer" else story.workspace.knowledge.results
            line = sorted(view.labels)[1]
            await story.press(*view.labels[line])
            assert (story.workspace.pane_name, view.cursor) == (pane, line)


@pytest.mark.parametrize("key", ["escape", ",", "ctrl+c", "5", "enter", "A"])
async def test_anything_else_leaves_and_does_nothing(folder: Path, key: str) -> None:
    async with console_on(folder, NARROW) as story:
        before = (story.pane("queue"), story.workspace.queue.rows.cursor)
        await story.press(",")
        assert "goes where it stands" in story.footer
        await story.press(*([LETTERS[-1], key] if key == "A" else [key]))
        assert (story.pane("queue"), story.workspace.queue.rows.cursor) == before
        await story.press("j")
        assert story.workspace.queue.rows.cursor == 1


async def test_a_row_that_moved_meanwhile_is_found_where_it_is(folder: Path) -> None:
    async with console_on(folder) as story:
        rows = story.workspace.queue.rows
        assert rows.view is not None
        await story.press(",")
        code, label = rows.view.row(5).code, rows.labels[5]
        await story.press(label[0])
        story.workspace.viewing.sort_by(SortOrder.NEWEST)
        await story.press(*label[1:])
        assert story.code_at_cursor == code


async def test_in_text_a_comma_is_a_comma(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("Dear Jana, hello")
        assert "Dear Jana, hello" in story.text
