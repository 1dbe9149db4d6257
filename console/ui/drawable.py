"""Server text to drawable text and its width in cells, without loading Textual: the command line needs no more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from rich.cells import cell_len, get_character_cell_size, split_graphemes

ELLIPSIS: Final = "…"
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
MAX_MARKS: Final = 4
"""Combining marks kept on one base character; more than any script writes in a word."""
TAB: Final = " " * 4

# Every character of this class stands for itself: printable ASCII, the letters and signs of the scripts most mail is
# written in, and the emoji every terminal knows. What is outside is looked at one by one. Ranges only: one class of
# single members makes the search a thousand times slower.
_ORDINARY: Final = (
    "\\x20-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u0391-\\u03a1\\u03a3-\\u03ff\\u0400-\\u0482\\u048a-\\u052f\\u05d0-\\u05ea\\u0620-\\u064a"
    "\\u1e00-\\u1eff\\u2010-\\u2027\\u2030-\\u205e\\u20a0-\\u20bf\\u2190-\\u2426\\u2500-\\u27bf\\u2800-\\u28ff\\u3000-\\u3029"
    "\\u3041-\\u3096\\u30a0-\\u30ff\\u4e00-\\u9fef\\uac00-\\ud7a3\\uff01-\\uff9f\\U0001f300-\\U0001f3fa\\U0001f400-\\U0001f64f"
    "\\U0001f680-\\U0001f6c5\\U0001f90d-\\U0001f971"
)
SUSPECT: Final = re.compile(f"[^{_ORDINARY}]")
_SUSPECT_IN_LINES: Final = re.compile(f"[^\\n{_ORDINARY}]")

_BIDI_TAGS: Final = {
    0x202A: "‹LRE›",
    0x202B: "‹RLE›",
    0x202C: "‹PDF›",
    0x202D: "‹LRO›",
    0x202E: "‹RLO›",
    0x2066: "‹LRI›",
    0x2067: "‹RLI›",
    0x2068: "‹FSI›",
    0x2069: "‹PDI›",
}
# Invisible by design and harmless to leave out: soft hyphen, grapheme joiner, direction marks, zero-width spaces and
# joiners, byte order mark. Joined emoji are drawn as their members, whose width every terminal agrees on.
_DROPPED: Final = frozenset({0x00AD, 0x034F, 0x061C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF})
_DROPPED_RANGES: Final = (
    (0x180B, 0x180F),  # Mongolian variation selectors
    (0xFE00, 0xFE0F),  # variation selectors
    (0x1F3FB, 0x1F3FF),  # skin tones: terminals count them as 0 or 2 cells
    (0xE0100, 0xE01EF),  # variation selectors supplement
)
_FILLERS: Final = frozenset({0x115F, 0x1160, 0x3164, 0xFFA0})
"""Hangul fillers: letters by category, nothing on the screen."""
_FORBIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_REGIONAL_A: Final = 0x1F1E6


def drawable(codepoint: int) -> str:
    """What is drawn for one code point; itself when it may reach the screen."""
    if codepoint < 0x20:
        return {0x09: TAB, 0x0A: "\n"}.get(codepoint) or chr(0x2400 + codepoint)
    if codepoint == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if codepoint in _BIDI_TAGS:
        return _BIDI_TAGS[codepoint]
    if codepoint in _DROPPED or any(first <= codepoint <= last for first, last in _DROPPED_RANGES):
        return ""
    if _REGIONAL_A <= codepoint < _REGIONAL_A + 26:
        # Flags become their country's letters: a lone half of a flag is one cell here and two cells there.
        return chr(ord("A") + codepoint - _REGIONAL_A)
    if codepoint in _FILLERS or unicodedata.category(chr(codepoint)) in _FORBIDDEN_CATEGORIES:
        return REPLACEMENT
    return chr(codepoint)


def _shadow(codepoint: int) -> str:
    """A stand-in that shows only whether a character stands on its own or rides on the one before."""
    character = chr(codepoint)
    if character == "\n":
        return character
    rides = unicodedata.category(character)[0] == "M" or not get_character_cell_size(character)
    return "m" if rides else "b"


class Table(dict[int, str]):
    """A translation table that fills itself; bounded, so that hostile text cannot grow it without end."""

    ROOM: Final = 20_000

    def __init__(self, rule: Callable[[int], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, codepoint: int) -> str:
        drawn = self._rule(codepoint)
        if len(self) < self.ROOM:
            self[codepoint] = drawn
        return drawn


_DRAWABLE: Final = Table(drawable)
_SHADOW: Final = Table(_shadow)
_WRONG_MARKS: Final = re.compile(f"(?m)^m|(?<={'m' * MAX_MARKS})m+")
"""A mark with no base before it, or the marks above the limit."""


def clean(text: str, *, keep_newlines: bool = False, limit: int = 4000) -> str:
    """Text that can do nothing to a terminal: no control, no hidden direction, no invisible or unassigned character.

    C0 controls and DEL become their pictures, tabs spaces, direction overrides visible tags, other forbidden
    characters U+FFFD; zero-width characters and variation selectors are left out. At most `limit` characters come
    back, the last one an ellipsis when something was cut. Never raises, and cleaning twice changes nothing. A
    printable ASCII text comes back as the same object.
    """
    cut = len(text) > limit
    if cut:
        text = text[:limit]
    if not (text.isascii() and text.isprintable()):
        text = _clean_all(text, keep_newlines)
    if cut or len(text) > limit:
        return text[: max(0, limit - 1)] + ELLIPSIS
    return text


def _clean_all(text: str, keep_newlines: bool) -> str:
    if keep_newlines and "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (_SUSPECT_IN_LINES if keep_newlines else SUSPECT).search(text) is None:
        return text
    text = text.translate(_DRAWABLE)
    if not keep_newlines and "\n" in text:
        text = text.replace("\n", "\N{SYMBOL FOR LINE FEED}")
    return _limit_marks(text)


def _limit_marks(text: str) -> str:
    """The text with at most `MAX_MARKS` marks on a base, and a dotted circle under marks that have none."""
    pieces, end = [], 0
    for wrong in _WRONG_MARKS.finditer(text.translate(_SHADOW)):
        pieces.append(text[end : wrong.start()])
        if _at_line_start(text, wrong.start()):
            pieces.append("\N{DOTTED CIRCLE}")
            end = wrong.start()
        else:
            end = wrong.end()
    return "".join(pieces) + text[end:] if pieces else text


def _at_line_start(text: str, index: int) -> bool:
    return index == 0 or text[index - 1] == "\n"


_NEVER_TYPED: Final = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_LINE_ENDS: Final = re.compile("\\r\\n|[\\r\\u2028\\u2029]")


def typed(text: str) -> str:
    """The agent's own text without what nobody means to write: controls, direction overrides, half surrogate pairs.

    For what is pasted, edited elsewhere or quoted, and will be sent. Joiners, variation selectors, marks and tabs stay
    as they are, since they belong to words and emoji; all kinds of line ends become newlines. It does not make a text
    drawable: what shows it draws through `clean` or behind the `OutputGuard`.
    """
    if text.isascii() and text.isprintable():
        return text
    return _NEVER_TYPED.sub("", _LINE_ENDS.sub("\n", text))


def cell_width(text: str) -> int:
    """Terminal cells of a cleaned text."""
    return cell_len(text)


def clip(text: str, cells: int) -> str:
    """Cleaned text cut to at most `cells` terminal cells, with an ellipsis when something was cut."""
    if len(text) <= cells and text.isascii():
        return text
    if cells < 1:
        return ""
    # No clean text has more than this many characters in that many cells, so a long one need not be measured whole.
    head = text[: (cells + 1) * (MAX_MARKS + 2)]
    if len(head) == len(text) and cell_len(text) <= cells:
        return text
    taken = end = 0
    for _, stop, size in split_graphemes(head)[0]:
        if taken + size > cells - 1:
            break
        taken, end = taken + size, stop
    return head[:end] + ELLIPSIS


def pad(text: str, cells: int) -> str:
    """Cleaned text clipped, then filled with spaces to exactly `cells` terminal cells."""
    clipped = clip(text, cells)
    return clipped + " " * (cells - cell_len(clipped))


def segment_text(text: str, width: int) -> str:
    """A server string as exactly `width` cells of one row: cleaned, clipped, padded."""
    return pad(clean(text), width)
