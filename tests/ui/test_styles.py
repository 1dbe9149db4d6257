"""Themes and style sheets: complete, readable, and without a colour of their own in the sheets."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from textual._color_constants import COLOR_NAME_TO_RGB

from console.ui.colours import contrast
from console.ui.panes.composer import Composer, ReviewLine
from console.ui.panes.customer import CustomerPane
from console.ui.panes.knowledge import KnowledgePane
from console.ui.panes.queue import QueuePane
from console.ui.panes.thread import ThreadPane
from console.ui.readable import BAR_GROUNDS, BAR_TEXTS, GROUNDS, TEXTS, contrasts, hard_to_read, theme_colour
from console.ui.styles import style_paths, styles_folder
from console.ui.themes import COLOURS, VARIABLES, load_theme, theme_names
from console.ui.widgets.bars import BarLine, FooterLine, TabLine
from console.ui.widgets.painting import NAMES
from tests.ui.support import PaneApp

TERMINAL, PLAIN = "terminal", "plain"
"""The themes whose colours are the terminal's own."""
THEMES = [name for name in theme_names() if name not in (TERMINAL, PLAIN)]
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;{}]+);")
_COLOURED = re.compile(r"color|background|tint|border|outline|hatch|keyline")


def declarations(path: Path) -> list[tuple[str, str]]:
    """Property and value of every line of a style sheet."""
    return _DECLARATION.findall(_COMMENT.sub("", path.read_text()))


def test_the_shipped_themes() -> None:
    assert [*THEMES, PLAIN, TERMINAL] == ["contrast", "dark", "light", "mono", "plain", "terminal"]
    assert [name for name in THEMES if not load_theme(name).dark] == ["light"]
    assert [name for name in theme_names() if load_theme(name).ansi] == [PLAIN, TERMINAL]


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_file_is_complete_and_has_nothing_else(name: str) -> None:
    values = tomllib.loads((styles_folder() / "themes" / f"{name}.toml").read_text())
    assert set(values) <= {"dark", "colours", "variables", "textual"}
    assert set(values["variables"]) == set(VARIABLES)
    theme = load_theme(name)
    assert theme.name == name
    assert {key: getattr(theme, key) for key in values["colours"]} == values["colours"]
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in {**values["colours"], **values["variables"]}.values())


@pytest.mark.parametrize("name", THEMES)
def test_text_stands_out(name: str) -> None:
    theme = load_theme(name)
    least = 7.0 if name == "contrast" else 4.5
    assert [pair for pair in contrasts(theme) if pair[0] < least] == []
    assert len(list(contrasts(theme))) == len(TEXTS) * len(GROUNDS) + len(BAR_TEXTS) * len(BAR_GROUNDS)
    assert hard_to_read(theme) == ""


@pytest.mark.parametrize("name", THEMES)
def test_rules_are_seen_and_stay_quiet(name: str) -> None:
    theme = load_theme(name)
    rule = contrast(theme_colour(theme, "rule"), theme_colour(theme, "background"))
    assert 1.5 <= rule < contrast(theme_colour(theme, "dim"), theme_colour(theme, "background"))


def test_mono_has_only_greys() -> None:
    theme = load_theme("mono")
    for name in (*TEXTS, *VARIABLES, *GROUNDS, "secondary", "panel"):
        shade = theme_colour(theme, name)
        assert shade.r == shade.g == shade.b, name


@pytest.mark.parametrize("name", ["none", "", "../themes/dark", "dark.toml", "/etc/passwd"])
def test_a_theme_that_is_not_there_names_those_that_are(name: str) -> None:
    with pytest.raises(KeyError, match="there are contrast, dark, light, mono, plain, terminal"):
        load_theme(name)


def test_every_name_of_the_vocabulary_has_a_style() -> None:
    sheet = (styles_folder() / "console.tcss").read_text()
    assert sorted(re.findall(r"^\.line--([a-z]+) \{", sheet, re.MULTILINE)) == sorted(NAMES)


def test_all_sheets_are_loaded_the_general_one_first() -> None:
    paths = [Path(path) for path in style_paths()]
    assert paths[0].name == "console.tcss"
    assert set(paths) == set(styles_folder().rglob("*.tcss"))


@pytest.mark.parametrize("path", style_paths(), ids=lambda path: Path(path).name)
def test_sheets_take_every_colour_from_the_theme(path: Path) -> None:
    names = {*COLOR_NAME_TO_RGB, *(name.removeprefix("ansi_") for name in COLOR_NAME_TO_RGB)}
    found = declarations(path)
    assert found
    for name, value in found:
        assert not re.search(r"#[0-9a-fA-F]{3}|\b(rgb|hsl)a?\(|\bansi_", value), f"{name}: {value}"
        if _COLOURED.search(name):
            words = set(re.findall(r"(?<![$\w-])[a-z]+", value))
            assert not words & names, f"{name}: {value}"


def test_the_terminals_own_theme_reads_as_its_shell_does() -> None:
    theme = load_theme(TERMINAL)
    words = ("foreground", "heading", "dim", "system", "quote", "link", "code", *GROUNDS, "panel", "bar")
    assert {theme.variables.get(name) or getattr(theme, name) for name in words} == {"ansi_default"}
    # Of the others none is one that vanishes on common grounds: black, yellow, blue, white.
    others = {theme.variables.get(name) or getattr(theme, name) for name in TEXTS}
    assert others - {"ansi_default"} == {"ansi_red", "ansi_green", "ansi_magenta", "ansi_cyan"}
    values = tomllib.loads((styles_folder() / "themes" / f"{TERMINAL}.toml").read_text())
    assert set(values["variables"]) == set(VARIABLES)
    assert set(values["colours"]) == set(COLOURS)


def test_plain_is_complete_and_has_one_colour() -> None:
    values = tomllib.loads((styles_folder() / "themes" / f"{PLAIN}.toml").read_text())
    assert (set(values["variables"]), set(values["colours"])) == (set(VARIABLES), set(COLOURS))
    assert {*values["variables"].values(), *values["colours"].values()} == {"ansi_default"}


@pytest.mark.parametrize("name", THEMES)
async def test_every_widget_is_styled_by_every_theme(name: str) -> None:
    theme = load_theme(name)
    queue = QueuePane(id="queue-pane")
    widgets = (
        *(BarLine(id="header"), TabLine(id="tabs"), queue, ThreadPane(id="thread-pane")),
        *(CustomerPane(id="customer-pane"), KnowledgePane(id="knowledge-pane"), FooterLine(id="footer")),
    )
    app = PaneApp(*widgets, theme=name)
    async with app.run_test(size=(80, 60)):
        ground = theme_colour(theme, "background")
        assert app.screen.styles.background == ground
        assert queue.rows.line_style("text").bgcolor == ground.rich_color
        assert queue.rows.line_style("text").color == theme_colour(theme, "foreground").rich_color
        assert app.query_one(FooterLine).line_style("bar").bgcolor == theme_colour(theme, "bar").rich_color
        assert app.query_one(ReviewLine).line_style("key").bgcolor == theme_colour(theme, "panel").rich_color
        area = app.query_one(Composer).area
        assert area.styles.background == theme_colour(theme, "surface")
        assert contrast(area.styles.color, area.styles.background) >= 4.5
