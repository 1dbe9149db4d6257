"""A strict reader of what a program wrote to a terminal: whatever the console does not mean to send is a finding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_SGR_NUMBER: Final = r"(?:[0-79]|2[1-79]|3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8;(?:5;\d{1,3}|2;\d{1,3};\d{1,3};\d{1,3}))"
"""Styles and colours, without 8, which hides text."""
_MODES: Final = {"7", "25", "1000", "1003", "1004", "1006", "1015", "1016", "1049", "2004", "2026", "2048"}
"""Wrapping, cursor, mouse, focus, the other screen, pastes, whole frames, window sizes."""
_SEQUENCE: Final = re.compile(
    r"\x1b\]22;(?:default|text|pointer)(?:\x07|\x1b\\)"  # the shape of the mouse pointer
    r"|\x1b\]2;(?:\(\d{1,6}\) )?LiveAgent Console\x1b\\"  # the title, with the number that wait
    r"|\x1b\[2[23];2t"  # the terminal's own title, kept and given back
    r"|\x1b\["
    rf"(?:(?P<style>(?:{_SGR_NUMBER}(?:;{_SGR_NUMBER})*)?m)"
    r"|(?P<move>[1-9]\d{0,2};[1-9]\d{0,2}H|[1-9]\d{0,2}C)"
    r"|\?(?P<mode>\d+)(?P<on>[hl])"
    r"|(?P<query>\?2026\$p|\?2048\$p)"
    r"|(?P<keyboard>>\d{1,2}u|<u))"
)
_MOUSE_ON: Final = {"1000h", "1003h", "1015h", "1006h"}
_TEXT: Final = re.compile("[^\x1b]+")
_FORBIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LINE_ENDS: Final = frozenset("\r\n")
_SHOWN: Final = 40


def findings(output: bytes) -> list[str]:
    """What in the output no console means to send: unknown sequences and characters no terminal should get."""
    try:
        text = output.decode()
    except UnicodeDecodeError as error:
        return [f"no UTF-8 at byte {error.start}: {output[error.start : error.start + _SHOWN]!r}"]
    found, position = [], 0
    while position < len(text):
        if (run := _TEXT.match(text, position)) is not None:
            found += [f"{name} in {run[0][:_SHOWN]!a}" for name in sorted(_strange(run[0]))]
            position = run.end()
        elif (sequence := _SEQUENCE.match(text, position)) is not None:
            if sequence["mode"] is not None and sequence["mode"] not in _MODES:
                found.append(f"mode {sequence[0]!a}")
            position = sequence.end()
        else:
            found.append(f"sequence {text[position : position + _SHOWN]!a}")
            position += 1
    return found


def mode_changes(output: bytes) -> tuple[list[str], list[str], list[str]]:
    """The modes that were changed at the beginning, on the way, and at the end; not those around each frame."""
    changes = [found.decode() for found in re.findall(rb"\x1b\[\?(\d+[hl])", output) if found[:4] != b"2026"]
    first_end = changes.index("2004l") if "2004l" in changes else len(changes)
    begun = changes.index("7l") + 1 if "7l" in changes else 0
    while begun < first_end and changes[begun] in _MOUSE_ON:
        begun += 1
    return changes[:begun], changes[begun:first_end], changes[first_end:]


def leaked(output: bytes, texts: Iterable[str]) -> list[str]:
    """Texts with sequences in them that stand in the output just as they are: the sequences may be the console's own,
    but not with these words around them."""
    telling = [text for text in texts if "\x1b" in text[:-2] and len(_SEQUENCE.sub("", text)) > 2]
    return [text[:_SHOWN] for text in telling if text.encode() in output]


def _strange(run: str) -> set[str]:
    return {
        f"U+{ord(letter):04X}"
        for letter in set(run)
        if letter not in _LINE_ENDS and unicodedata.category(letter) in _FORBIDDEN
    }
