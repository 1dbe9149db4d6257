"""What a terminal is told beside the screen: bell, notification, title. No text gets there but through the door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from console.ui.format import plural
from console.ui.text import clean

BELL: Final = "\a"
PUSH_TITLE, POP_TITLE = "\x1b[22;2t", "\x1b[23;2t"
"""Keep the terminal's title, and give it back."""
LONGEST: Final = 120
LIMIT: Final = 70_000
"""Characters for the clipboard; terminals refuse or cut longer sequences without a word."""
_END: Final = "\x1b\\"
_TITLE: Final = "LiveAgent Console"
_PROGRAMS: Final = {"iTerm.app": "osc9", "WezTerm": "osc9", "ghostty": "osc9", "rio": "osc9"}
_TERMS: Final = {"xterm-kitty": "osc9", "xterm-ghostty": "osc9", "foot": "osc777", "foot-extra": "osc777"}


def way_to_notify(setting: str, environ: Mapping[str, str]) -> str:
    """`osc9`, `osc777` or nothing: what was asked for, or with `auto` what the terminal is known to take.

    Inside tmux or screen nobody knows which terminal is outside, so there is none by itself.
    """
    if setting in ("osc9", "osc777"):
        return setting
    if setting != "auto" or environ.get("TMUX") or environ.get("STY"):
        return ""
    return _PROGRAMS.get(environ.get("TERM_PROGRAM", "")) or _TERMS.get(environ.get("TERM", "")) or ""


def notification(way: str, words: str, environ: Mapping[str, str]) -> str:
    """The sequence of a notification, in tmux's envelope for the terminal outside where there is a tmux."""
    words = _plain(words)
    body = f"9;{words}" if way == "osc9" else f"777;notify;{_TITLE};{words}"
    sequence = f"\x1b]{body}{_END}"
    if environ.get("TMUX"):
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}{_END}"
    return sequence


def copied_words(what: str, count: int, environ: Mapping[str, str]) -> str:
    """What was done for the clipboard, and what is known of whether it works here: no terminal ever says."""
    sent = f"Sent {what} ({plural(count, 'letter')})"
    if environ.get("TERM", "").startswith("linux"):
        return f"{sent}, but this terminal has no clipboard; i, c shows it"
    if environ.get("TERM_PROGRAM") == "Apple_Terminal" or environ.get("VTE_VERSION"):
        return f"{sent}; this terminal's clipboard takes nothing. i, c shows it"
    if environ.get("TMUX"):
        return f"{sent}; tmux needs set-clipboard on. Else i, c shows it"
    return f"{sent} to the terminal's clipboard; not there? i, c shows it"


def title(waiting: int) -> str:
    """The sequence of the title: how many wait, and the program's name. There is never a customer's text in it."""
    return f"\x1b]2;{f'({waiting}) ' if waiting else ''}{_TITLE}{_END}"


def _plain(words: str) -> str:
    """Words without anything that could end the sequence or be a field of it."""
    text = "".join(letter for letter in clean(words, limit=LONGEST) if letter.isprintable())
    return text.replace(";", ",").strip() or _TITLE
