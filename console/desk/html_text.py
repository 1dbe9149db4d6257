"""Text from HTML, for previews and for search, and HTML from text; in one pass, whatever the HTML is like."""

from __future__ import annotations

import re
from html import escape, unescape

_TAG = re.compile(r"<([^<>]*)>")
_HIDDEN = ("head", "script", "style")
_INLINE = frozenset(
    ("a", "abbr", "b", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u")
)
"""Tags that do not part words."""


def html_text(html: str) -> str:
    """What a reader sees of HTML, on one line."""
    pieces: list[str] = []
    hidden = ""
    for number, piece in enumerate(_TAG.split(html)):
        if number % 2:
            name = _tag_name(piece)
            if hidden:
                hidden = "" if name == f"/{hidden}" else hidden
            elif name in _HIDDEN:
                hidden = name
            elif name.strip("/") not in _INLINE:
                pieces.append(" ")
        elif not hidden:
            pieces.append(unescape(piece))
    return one_line("".join(pieces))


def text_html(text: str) -> str:
    """HTML of a text: its paragraphs and line breaks."""
    paragraphs = (escape(part.strip("\n"), quote=False) for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs if part.strip())


def one_line(text: str) -> str:
    """A text with single blanks between its words."""
    return " ".join(text.split())


def _tag_name(tag: str) -> str:
    words = tag.split(maxsplit=1)
    name = words[0].lower() if words else ""
    return name.rstrip("/") if len(name) > 1 else name
