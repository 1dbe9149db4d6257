"""The knowledge pane: searching as you type, the cursor over the results, the preview, and hostile articles."""

from __future__ import annotations

import pytest
from textual import events, on
from textual.pilot import Pilot

from console.services.records import ArticleSummary, ArticleText
from console.ui.panes.knowledge import KnowledgePane
from console.ui.widgets.chrome import PaneTitle
from tests.ui.support import SOME_HOSTILE, PaneApp, assert_drawable, resize, strips, texts


class KnowledgeApp(PaneApp):
    """Hears what the pane asks for."""

    def __init__(self) -> None:
        self.pane = KnowledgePane(id="knowledge-pane")
        super().__init__(self.pane)
        self.queries: list[str] = []
        self.pointed: list[str] = []

    @on(KnowledgePane.QueryChanged)
    def _query(self, event: KnowledgePane.QueryChanged) -> None:
        self.queries.append(event.query)

    @on(KnowledgePane.ArticlePointed)
    def _pointed(self, event: KnowledgePane.ArticlePointed) -> None:
        self.pointed.append(event.article_id)


def summary(number: int = 1, title: str = "") -> ArticleSummary:
    return ArticleSummary(f"a{number}", title or f"Refund rule {number}", f"https://kb.example/{number}")


def article(html: str, title: str = "") -> ArticleText:
    return ArticleText(summary(title=title), html)


def results(app: KnowledgeApp) -> list[str]:
    return [line[2:] for line in texts(app.pane.results) if line[2:]]


def preview(app: KnowledgeApp) -> list[str]:
    return [line[2:] for line in texts(app.pane.preview) if line[2:]]


async def paste(app: KnowledgeApp, pilot: Pilot[None], text: str) -> str:
    app.pane.field.value = ""
    app.pane.field.post_message(events.Paste(text))
    await pilot.pause()
    return app.pane.field.value


async def test_every_letter_asks_anew() -> None:
    app = KnowledgeApp()
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.field.focus()
        await pilot.press("r", "e", "f", "backspace")
        await pilot.pause()
        assert app.queries == ["r", "re", "ref", "re"]
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert app.queries[-1] == ""


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_from_the_field_to_the_results(key: str) -> None:
    app = KnowledgeApp()
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.show_results([summary(1)])
        app.pane.field.focus()
        await pilot.press("a", key)
        await pilot.pause()
        assert app.pane.results.has_focus
        assert app.pane.field.value == "a"


async def test_results_and_what_is_under_the_cursor() -> None:
    app = KnowledgeApp()
    async with app.run_test(size=(60, 30)) as pilot:
        assert app.pane.articles == ()
        app.pane.show_results([summary(number) for number in range(5)], note="5 of 52")
        await pilot.pause()
        assert results(app) == [f"Refund rule {number}" for number in range(5)]
        assert app.query_one("#knowledge-title", PaneTitle).note == "5 of 52"
        app.pane.results.move_by(2)
        await pilot.pause()
        assert app.pointed == ["a0", "a2"]
        assert app.pane.pointed == summary(2)


async def test_the_cursor_stays_on_its_article() -> None:
    app = KnowledgeApp()
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.show_results([summary(number) for number in range(9)])
        app.pane.results.move_to(6)
        app.pane.show_results([summary(8), summary(6), summary(7)])
        assert app.pane.pointed == summary(6)
        app.pane.show_results([summary(1), summary(2)])
        assert app.pane.pointed == summary(1)
        await pilot.pause()
        assert app.pointed[-1] == "a1"


async def test_nothing_found() -> None:
    app = KnowledgeApp()
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.show_results([summary(1)])
        app.pane.show_article(article("<p>text</p>"))
        app.pane.show_results([])
        await pilot.pause()
        assert app.pane.pointed is None
        assert results(app) == ["Nothing found. You can suggest it."]
        assert preview(app) == []
        assert app.query_one("#knowledge-preview-title", PaneTitle).title == ""


async def test_the_preview() -> None:
    app = KnowledgeApp()
    html = "<h1>Refunds</h1><p>Within <b>14 days</b>.</p><ul><li>photo</li></ul><blockquote>as agreed</blockquote>"
    async with app.run_test(size=(60, 40)):
        app.pane.show_article(article(html, title="Refund rule"))
        assert app.query_one("#knowledge-preview-title", PaneTitle).title == "Refund rule"
        shown = preview(app)
        assert shown[:2] == ["Refunds", "Within 14 days."]
        assert "> as agreed" in shown
        bold = [s.style for strip in strips(app.pane.preview) for s in strip if s.text == "14 days"]
        assert bold == [app.pane.preview.line_style("strong")]


async def test_another_article_starts_at_its_top_and_another_width_wraps_anew() -> None:
    app = KnowledgeApp()
    words = "<p>" + "one two three four five six seven eight nine ten " * 60 + "</p>"
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.show_article(article(words))
        app.pane.preview.scroll_by(10)
        assert app.pane.preview.scroll_offset.y == 10
        app.pane.show_article(article("<p>first</p>" + words))
        assert app.pane.preview.scroll_offset.y == 0
        assert preview(app)[0] == "first"
        before = app.pane.preview.line_count
        await resize(pilot, 30, 30)
        await pilot.pause()
        assert app.pane.preview.line_count > before
        assert_drawable(strips(app.pane.preview), app.pane.preview.size.width)


async def test_a_paste_is_one_clean_line() -> None:
    app = KnowledgeApp()
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.field.focus()
        assert await paste(app, pilot, "cracked shade") == "cracked shade"
        assert await paste(app, pilot, "one\ntwo") == "one"
        assert await paste(app, pilot, "") == ""
        assert "\x1b" not in await paste(app, pilot, "a\x1b]0;x\x07b\u202ec")
        assert "\u202e" not in app.pane.field.value


@pytest.mark.parametrize("size", [(20, 30), (60, 40)])
@pytest.mark.parametrize("part", range(4))
async def test_hostile_articles(size: tuple[int, int], part: int) -> None:
    app = KnowledgeApp()
    async with app.run_test(size=size):
        for item in SOME_HOSTILE[part::4]:
            hostile = ArticleSummary(item.text, item.text, item.text, item.text, item.text)
            app.pane.show_results([hostile, hostile], note=item.text)
            app.pane.show_article(ArticleText(hostile, item.text))
            for widget in (app.pane.results, app.pane.preview, *app.query(PaneTitle)):
                assert_drawable(strips(widget), widget.size.width)
