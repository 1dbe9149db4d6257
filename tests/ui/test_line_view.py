"""Scrolling views: what a move repaints, where the cursor and the view go, and that only visible rows are drawn."""

from __future__ import annotations

import time

import pytest
from textual import events, on
from textual.pilot import Pilot
from textual.strip import Strip

from console.ui.widgets.line_view import KEPT_LINES, WHEEL_LINES, RowView
from console.ui.widgets.part_view import PartView
from tests.ui.support import PaneApp, assert_drawable, resize, strips, texts

SIZE = (30, 10)


class Numbers(RowView):
    """Rows that say their number, and remember which ones were drawn."""

    def __init__(self, count: int, height: int = 1) -> None:
        super().__init__(id="numbers")
        self.count = count
        self.row_height = height
        self.drawn: list[tuple[int, int, int]] = []

    @property
    def row_count(self) -> int:
        return self.count

    def draw_row(self, index: int, line: int, width: int) -> Strip:
        self.drawn.append((index, line, width))
        return self.painter(width).put(f"row {index} line {line}").strip()


class NumbersApp(PaneApp):
    """Hears what the view says."""

    def __init__(self, view: Numbers) -> None:
        super().__init__(view)
        self.heard: list[str] = []

    @on(RowView.Moved, "#numbers")
    def _moved(self, event: RowView.Moved) -> None:
        self.heard.append(f"moved {event.view.cursor}")

    @on(RowView.Chosen, "#numbers")
    def _chosen(self, event: RowView.Chosen) -> None:
        self.heard.append(f"chosen {event.view.cursor}")


def top(view: RowView) -> int:
    return view.scroll_offset.y


def marked(view: RowView) -> list[int]:
    """Lines on the screen that carry the marker."""
    return [y for y, line in enumerate(texts(view)) if line.startswith(view.marker)]


