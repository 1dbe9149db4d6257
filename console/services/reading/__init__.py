"""Message bodies as they can be read: HTML or plain text to lines, with quotes and signatures ready to fold."""

from __future__ import annotations

import re
from typing import Final

from console.services.reading.lines import (
    MAX_CHARS,
    BodyLine,
    Fold,
    FoldKind,
    LineKind,
    Link,
    RenderedBody,
    Span,
    SpanStyle,
)

__all__ = [
    "MAX_CHARS",
    "BodyLine",
    "Fold",
    "FoldKind",
    "LineKind",
    "Link",
    "RenderedBody",
    "Span",
    "SpanStyle",
    "looks_like_html",
    "own_words",
    "render_body",
    "to_plain",
]

_SEARCHED: Final = 64 * 1024
_PAGE_TAGS: Final = re.compile(r"(?i)<(?:!doctype\s+html|/?(?:html|body|head|div|p|br|table|td|blockquote)(?=[\s/>]))")
_CLOSED_TAGS: Final = re.compile(
    r"(?i)</(?:span|a|b|i|u|em|strong|font|ul|ol|li|h[1-6]|pre|code|center|style|script|section|article)>"
)
_OPENED_TAGS: Final = re.compile(r"(?i)<(?:img\s+[^<>]{0,2000}src\s*=|hr\s*/?>)")


def render_body(text: str, *, max_chars: int = MAX_CHARS) -> RenderedBody:
    """The lines of a message body, HTML or plain text, whichever it is. Never raises; time is linear in the text."""
    return _body(text, max_chars=max_chars)


def looks_like_html(text: str) -> bool:
    """Whether a body is meant as HTML: tags that make a page, or tags that are closed.

    A mail address in angle brackets or a comparison makes no HTML of a plain text.
    """
    head = text[:_SEARCHED]
    if "<" not in head:
        return False
    return any(pattern.search(head) for pattern in (_PAGE_TAGS, _CLOSED_TAGS, _OPENED_TAGS))


def to_plain(text: str) -> str:
    """A body as one plain string, for search, previews and comparing: the same for HTML and text of the same words.

    Quoted lines begin with ">" for each depth; links are without numbers and list.
    """
    body = _body(text, numbered=False)
    return "\n".join(_plain_line(line) for line in body.lines if line.kind is not LineKind.NOTICE)


def own_words(body: RenderedBody) -> str:
    """What the writer says, on one line: without folded parts, quotes and the link list; for a preview."""
    folded = {index for fold in body.folds for index in range(fold.start, fold.end)}
    told = (
        line.text.strip()
        for index, line in enumerate(body.lines)
        if index not in folded and line.kind not in {LineKind.LINK, LineKind.NOTICE} and not line.depth
    )
    return " ".join(words for words in told if words)


def _body(text: str, *, max_chars: int = MAX_CHARS, numbered: bool = True) -> RenderedBody:
    # The parser and the phrases of all languages are loaded with the first body: the first screen needs none.
    if looks_like_html(text):
        from console.services.reading.html import html_to_lines

        return html_to_lines(text, max_chars=max_chars, numbered=numbered)
    from console.services.reading.plain import plain_to_lines

    return plain_to_lines(text, max_chars=max_chars)


def _plain_line(line: BodyLine) -> str:
    marks = ">" * line.depth
    return f"{marks} {line.text}" if marks and line.text else marks + line.text
