"""HTML mail to lines: reads at most a bounded part, and falls back to plain text when nothing can be laid out."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser

from console.services.reading.lines import BLANK_LINE, MAX_CHARS, BodyLine, LineKind, RenderedBody
from console.services.reading.markup import bound_markup, strip_tags
from console.services.reading.plain import PARTLY_SHOWN, plain_lines
from console.services.reading.quotes import fold_quotes
from console.services.reading.walker import Walker
from console.services.reading.writer import LineWriter

MAX_SOURCE: Final = 512 * 1024
"""Characters of HTML that are read; a mail with more is shown in part."""
SHOWN_AS_PLAIN: Final = "HTML shown as plain text"
_URL_SHOWN: Final = 300


def html_to_lines(
    html: str, *, numbered: bool = True, max_chars: int = MAX_CHARS, max_source: int = MAX_SOURCE
) -> RenderedBody:
    """The lines of an HTML body; with `numbered`, links carry numbers and are listed at the end.

    Scripts, styles, form controls, hidden texts and tracking images are left out, and nothing is ever fetched. HTML
    that yields no text although it has some is shown with its tags taken away. Never raises; time is linear.
    """
    truncated = len(html) > max_source
    source = html[:max_source].encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    bounded, cut = bound_markup(source)
    writer = LineWriter(max_chars, numbered=numbered)
    Walker(writer).walk(LexborHTMLParser(bounded).body)
    writer.flush()
    truncated |= cut or writer.full
    if not any(line.text for line in writer.lines):
        return _as_plain(source, max_chars, truncated)
    lines, folds = fold_quotes(_trimmed(writer.lines))
    if truncated:
        lines.append(BodyLine(PARTLY_SHOWN, LineKind.NOTICE))
    if numbered and writer.links:
        lines.append(BLANK_LINE)
        lines += [BodyLine(f"[{link.number}] {_shortened(link.url)}", LineKind.LINK) for link in writer.links]
    return RenderedBody(tuple(lines), folds, tuple(writer.links), truncated)


def _as_plain(source: str, max_chars: int, truncated: bool) -> RenderedBody:
    lines, cut = plain_lines(strip_tags(source), max_chars)
    if not lines:
        return RenderedBody((), truncated=truncated)
    lines, folds = fold_quotes(lines)
    lines.append(BodyLine(PARTLY_SHOWN if truncated or cut else SHOWN_AS_PLAIN, LineKind.NOTICE))
    return RenderedBody(tuple(lines), folds, truncated=truncated or cut, as_plain=True)


def _trimmed(lines: list[BodyLine]) -> list[BodyLine]:
    while lines and lines[-1].kind is LineKind.BLANK:
        lines.pop()
    return lines


def _shortened(url: str) -> str:
    return url if len(url) <= _URL_SHOWN else f"{url[:_URL_SHOWN]}…"
