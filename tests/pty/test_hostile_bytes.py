"""Hostile texts in every place of the console: the bytes that a terminal gets hold nothing that they asked for."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from tests.hostile import HOSTILE
from tests.pty.walk import Walk, hostile_console, start_console
from tests.terminal_bytes import findings, leaked, mode_changes

pytestmark = pytest.mark.pty

TERMINAL = [item.text for item in HOSTILE if item.kind == "terminal"]


def assert_harmless(walk: Walk, folder: Path) -> None:
    """The console ends well; nothing strange was written, no mode changed on the way, and nothing failed."""
    assert walk.quit() == 0
    output = walk.terminal.output
    assert not findings(output)[:5]
    assert not leaked(output, TERMINAL)
    begun, changes, ended = mode_changes(output)
    assert not changes, (begun, changes, ended)
    assert (folder / "console.log").read_text() == ""


def every(walk: Walk) -> set[int]:
    return set(range(len(walk.texts)))


def test_every_conversation(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "alone" if "LAC_SOAK" in os.environ else "long") as walk:
        assert walk.conversations() == every(walk)
        assert_harmless(walk, tmp_path)


def test_every_list_board_and_picker(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "few") as walk:
        assert walk.queue() == every(walk)
        assert walk.dialog(("g", "p"), "Who is online") == every(walk)
        assert walk.dialog(("f",), "Show only") == every(walk)
        assert walk.dialog(("a",), "Transfer Q") == every(walk)
        assert walk.dialog(("g", "o"), "Chats and calls") == every(walk)
        assert walk.reports() >= every(walk)
        assert_harmless(walk, tmp_path)


def test_articles_composer_review_refusals_and_drafts(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        assert walk.conversations(acting=True) == every(walk)
        assert walk.dialog(("d",), "Drafts and outbox") == every(walk)
        assert walk.articles() == every(walk)
        assert_harmless(walk, tmp_path)


def test_clicks_on_markup_do_nothing_that_it_asks_for(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        screenshot = Path(tempfile.gettempdir(), "x.svg")  # where one of the texts wants it
        existed = screenshot.exists()
        wanted = ("app.quit", "app.screenshot", "app.send_reply", "screen.dismiss")
        for number, text in enumerate(walk.texts):
            if any(f"[@click={action}" in text for action in wanted):
                walk.open(number)
                assert walk.click("[@click=") >= 3
        assert screenshot.exists() == existed
        assert not (tmp_path / "changes").exists()
        assert_harmless(walk, tmp_path)


def test_small_terminals(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        walk.terminal.press("enter")
        for columns, keys in ((80, ("l", "l", "gt", "J")), (50, ("K",))):
            walk.terminal.resize(columns, 24)
            for key in keys * len(walk.texts):
                walk.terminal.settle(0.05)
                walk.terminal.press(key)
        assert_harmless(walk, tmp_path)


@pytest.mark.parametrize("without", ["guard", "clean"])
def test_each_layer_alone_is_enough(tmp_path: Path, without: str) -> None:
    with hostile_console(tmp_path, "bundled", without) as walk:
        assert walk.conversations() == every(walk)
        assert walk.dialog(("g", "p"), "Who is online") == every(walk)
        assert walk.dialog(("a",), "Transfer Q") == every(walk)
        assert walk.articles() == every(walk)
        assert_harmless(walk, tmp_path)


def test_without_both_layers_the_reader_finds_them(tmp_path: Path) -> None:
    """The control: what the other tests look for is found where it is."""
    with start_console(tmp_path, "bundled", "guard", "clean") as terminal:
        while len(findings(terminal.output)) < 100 or len(leaked(terminal.output, TERMINAL)) < 5:
            assert terminal.read(30)
