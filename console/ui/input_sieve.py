"""What comes from the terminal, sorted: keys, pastes, and answers that nobody asked for, which are dropped.

A terminal answers queries on its standard output line, and Textual takes an answer it does not know for keys: letters
that act. Here every control sequence is taken whole first, and only those that are keys, mouse or known reports go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

ESC: Final = "\x1b"
PASTE_BEGIN, PASTE_END = f"{ESC}[200~", f"{ESC}[201~"

SEQUENCE_SECONDS: Final = 0.5
"""How long the rest of a control sequence may take."""
STRING_SECONDS: Final = 2.0
"""How long an answer with a text in it may take from its first byte to its last."""
PASTE_SECONDS: Final = 2.0
"""A paste whose end does not come is taken for complete after this time without input."""
PASTE_ROOM: Final = 4_000_000
"""Characters of a paste that are kept; every field takes fewer, and says so."""
BURST: Final = 40
"""Characters in one piece of input that no hand types: a paste without its marks, or noise on the line."""
BURST_KINDS: Final = 4
"""A held key repeats itself and is no burst, however slow the line is."""
BURST_SECONDS: Final = 0.1
"""Input this soon after a burst is the rest of it."""

_8BIT: Final = {chr(0x40 + ord(letter)): ESC + letter for letter in "PX[\\]^_"}
_SPECIAL: Final = re.compile(f"[{ESC}{''.join(_8BIT)}]")
_CSI: Final = re.compile(r"\x1b\[(?:\[.|\d{1,2}\$|[0-?-]*[ -/]*[@-~])", re.DOTALL)
"""A control sequence; with the keys of the Linux console and rxvt, and the minus sign of some mouse reports."""
_CSI_BEGUN: Final = re.compile(r"\x1b\[(?:\[|[0-?-]*[ -/]*)")
_STRING_END: Final = re.compile("[\x07\x18\x1a\x1b\x9c]")
_WORD_MOVES: Final = frozenset("bf")
"""What some terminals send behind ESC for the arrows with Alt.

Any other character right behind ESC is a key of its own, unless the agent has put something on Alt: a slow line and
tmux join keys that were pressed one after the other, and Textual would write the letter into the text and lose the Esc.
"""
_OLD_MOUSE: Final = f"{ESC}[M"
"""Reports of three bytes, which can be any keys; Textual does not read them."""

_KEY: Final = re.compile(r"\x1b\[(\d{0,7})(?:;\d{0,3})?(?:;([\d:]*))?[u~ABCDEFHPQS]")
_REPORT: Final = re.compile(
    r"\x1b\[(?:[IO]"  # focus
    r"|<\d{1,5};-?\d{1,5};-?\d{1,5}[Mm]"  # mouse
    r"|\?\d{1,5};\d\$y"  # a mode
    r"|48;\d{1,4};\d{1,4};\d{1,5};\d{1,5}t)"  # the window's size
)


@dataclass(frozen=True, slots=True)
class Keys:
    """Characters and sequences for Textual's parser; ESC alone is the key."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that was pasted, as it came."""

    text: str


class _State(Enum):
    PLAIN = auto()
    STRING = auto()
    PASTE = auto()
    LAPSED = auto()
    """A paste whose end did not come in time: a key ends it, a longer piece is the rest of it."""


