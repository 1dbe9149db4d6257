"""Rows that a search found: the passage below each, the words brought out, and nothing hostile in either."""

from __future__ import annotations

from itertools import pairwise

import pytest

from console.services.records import QueueRow
from console.services.snippets import Matcher, Snippet
from console.ui.panes.queue import QueueList
from console.ui.panes.search_line import SearchNote
from tests.hostile import HOSTILE, Hostile
from tests.ui.support import SOME_HOSTILE, PaneApp, assert_drawable, by_name, row, strips, texts

WIDTHS = [20, 44, 60, 100]


class Found:
    """What a search found, without one: the passages are given."""

    def __init__(self, words: str, snippets: dict[str, Snippet]) -> None:
        self.matcher = Matcher(words)
        self.snippets = snippets

    def reason(self, conversation_id: str) -> Snippet | None:
        return self.snippets.get(conversation_id)

    def marks(self, text: str) -> list[tuple[int, int]]:
        return self.matcher.marks(text)


def results(found: Found, *subjects: str, height: int = 2) -> QueueList:
    """A list of conversations c0, c1, … with these subjects."""
    rows = QueueList()
    rows.view = View([row(id=f"c{number}", subject=subject) for number, subject in enumerate(subjects)])
    rows.reasons, rows.row_height = found, height
    return rows


class View(list[QueueRow]):
    """Rows of a view."""

    def row(self, index: int) -> QueueRow:
        return self[index]


def brought_out(rows: QueueList, line: int) -> list[str]:
    """The parts of a drawn line in the style of the cursor's mark, without the mark."""
    style = rows.line_style("marker")
    return [segment.text for segment in strips(rows)[line] if segment.style == style and segment.text != "▌"]


@pytest.mark.parametrize("height", [2, 3])
async def test_the_passage_stands_below_its_row(height: int) -> None:
    found = Found("lamp ref", {"c0": Snippet("A refund for the lamp"), "c1": Snippet("refund", "tags")})
    rows = results(found, "Lamp arrived", "Nothing of it", "Not read yet", height=height)
    async with PaneApp(rows).run_test(size=(60, 9)):
        drawn = texts(rows)
        assert drawn[height - 1].endswith("A refund for the lamp")
        assert drawn[2 * height - 1].endswith("tags refund")
        assert not drawn[3 * height - 1].strip(" ▌")
        assert brought_out(rows, 0) == ["Lamp"]
        assert brought_out(rows, height - 1) == ["ref", "lamp"]


@pytest.mark.parametrize("width", WIDTHS)
async def test_hostile_texts_are_harmless_and_keep_their_width(width: int) -> None:
    snippets = {f"c{number}": Snippet(item.text, item.text) for number, item in enumerate(SOME_HOSTILE)}
    rows = results(Found("a e 1 返", snippets), *(item.text for item in SOME_HOSTILE))
    async with PaneApp(rows).run_test(size=(width, 2 * len(SOME_HOSTILE))):
        assert_drawable(strips(rows), width)
        rows.row_height = 3
        rows.rows_changed()
        assert_drawable(strips(rows), width)


async def test_hostile_texts_in_the_note() -> None:
    note = SearchNote()
    note.styles.height = 1
    async with PaneApp(note).run_test(size=(60, 1)):
        for item in HOSTILE:
            note.show(f"There is no department {item.text}.", "warning")
            assert_drawable(strips(note), 60)


@pytest.mark.parametrize("item", SOME_HOSTILE, ids=by_name)
def test_hostile_texts_are_searched_in(item: Hostile) -> None:
    text = item.text
    for words in (text, "a", '"'):
        marks = Matcher(words).marks(text)
        assert all(0 <= start < end <= len(text) for start, end in marks)
        assert all(first[1] < second[0] for first, second in pairwise(marks))