async def forget(app: PaneApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    app.updates.clear()


async def test_rows_are_drawn_with_a_marker_at_the_cursor() -> None:
    view = Numbers(3)
    async with NumbersApp(view).run_test(size=SIZE):
        assert texts(view)[:4] == ["▌ row 0 line 0", "  row 1 line 0", "  row 2 line 0", ""]
        assert_drawable(strips(view), SIZE[0])


async def test_a_move_repaints_two_cells() -> None:
    view = Numbers(100)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await forget(app, pilot)
        view.drawn.clear()
        view.move_by(1)
        await pilot.pause()
        assert app.painted_cells() == {(0, 0), (0, 1)}
        assert view.drawn == []
        assert app.heard == ["moved 1"]


async def test_a_move_of_two_line_rows_repaints_four_cells() -> None:
    view = Numbers(100, height=2)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await forget(app, pilot)
        view.move_by(1)
        await pilot.pause()
        assert app.painted_cells() == {(0, y) for y in range(4)}
        assert marked(view) == [2, 3]


async def test_a_move_to_the_same_row_repaints_nothing() -> None:
    view = Numbers(100)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await forget(app, pilot)
        view.move_by(-1)
        view.move_to(0)
        await pilot.pause()
        assert app.painted_cells() == set()
        assert app.heard == []


async def test_redrawing_a_row_repaints_that_row() -> None:
    view = Numbers(100, height=2)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await forget(app, pilot)
        view.drawn.clear()
        view.refresh_row(2)
        await pilot.pause()
        assert app.painted_cells() == {(x, y) for x in range(SIZE[0]) for y in (4, 5)}
        assert {(index, line) for index, line, _ in view.drawn} == {(2, 0), (2, 1)}


async def test_redrawing_a_row_out_of_view_repaints_nothing() -> None:
    view = Numbers(100)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        view.scroll_lines(50)
        await forget(app, pilot)
        view.refresh_row(2)
        view.refresh_row(70)
        await pilot.pause()
        assert app.painted_cells() == set()


async def test_past_the_edge_the_view_goes_on_by_half_a_page() -> None:
    view = Numbers(100)
    async with NumbersApp(view).run_test(size=SIZE):
        for _ in range(9):
            view.move_by(1)
        assert (view.cursor, top(view)) == (9, 0)
        view.move_by(1)
        assert (view.cursor, top(view)) == (10, 5)
        assert marked(view) == [5]
        for _ in range(5):
            view.move_by(-1)
        assert (view.cursor, top(view)) == (5, 5)
        view.move_by(-1)
        assert (view.cursor, top(view)) == (4, 0)


async def test_one_move_in_five_repaints_more_than_the_markers() -> None:
    view = Numbers(1_000)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        view.move_to(500)
        scrolled = 0
        for _ in range(50):
            before = top(view)
            view.move_by(1)
            scrolled += before != top(view)
            assert 0 <= view.cursor - top(view) < SIZE[1]
        assert scrolled == 10
        await pilot.pause()


async def test_pages_keep_one_row_for_orientation() -> None:
    view = Numbers(100)
    async with NumbersApp(view).run_test(size=SIZE):
        view.move_page(1)
        assert (view.cursor, top(view)) == (9, 9)
        view.move_page(1)
        assert (view.cursor, top(view)) == (18, 18)
        view.move_page(-1)
        assert (view.cursor, top(view)) == (9, 9)
        view.move_page(-3)
        assert (view.cursor, top(view)) == (0, 0)
        view.move_page(100)
        assert (view.cursor, top(view)) == (99, 90)


async def test_pages_of_two_line_rows() -> None:
    view = Numbers(100, height=2)
    async with NumbersApp(view).run_test(size=SIZE):
        view.move_page(1)
        assert (view.cursor, top(view)) == (4, 8)
        assert marked(view) == [0, 1]


async def test_home_and_end() -> None:
    view = Numbers(100)
    async with NumbersApp(view).run_test(size=SIZE):
        view.move_to(10**9)
        assert (view.cursor, top(view)) == (99, 90)
        assert marked(view) == [9]
        view.move_to(0)
        assert (view.cursor, top(view)) == (0, 0)
        assert marked(view) == [0]


async def test_an_empty_view_stays_calm() -> None:
    view = Numbers(0)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        for act in (view.move_by, view.move_page, view.move_to):
            act(1)
        await pilot.click(view, offset=(3, 3))
        assert (view.cursor, app.heard) == (0, [])
        assert set(texts(view)) == {""}


async def test_a_click_moves_and_a_second_one_chooses() -> None:
    view = Numbers(100)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        view.scroll_lines(20)
        await pilot.pause()
        await pilot.click(view, offset=(4, 3))
        assert (view.cursor, app.heard) == (23, ["moved 23"])
        await pilot.click(view, offset=(4, 3))
        await pilot.pause()
        assert app.heard == ["moved 23", "chosen 23"]


async def test_a_click_on_the_second_line_of_a_row() -> None:
    view = Numbers(100, height=2)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(view, offset=(4, 5))
        assert view.cursor == 2


async def test_a_click_under_the_last_row_does_nothing() -> None:
    view = Numbers(3)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(view, offset=(4, 7))
        assert (view.cursor, app.heard) == (0, [])


@pytest.mark.parametrize(("kind", "expected"), [(events.MouseScrollDown, 50 + WHEEL_LINES), (events.MouseScrollUp, 47)])
async def test_the_wheel_scrolls_and_the_cursor_stays(kind: type[events.MouseEvent], expected: int) -> None:
    view = Numbers(100)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        view.scroll_lines(50)
        view.post_message(kind(view, 2, 2, 0, 0, 0, False, False, False))
        await pilot.pause()
        assert (view.cursor, top(view), app.heard) == (0, expected, [])


async def test_a_hundred_thousand_rows_cost_what_is_visible() -> None:
    view = Numbers(100_000)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert {index for index, _, _ in view.drawn} == set(range(10))
        view.drawn.clear()
        started = time.perf_counter()
        for target in (99_999, 0, 50_000):
            view.move_to(target)
            await pilot.pause()
        assert time.perf_counter() - started < 2
        assert {index for index, _, _ in view.drawn} <= {*range(10), *range(49_995, 50_005), *range(99_990, 100_000)}
        for _ in range(1_000):
            view.move_page(1)
            strips(view)
        assert len(view._kept) <= KEPT_LINES


async def test_rows_that_scroll_back_are_not_drawn_again() -> None:
    view = Numbers(100)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        view.scroll_lines(10)
        await pilot.pause()
        view.drawn.clear()
        view.scroll_lines(0)
        await pilot.pause()
        assert view.drawn == []


async def test_fewer_rows_keep_the_cursor_among_them() -> None:
    view = Numbers(100)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        view.move_to(80)
        view.count = 20
        view.rows_changed()
        await pilot.pause()
        assert (view.cursor, top(view)) == (19, 10)
        assert marked(view) == [9]
        view.count = 0
        view.rows_changed()
        assert (view.cursor, top(view)) == (0, 0)
        view.count = 5
        view.rows_changed()
        await pilot.pause()
        assert texts(view)[0] == "▌ row 0 line 0"


async def test_rows_that_changed_are_drawn_anew() -> None:
    view = Numbers(100)
    app = NumbersApp(view)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        view.drawn.clear()
        view.rows_changed()
        await pilot.pause()
        assert {index for index, _, _ in view.drawn} == set(range(10))


@pytest.mark.parametrize("height", [1, 2])
async def test_another_size_keeps_the_cursor_in_view(height: int) -> None:
    view = Numbers(100, height=height)
    app = NumbersApp(view)
    async with app.run_test(size=(30, 20)) as pilot:
        view.move_to(20 // height - 1)
        for size in ((30, 8), (80, 24), (20, 3), (30, 20)):
            await resize(pilot, *size)
            await pilot.pause()
            assert marked(view)
            assert_drawable(strips(view), size[0])
            assert view.max_scroll_y == max(0, 100 * height - size[1])


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 1)])
async def test_a_view_with_no_room_still_draws(size: tuple[int, int]) -> None:
    view = Numbers(100)
    async with NumbersApp(view).run_test(size=size):
        view.move_to(50)
        assert_drawable(strips(view), size[0])


def pointed(view: PartView) -> object:
    return view.value


async def test_a_view_of_parts() -> None:
    view = PartView()
    async with PaneApp(view).run_test(size=SIZE):
        assert (view.row_count, pointed(view)) == (0, None)
        view.show([([("title", "heading")], None), ([("subject ", "text"), ("3d", "dim")], "c1"), ([], "c2")])
        assert texts(view)[:3] == ["▌ title", "  subject 3d", ""]
        view.move_to(1)
        assert pointed(view) == "c1"
        view.show([([("other", "text")], "c3")] * 5)
        assert (view.cursor, pointed(view)) == (1, "c3")
        view.show([([("other", "text")], "c4")] * 50, from_top=True)
        assert (view.cursor, pointed(view)) == (0, "c4")
        view.show([])
        assert (view.cursor, pointed(view)) == (0, None)


async def test_a_view_without_lines_says_why() -> None:
    view = RowView()
    view.empty_text = "Nothing is known yet."
    async with PaneApp(view).run_test(size=(40, 5)):
        assert texts(view)[0].strip() == "Nothing is known yet."
        assert all(not line.strip() for line in texts(view)[1:])