class InputSieve:
    """Feed it what was read; it gives what may go on. Times are seconds of one clock that never goes back."""

    def __init__(self, escape_seconds: float, *, alt: bool = False) -> None:
        """`escape_seconds` is how long an ESC waits for what would make it a sequence; `alt` says whether a character
        right behind it is a key with Alt."""
        self._escape_seconds = escape_seconds
        self._alt = alt
        self._state = _State.PLAIN
        self._begun = ""
        """A control sequence that is not complete."""
        self._paste: list[str] = []
        self._room = PASTE_ROOM
        self._burst_until = 0.0
        self.due: float | None = None
        """When `expire` wants to be called, if nothing comes before."""

    def feed(self, text: str, now: float) -> list[Keys | Pasted]:
        """What a piece of input means."""
        if self._state is _State.LAPSED:
            self._state = _State.PASTE if len(text) > BURST else _State.PLAIN
        pieces = list(self._pieces(text, now))
        plain = [piece.text for piece in pieces if isinstance(piece, Keys) and piece.text[0] != ESC]
        if plain and (now < self._burst_until or _is_burst(plain)):
            self._burst_until = now + BURST_SECONDS
            return [known for piece in pieces if (known := _in_burst(piece)) is not None]
        return [key for piece in pieces for key in self._apart(piece)]

    def expire(self, now: float) -> list[Keys | Pasted]:
        """What an unfinished sequence or paste is, if it has waited long enough."""
        if self.due is None or now < self.due:
            return []
        self.due = None
        begun, self._begun = self._begun, ""
        if self._state is _State.PASTE:
            self._state = _State.LAPSED
            self._paste.append(begun)
            return self._end_paste()
        self._state = _State.PLAIN
        return self._apart(Keys(begun)) if 1 <= len(begun) <= 2 else []

    def _apart(self, piece: Keys | Pasted) -> list[Keys | Pasted]:
        """ESC and the character right behind it, as the two keys that they are."""
        text = piece.text
        is_pair = isinstance(piece, Keys) and len(text) == 2 and text[0] == ESC
        if is_pair and text[1].isprintable() and text[1] not in _WORD_MOVES and not self._alt:
            return [Keys(ESC), Keys(text[1])]
        return [piece]

    def _pieces(self, text: str, now: float) -> Iterator[Keys | Pasted]:
        if self._state is not _State.STRING:
            text, self._begun = self._begun + text, ""
            self.due = None
        position = 0
        while position < len(text):
            if self._state is _State.PASTE:
                pasted, position = self._take_paste(text, position, now)
                yield from pasted
            elif self._state is _State.STRING:
                position = self._skip_string(text, position)
            else:
                special = _SPECIAL.search(text, position)
                start = special.start() if special else len(text)
                if start > position:
                    yield Keys(text[position:start])
                position = start
                if special:
                    text = text[:start] + _8BIT.get(text[start], text[start]) + text[start + 1 :]
                    sequence, position = self._sequence(text, start, now)
                    if sequence:
                        yield Keys(sequence)

    def _sequence(self, text: str, start: int, now: float) -> tuple[str, int]:
        """The sequence that begins here, empty when it is dropped or not complete, and where it ends."""
        introducer = text[start + 1 : start + 2]
        if introducer == "[":
            return self._control_sequence(text, start, now)
        if introducer == "O" and len(text) > start + 2:
            key = text[start : start + 3]
            return (key if key in ANSI_SEQUENCES_KEYS else ""), start + 3
        if len(text) <= start + 2 and introducer in {"", "O", *"PX]^_"}:
            return self._wait(text[start:], self._escape_seconds, now), len(text)
        if introducer in set("PX]^_"):
            self._state = _State.STRING
            self.due = now + STRING_SECONDS
            return "", start + 2
        if introducer in (ESC, "\\"):
            return (ESC if introducer == ESC else ""), start + (1 if introducer == ESC else 2)
        return text[start : start + 2], start + 2

    def _control_sequence(self, text: str, start: int, now: float) -> tuple[str, int]:
        found = _CSI.match(text, start)
        if found is None:
            begun = _CSI_BEGUN.match(text, start)
            end = begun.end() if begun else start + 2
            if end < len(text):  # broken off by something that cannot be in it
                return "", end
            seconds = SEQUENCE_SECONDS if end > start + 2 else self._escape_seconds
            return self._wait(text[start:], seconds, now), end
        sequence, end = found[0], found.end()
        if sequence == PASTE_BEGIN:
            self._state = _State.PASTE
            self.due = now + PASTE_SECONDS
        elif sequence == _OLD_MOUSE:
            if len(text) < end + 3:
                return self._wait(text[start:], SEQUENCE_SECONDS, now), len(text)
            end += 3
        return (sequence if _is_known(sequence) else ""), end

    def _wait(self, begun: str, seconds: float, now: float) -> str:
        self._begun = begun
        self.due = now + seconds
        return ""

    def _skip_string(self, text: str, position: int) -> int:
        end = _STRING_END.search(text, position)
        if end is None:
            return len(text)
        self._state = _State.PLAIN
        self.due = None
        return end.start() if end[0] == ESC else end.end()  # ESC begins the string's end, or another sequence

    def _take_paste(self, text: str, position: int, now: float) -> tuple[list[Keys | Pasted], int]:
        end = text.find(PASTE_END, position)
        if end >= 0:
            self._keep(text[position:end])
            self._state = _State.PLAIN
            self.due = None
            return self._end_paste(), end + len(PASTE_END)
        held = max(position, len(text) - len(PASTE_END) + 1)  # the end's first characters may be the last ones here
        self._keep(text[position:held])
        self._begun = text[held:]
        self.due = now + PASTE_SECONDS
        return [], len(text)

    def _keep(self, text: str) -> None:
        kept = text[: self._room]
        self._room -= len(kept)
        self._paste.append(kept)

    def _end_paste(self) -> list[Keys | Pasted]:
        text = "".join(self._paste)
        self._paste.clear()
        self._room = PASTE_ROOM
        return [Pasted(text)] if text else []


def _is_known(sequence: str) -> bool:
    """Whether a complete control sequence is a key or a report that Textual reads."""
    if sequence in (PASTE_BEGIN, PASTE_END):
        return False
    if sequence in ANSI_SEQUENCES_KEYS or _REPORT.fullmatch(sequence):
        return True
    key = _KEY.fullmatch(sequence)
    return key is not None and all(_is_character(number) for number in (key[1], *(key[2] or "").split(":")))


def _is_character(number: str) -> bool:
    return not number or (int(number) <= 0x10FFFF and not 0xD800 <= int(number) <= 0xDFFF)


def _in_burst(piece: Keys | Pasted) -> Keys | Pasted | None:
    """A piece of a burst: text is a paste, what looks like a key is chance, only the mouse and reports are meant."""
    if piece.text[0] != ESC or isinstance(piece, Pasted):
        return Pasted(piece.text)
    return piece if _REPORT.fullmatch(piece.text) else None


def _is_burst(plain: list[str]) -> bool:
    return sum(map(len, plain)) > BURST and len(set().union(*plain)) > BURST_KINDS
