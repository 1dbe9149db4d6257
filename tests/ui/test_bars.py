"""The lines at top and bottom, and the titles of panes: what gives way where there is little room."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual import on

from console.ui.panes.queue import QueuePane
from console.ui.widgets.bars import BarLine, FooterLine, TabLine
from console.ui.widgets.chrome import PaneTitle, VerticalRule
from tests.ui.support import SOME_HOSTILE, PaneApp, assert_drawable, resize, strips, texts

WIDTHS = [1, 5, 20, 37, 50, 80, 160]
LEFT = [(" Kestrel & Finch ", "strong"), ("  ana@kestrel.example  ", "dim"), ("agents 9 of 14 online", "text")]
RIGHT = [("synced 4 s ago  ", "dim"), ("outbox 0 ", "text")]
TABS = ("Queue 46", "Thread", "Customer", "Knowledge")
HINTS = [("j k", "move"), ("Enter", "open"), ("r", "reply"), ("n", "note"), ("?", "keys")]


async def test_the_left_gives_way_to_the_right() -> None:
    bar = BarLine()
    app = PaneApp(bar)
    async with app.run_test(size=(100, 5)) as pilot:
        bar.show(LEFT, RIGHT)
        left = " Kestrel & Finch   ana@kestrel.example  agents 9 of 14 online"
        assert texts(bar) == [left + " " * (100 - 25 - len(left)) + "synced 4 s ago  outbox 0"]
        await resize(pilot, 60, 5)
        assert texts(bar) == [" Kestrel & Finch   ana@kestrel.ex… synced 4 s ago  outbox 0"], "a blank stands between"


@pytest.mark.parametrize("width", WIDTHS)
async def test_a_bar_is_exactly_as_wide_as_its_place(width: int) -> None:
    bar = BarLine()
    async with PaneApp(bar).run_test(size=(width, 3)):
        for left, right in ((LEFT, RIGHT), (LEFT, []), ([], RIGHT), ([], []), ([("返品" * 40, "text")], RIGHT)):
            bar.show(left, right)
            assert_drawable(strips(bar), width)
            if width >= 37 and right:
                assert texts(bar)[0].endswith("synced 4 s ago  outbox 0")


@pytest.mark.parametrize("title", ["返品の手続き", "🔥🔥🔥🔥🔥🔥", "株式会社ケストレル"])
async def test_wide_letters_at_the_left_do_not_push_the_right_out(title: str) -> None:
    bar = BarLine()
    async with PaneApp(bar).run_test(size=(36, 3)):
        bar.show([(title, "strong"), (" more", "dim")], RIGHT)
        assert_drawable(strips(bar), 36)
        assert texts(bar)[0].endswith("synced 4 s ago  outbox 0")


async def test_wide_letters_at_the_right_are_whole() -> None:
    bar = BarLine()
    async with PaneApp(bar).run_test(size=(40, 3)):
        bar.show(LEFT, [("部署 オフライン", "warning")])
        assert texts(bar)[0].endswith("部署 オフライン")


async def test_a_bar_that_says_the_same_is_not_painted_again() -> None:
    bar = BarLine()
    app = PaneApp(bar)
    async with app.run_test(size=(80, 3)) as pilot:
        bar.show(LEFT, RIGHT)
        await pilot.pause()
        app.updates.clear()
        bar.show(list(LEFT), list(RIGHT))
        await pilot.pause()
        assert app.painted_cells() == set()
        bar.show(LEFT, RIGHT[:1])
        await pilot.pause()
        assert app.painted_cells() == {(x, 0) for x in range(80)}


class TabApp(PaneApp):
    """Hears which tab was chosen."""

    chosen = -1

    @on(TabLine.Chosen)
    def _chosen(self, event: TabLine.Chosen) -> None:
        self.chosen = event.index


async def test_the_shown_tab_stands_in_brackets() -> None:
    tabs = TabLine()
    async with TabApp(tabs).run_test(size=(80, 3)):
        tabs.show(TABS, 1, "agents 9 online")
        assert texts(tabs)[0].split("   ")[0] == "  Queue 46  [Thread]  Customer"
        assert strips(tabs)[0].text.endswith("agents 9 online ")
        tabs.show(TABS, 0)
        assert texts(tabs)[0].rstrip() == " [Queue 46]  Thread   Customer   Knowledge"


@pytest.mark.parametrize("width", WIDTHS)
async def test_tabs_fit(width: int) -> None:
    tabs = TabLine()
    async with TabApp(tabs).run_test(size=(width, 3)):
        tabs.show(TABS, 3, "agents 9 online")
        assert_drawable(strips(tabs), width)
        assert ("agents" in texts(tabs)[0]) is (width > 60)


@pytest.mark.parametrize("shown", [0, 2])
async def test_a_click_chooses_the_tab_under_the_pointer(shown: int) -> None:
    tabs = TabLine()
    app = TabApp(tabs)
    async with app.run_test(size=(80, 3)) as pilot:
        tabs.show(TABS, shown)
        line = strips(tabs)[0].text
        for index, name in enumerate(TABS):
            for x in (line.index(name), line.index(name) + len(name) - 1):
                app.chosen = -1
                await pilot.click(tabs, offset=(x, 0))
                await pilot.pause()
                assert app.chosen == index
        app.chosen = -1
        await pilot.click(tabs, offset=(70, 0))
        await pilot.pause()
        assert app.chosen == -1


async def test_the_footer_shows_as_many_keys_as_fit_and_always_the_last() -> None:
    footer = FooterLine()
    app = PaneApp(footer)
    async with app.run_test(size=(80, 3)) as pilot:
        footer.show_hints(HINTS)
        assert texts(footer) == [" j k move  Enter open  r reply  n note  ? keys"]
        await resize(pilot, 33, 3)
        assert texts(footer) == [" j k move  Enter open  ? keys"]
        await resize(pilot, 8, 3)
        assert texts(footer) == [" ? keys"]


async def test_a_message_takes_the_place_of_the_keys_for_a_while() -> None:
    footer = FooterLine()
    async with PaneApp(footer).run_test(size=(40, 3)):
        footer.show_hints(HINTS)
        footer.say("Reply sent")
        assert texts(footer) == [" Reply sent"]
        footer.say("The server refused the reply", warning=True)
        assert texts(footer) == [" ! The server refused the reply"]
        footer.show_hints(HINTS[:1])
        assert texts(footer) == [" ! The server refused the reply"]
        footer.say("")
        assert texts(footer) == [" j k move"]


@pytest.mark.parametrize("width", WIDTHS)
async def test_hostile_messages_in_the_footer_and_in_titles(width: int) -> None:
    footer, title = FooterLine(), PaneTitle()
    async with PaneApp(footer, title).run_test(size=(width, 4)):
        for item in SOME_HOSTILE:
            footer.say(item.text, warning=True)
            title.title, title.note = item.text, item.text[:20]
            assert_drawable([*strips(footer), *strips(title)], width)


# Titles and rules of panes


@pytest.mark.parametrize(
    ("title", "note", "expected"),
    [
        ("Queue", "", "─ Queue ────────────────────────────────"),
        ("Queue", "46", "─ Queue ─────────────────────────── 46 ─"),
        ("", "", "─  ─────────────────────────────────────"),
        ("A very long subject about a cracked lamp", "12 messages", "─ A very long subject ab…  12 messages ─"),
        ("返品の手続きについて教えてください", "12 messages", "─ 返品の手続きについて教…  12 messages ─"),
        ("返品の手続きについて教", "12 messages", "─ 返品の手続きについて教 ─ 12 messages ─"),
        ("返品の手続き", "", "─ 返品の手続き ─────────────────────────"),
    ],
)
async def test_the_title_in_its_rule(title: str, note: str, expected: str) -> None:
    widget = PaneTitle()
    async with PaneApp(widget).run_test(size=(40, 3)):
        widget.title, widget.note = title, note
        assert_drawable(strips(widget), 40)
        assert texts(widget) == [expected]


async def test_the_title_of_the_focused_pane_is_bright() -> None:
    pane = QueuePane()
    app = PaneApp(pane)
    async with app.run_test(size=(60, 10)) as pilot:
        title = app.query_one(PaneTitle)
        title.title = "Queue"

        def style() -> Style | None:
            return next(segment.style for segment in title.render_line(0) if segment.text == "Queue")

        app.set_focus(None)
        await pilot.pause()
        assert style() == title.line_style("dim")
        pane.rows.focus()
        await pilot.pause()
        assert style() == title.line_style("heading")


async def test_the_rule_meets_titles_at_its_joints() -> None:
    rule = VerticalRule()
    async with PaneApp(rule).run_test(size=(10, 5)):
        rule.joints = ((0, "┬"), (3, "├"))
        assert texts(rule) == ["┬", "│", "│", "├", "│"]
