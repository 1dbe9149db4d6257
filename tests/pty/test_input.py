"""What a terminal may send besides keys: answers, floods, noise, pastes. None of it acts, and nothing is lost."""

from __future__ import annotations

import random
import sqlite3
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.walk import QUEUE_COLUMNS, Walk, hostile_console
from tests.terminal_answers import ANSWERS

pytestmark = pytest.mark.pty

DRAFT = "Dear Jana, nothing of this may get lost."


def in_the_queue(walk: Walk) -> None:
    walk.terminal.press("g", "q")


def in_the_thread(walk: Walk) -> None:
    walk.open(3)


def in_the_composer(walk: Walk) -> None:
    walk.open(3)
    walk.terminal.press("r")
    walk.terminal.wait_for("Reply to")
    walk.terminal.press(DRAFT)
    walk.terminal.wait_for("draft saved")


def in_the_review(walk: Walk) -> None:
    in_the_composer(walk)
    walk.terminal.press("ctrl+x")
    walk.terminal.wait_for("REPLY by mail")


def in_a_dialog(walk: Walk) -> None:
    walk.open(3)
    walk.terminal.press("a")
    walk.terminal.wait_for("Transfer Q003q")


PLACES: dict[Callable[[Walk], None], tuple[str, ...]] = {
    in_the_queue: (),
    in_the_thread: (),
    in_the_composer: ("ctrl+u", "ctrl+x"),
    in_the_review: ("q",),
    in_a_dialog: (),
}
"""Where something comes, and the keys to another place."""


def drafts(folder: Path) -> list[str]:
    """The texts of all drafts on disk, but for those in copies."""
    found: list[str] = []
    for path in (folder / "state").rglob("*.db"):
        if path.parent.suffix == ".copies":
            continue  # today's, made at some moment in between
        with sqlite3.connect(path) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if "draft" in names:
                found += [row[0] for row in connection.execute("SELECT text FROM draft")]
    return found


def beside_the_queue(walk: Walk) -> list[str]:
    """What stands right of the queue, which marks drafts when it comes to it, and below."""
    return [line[QUEUE_COLUMNS:] for line in walk.terminal.lines[2:]]


def assert_untouched(walk: Walk, folder: Path) -> None:
    """It lives, and no call was made that would change something."""
    assert walk.terminal.process.poll() is None
    assert not (folder / "changes").exists()
    assert (folder / "console.log").read_text() == ""


def test_answers_change_nothing_anywhere(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        for place, leave in PLACES.items():
            place(walk)
            walk.terminal.settle()
            before = beside_the_queue(walk)
            for answer in ANSWERS.values():
                walk.terminal.send(answer.encode())
                walk.terminal.settle(0.02)
            walk.terminal.settle()
            assert beside_the_queue(walk) == before, place
            assert_untouched(walk, tmp_path)
            walk.terminal.press(*leave)
        assert drafts(tmp_path) == [DRAFT]


@pytest.mark.parametrize("place", [in_the_queue, in_the_composer, in_the_review])
def test_noise_sends_nothing(tmp_path: Path, place: Callable[[Walk], None]) -> None:
    noise = random.Random(place.__name__).randbytes(10_000)
    with hostile_console(tmp_path, "bundled") as walk:
        place(walk)
        walk.terminal.settle()
        walk.terminal.send(noise)
        walk.terminal.settle(0.5)
        walk.terminal.send(b"\x1b\\\x1b[201~")  # whatever the noise began ends here
        walk.terminal.settle(0.5)
        assert_untouched(walk, tmp_path)
        if place is in_the_composer:
            (draft,) = drafts(tmp_path)
            assert draft.startswith(DRAFT)
            assert {letter for letter in draft if unicodedata.category(letter) in ("Cc", "Cs")} <= {"\n", "\t"}


def test_a_paste_of_a_megabyte_arrives_whole(tmp_path: Path) -> None:
    line = "Thank you for writing. \x1b]52;c;eA==\x07 \U0001f468\u200d\U0001f469 \u2764\ufe0f\n"
    text = line * (1_000_000 // len(line.encode())) + "The end."
    with hostile_console(tmp_path, "bundled") as walk:
        in_the_composer(walk)
        started = time.monotonic()
        walk.terminal.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")
        walk.terminal.wait_for("The end.")
        assert time.monotonic() - started < 10
        walk.terminal.press("ctrl+x")
        walk.terminal.wait_for("REPLY by mail")
        assert drafts(tmp_path) == [DRAFT + text.replace("\x1b", "").replace("\x07", "")]
        assert_untouched(walk, tmp_path)


def test_a_paste_of_a_megabyte_into_the_search_is_cut_with_a_word(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        walk.terminal.press("w")
        walk.terminal.wait_for("Esc to the results")
        walk.terminal.send(b"\x1b[200~" + b"lamp " * 200_000 + b"\x1b[201~")
        walk.terminal.wait_for("takes 1,000 characters of a paste")
        assert_untouched(walk, tmp_path)


def test_a_paste_that_never_ends_blocks_nothing(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        in_the_composer(walk)
        walk.terminal.send(b"\x1b[200~ And a paste")
        walk.terminal.wait_for("get lost. And a paste")
        walk.terminal.press("ctrl+x")
        walk.terminal.wait_for("REPLY by mail")
        assert drafts(tmp_path) == [f"{DRAFT} And a paste"]


def test_a_paste_where_nothing_takes_it_says_so(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        walk.terminal.send(b"\x1b[200~eAyY\x1b[201~")
        walk.terminal.wait_for("Nothing takes a paste here")
        assert_untouched(walk, tmp_path)
