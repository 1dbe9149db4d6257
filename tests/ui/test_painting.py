"""The painter: rows of exact width in every script, and styles that follow the theme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.color import Color as Colour

from console.ui.text import clean
from console.ui.themes import load_theme, theme_names
from console.ui.widgets.painting import NAMES, PaintedWidget, Painter
from tests.hostile import Hostile
from tests.ui.support import SOME_HOSTILE, PaneApp, assert_drawable, by_name, cells_of


class Unstyled(PaintedWidget):
    """Needs no application: every style is the plain one."""

    def line_style(self, name: str) -> Style:
        return Style.null()


OWNER = Unstyled()
SCRIPTS = {
    "ascii": "Lamp arrived",
    "accents": "Jana Nováková",
    "wide": "返品の手続きについて",
    "mixed": "返品 return 返品",
    "emoji": "🔥🔥 nothing works 🔥🔥",
    "marks": "e\u0301e\u0301 ก้ำดี न\u093fश",
    "half-width": "ｶﾞｷﾞ",
    "Arabic": "الفاتورة غير صحيحة",
    "empty": "",
}


def painter(width: int) -> Painter:
    return Painter(OWNER, width)


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("width", [0, 1, 2, 3, 7, 12, 40])
def test_a_text_takes_what_it_needs_and_never_more_than_there_is(text: str, width: int) -> None:
    paint = painter(width).put(clean(text))
    assert paint.left == width - min(cell_len(text), width) or cell_len(text) > width
    assert 0 <= paint.left <= width
    assert_drawable([paint.strip()], width)


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("width", range(13))
@pytest.mark.parametrize("right", [False, True])
def test_a_text_of_given_width_takes_exactly_that(text: str, width: int, right: bool) -> None:
    paint = painter(20).put(clean(text), width=width, right=right)
    assert paint.left == 20 - width
    assert cells_of(paint.strip()) == 20


def test_left_right_and_cut() -> None:
    assert painter(8).put("3m", width=5, right=True).put("|").strip().text == "   3m|  "
    assert painter(8).put("3m", width=5).put("|").strip().text == "3m   |  "
    assert painter(8).put("返品の手続き", width=5).put("|").strip().text == "返品…|  "
    assert painter(8).put("返品の手", width=6).put("|").strip().text == "返品… | "
    assert painter(4).put("Lamp arrived").put("more").strip().text == "Lam…"


def test_nothing_is_painted_over_the_edge() -> None:
    paint = painter(6).put("four", width=4).put("cut off", width=10)
    assert paint.left == 0
    assert paint.put("x").put("y", width=3).fill("-").strip().text == "fourc…"


def test_filling_keeps_what_it_is_told() -> None:
    assert painter(10).put("ab").fill("─", keep=3).put("end").strip().text == "ab─────end"
    assert painter(4).put("abc").fill("─", keep=3).put("d").strip().text == "abcd"
    assert painter(3).fill("─").fill("=").strip().text == "───"


Piece = tuple[str, int | None, bool]


@given(
    st.lists(st.tuples(st.text().map(clean), st.none() | st.integers(min_value=-2, max_value=30), st.booleans())),
    st.integers(min_value=0, max_value=60),
)
def test_any_texts_give_a_row_of_exact_width(pieces: list[Piece], width: int) -> None:
    paint = painter(width)
    for text, cells, right in pieces:
        before = paint.left
        paint.put(text, width=cells, right=right)
        if cells is not None:
            assert before - paint.left == max(0, min(cells, before))
    assert_drawable([paint.strip()], width)


@pytest.mark.parametrize("item", SOME_HOSTILE, ids=by_name)
def test_hostile_texts_give_a_row_of_exact_width(item: Hostile) -> None:
    text = clean(item.text)
    for width in (1, 2, 17, 80):
        assert_drawable([painter(width).put(text, width=width - 1).put(text).strip()], width)


@pytest.mark.parametrize("name", theme_names())
async def test_styles_come_from_the_theme(name: str) -> None:
    widget, theme = PaintedWidget(), load_theme(name)
    async with PaneApp(widget, theme=name).run_test():
        for variable in ("dim", "rule", "marker", "customer", "note", "system", "quote", "link", "code", "heading"):
            style = widget.line_style(variable)
            assert style.color is not None
            assert Color.parse(style.color.name) == Colour.parse(theme.variables[variable]).rich_color
        assert all(widget.line_style(name).color for name in NAMES)


async def test_another_theme_gives_other_styles() -> None:
    widget = PaintedWidget()
    app = PaneApp(widget)
    app.register_theme(load_theme("light"))
    async with app.run_test() as pilot:
        dark = widget.line_style("dim").color
        assert widget.line_style("dim").color is dark
        app.theme = "light"
        await pilot.pause()
        assert widget.line_style("dim").color == Color.parse(load_theme("light").variables["dim"])


async def test_chips_carry_their_own_colours() -> None:
    widget = PaintedWidget()
    async with PaneApp(widget).run_test():
        assert widget.line_style("chip:#000000:#ffcc00") == Style(color="#000000", bgcolor="#ffcc00")
