"""What a terminal is told beside the screen: sequences that no customer's text can end or fill."""

from __future__ import annotations

import re
from datetime import time

import pytest

from console.config.kinds import Hours
from console.ui.signals import copied_words, notification, title, way_to_notify
from tests.hostile import HOSTILE, Hostile
from tests.terminal_bytes import findings
from tests.ui.support import by_name


@pytest.mark.parametrize(
    ("setting", "environ", "way"),
    [
        ("off", {"TERM": "foot"}, ""),
        ("auto", {"TERM": "foot"}, "osc777"),
        ("auto", {"TERM": "xterm-kitty"}, "osc9"),
        ("auto", {"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "osc9"),
        ("auto", {"TERM": "xterm-256color"}, ""),
        ("auto", {"TERM": "foot", "TMUX": "1"}, ""),
        ("osc9", {"TERM": "xterm", "TMUX": "1"}, "osc9"),
        ("osc777", {}, "osc777"),
    ],
)
def test_where_notifications_go(setting: str, environ: dict[str, str], way: str) -> None:
    assert way_to_notify(setting, environ) == way


def test_the_sequences() -> None:
    assert notification("osc9", "News", {}) == "\x1b]9;News\x1b\\"
    assert notification("osc777", "a;b", {}) == "\x1b]777;notify;LiveAgent Console;a,b\x1b\\"
    assert notification("osc9", "News", {"TMUX": "x"}) == "\x1bPtmux;\x1b\x1b]9;News\x1b\x1b\\\x1b\\"
    assert title(0) == "\x1b]2;LiveAgent Console\x1b\\"
    assert findings((title(12) + title(0)).encode()) == []


@pytest.mark.parametrize("item", HOSTILE, ids=by_name)
@pytest.mark.parametrize("way", ["osc9", "osc777"])
def test_hostile_words_stay_words(item: Hostile, way: str) -> None:
    sequence = notification(way, item.text, {})
    assert re.fullmatch(r"\x1b\](?:9;|777;notify;LiveAgent Console;)[^\x00-\x1f\x7f-\x9f;]{1,200}\x1b\\", sequence)


@pytest.mark.parametrize("value", ["18:00-08:00", "9:30-17:00", "", "00:00-23:59"])
def test_hours_that_can_be(value: str) -> None:
    assert Hours().wrong(value) is None


@pytest.mark.parametrize("value", ["18-08", "25:00-08:00", "18:00", "18:00-08:00-09:00", "evening", "18:00+02-08:00"])
def test_hours_that_cannot(value: str) -> None:
    assert Hours().wrong(value) == "two times such as 18:00-08:00"


def test_hours_over_midnight() -> None:
    assert Hours().holds("18:00-08:00", time(23, 0))
    assert Hours().holds("18:00-08:00", time(7, 59))
    assert not Hours().holds("18:00-08:00", time(8, 0))
    assert Hours().holds("9:00-17:00", time(9, 0))
    assert not Hours().holds("9:00-17:00", time(17, 0))
    assert not Hours().holds("", time(9, 0))


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"TERM": "xterm-256color"}, " to the terminal's clipboard; not there? i, c shows it"),
        ({"TERM": "linux"}, ", but this terminal has no clipboard; i, c shows it"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "; this terminal's clipboard takes nothing. i, c shows it"),
        (
            {"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"},
            "; this terminal's clipboard takes nothing. i, c shows it",
        ),
        ({"TERM": "tmux-256color", "TMUX": "1"}, "; tmux needs set-clipboard on. Else i, c shows it"),
    ],
)
def test_the_clipboard_is_never_claimed_to_have_it(environ: dict[str, str], words: str) -> None:
    told = copied_words("the message", 1204, environ)
    assert told == f"Sent the message (1,204 letters){words}"
    assert len(told) < 90
