"""Plain text mail to lines: quote marks become depth, tabs spaces, runs of blank lines one."""

from __future__ import annotations

import re
from typing import Final

from console.services.reading.lines import (
    BLANK_LINE,
    MAX_CHARS,
    MAX_LINES,
    BodyLine,
    LineKind,
    Link,
    RenderedBody,
    Span,
)
from console.services.reading.quotes import fold_quotes

PARTLY_SHOWN: Final = "… the message is longer than what is shown here"
MAX_LINKS: Final = 500
_TAB: Final = 8
_MAX_DEPTH: Final = 100
_QUOTE_MARKS: Final = re.compile(r"(?:> ?)+(?!From )")
_BULLET: Final = re.compile(r" {0,20}(?:[-*•·–]|\(?\d{1,3}[.)])  ?(?=\S)")
_URL: Final = re.compile(r"(?i)\bhttps?://[^\s<>\"'`|\\^{}\u3000-\u3002\uff08\uff09]{1,2000}")
_TRAILING: Final = ".,;:!?…"


def plain_to_lines(text: str, *, max_chars: int = MAX_CHARS) -> RenderedBody:
    """The lines of a plain text body; web addresses in it are the links. Never raises; time is linear."""
    raw, truncated = plain_lines(text, max_chars)
    lines, folds = fold_quotes(raw)
    links: dict[str, Link] = {}
    lines = [_with_links(line, links) if "://" in line.text else line for line in lines]
    if truncated:
        lines.append(BodyLine(PARTLY_SHOWN, LineKind.NOTICE))
    return RenderedBody(tuple(lines), folds, tuple(links.values()), truncated)


def plain_lines(text: str, max_chars: int) -> tuple[list[BodyLine], bool]:
    """The lines without folds and links, and whether something was left out for its size."""
    truncated = len(text) > max_chars
    text = text[:max_chars].replace("\r\n", "\n").replace("\r", "\n")
    lines: list[BodyLine] = []
    for raw in text.split("\n"):
        line = _line(raw.rstrip())
        if line.kind is LineKind.BLANK and (not lines or lines[-1].kind is LineKind.BLANK):
            if lines and line.depth < lines[-1].depth:
                lines[-1] = line
            continue
        if len(lines) >= MAX_LINES:
            truncated = True
            break
        lines.append(line)
    if lines and lines[-1].kind is LineKind.BLANK:
        lines.pop()
    return lines, truncated


def _line(text: str) -> BodyLine:
    depth = 0
    if text.startswith(">") and (marks := _QUOTE_MARKS.match(text)):
        depth = min(marks[0].count(">"), _MAX_DEPTH)
        text = text[marks.end() :]
    if not text:
        return BodyLine("", LineKind.BLANK, depth) if depth else BLANK_LINE
    if "\t" in text:
        text = text.expandtabs(_TAB)
    if bullet := _BULLET.match(text):
        return BodyLine(text, LineKind.LIST_ITEM, depth, indent=bullet.end())
    return BodyLine(text, LineKind.QUOTE if depth else LineKind.TEXT, depth)


def _with_links(line: BodyLine, links: dict[str, Link]) -> BodyLine:
    """The line with its web addresses marked; each new one is added to `links`."""
    spans = []
    for match in _URL.finditer(line.text):
        url = _without_tail(match[0])
        if url not in links:
            if len(links) >= MAX_LINKS:
                break
            links[url] = Link(len(links) + 1, url, url)
        spans.append(Span(match.start(), match.start() + len(url), "link"))
    return BodyLine(line.text, line.kind, line.depth, tuple(spans), line.indent)


def _without_tail(url: str) -> str:
    """The address without the punctuation of the sentence around it."""
    url = url.rstrip(_TRAILING)
    while url.endswith((")", "]")) and url.count(url[-1]) > url.count("(" if url[-1] == ")" else "["):
        url = url[:-1].rstrip(_TRAILING)
    return url
