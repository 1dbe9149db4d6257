"""The linear pass over raw HTML that runs before the parser: hostile markup is bounded here.

The parser's cost grows with the square of the nesting depth. This pass reads tags as the HTML standard's tokenizer
does, in one scan, and writes them out again without comments, raw-text elements and tags nested too deep. So the
parser can never see a structure that was not counted here.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Final

MAX_DEPTH: Final = 100
MAX_TAGS: Final = 40_000
"""Tags that are read: several times as many as large newsletters have."""

_SPACE: Final = "[\\t\\n\\f\\r ]"
# A name, which may begin with "=", then perhaps "=" and a value. A quote that never closes takes all the rest, as in
# a browser; that also keeps the scan linear.
_ATTRIBUTE: Final = (
    "[^\\t\\n\\f\\r />][^\\t\\n\\f\\r />=]*+"
    f"(?:{_SPACE}*+={_SPACE}*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\\t\\n\\f\\r >\"'][^\\t\\n\\f\\r >]*+)?+)?+"
    f"(?:{_SPACE}|/)*+"
)
_RAW: Final = "script|style|title|textarea|xmp|iframe|noembed|noframes|select|template"
_TOKEN: Final = re.compile(
    f"<(?P<raw>{_RAW})(?=[\\t\\n\\f\\r />])[^<]*+(?:<(?!/(?P=raw)[\\t\\n\\f\\r />])[^<]*+)*+(?:</(?P=raw)[^>]*+>?+)?+"
    "|<!--(?:-?>|.*?(?:--!?>|\\Z))"
    "|<[!?][^>]*+>?+"
    "|</(?![a-z])[^>]*+>?+"
    f"|<(?P<close>/?)(?P<name>[a-z][^\\t\\n\\f\\r />]*+)(?:{_SPACE}|/)*+(?:{_ATTRIBUTE})*+(?P<whole>>)?+",
    re.IGNORECASE | re.DOTALL,
)
_WITHOUT_CONTENT: Final = "area base br col embed hr img input link meta param source track wbr"
_CLOSED_BY_SIBLINGS: Final = "p li dt dd td th tr thead tbody tfoot colgroup caption option html head body"
_UNCOUNTED: Final = frozenset(f"{_WITHOUT_CONTENT} {_CLOSED_BY_SIBLINGS}".split())
# Tags that would open a scope or a mode of the parser in which others mean something else. Their content stays.
_SCOPES: Final = "frameset frame plaintext image form button object applet marquee svg math foreignobject"
_DROPPED_TAGS: Final = frozenset(_SCOPES.split())


def bound_markup(source: str, *, max_depth: int = MAX_DEPTH, max_tags: int = MAX_TAGS) -> tuple[str, bool]:
    """The same HTML without comments and raw-text elements, its tags at most about `max_depth` deep; linear time.

    Also whether it was broken off behind `max_tags` tags.
    """
    pieces: list[str] = []
    nesting = _Nesting(max_depth)
    end = 0
    for number, token in enumerate(_TOKEN.finditer(source)):
        if number == max_tags:
            return "".join(pieces), True
        pieces.append(source[end : token.start()])
        end = token.end()
        name = (token["name"] or "").lower()
        if name in _DROPPED_TAGS:
            pieces.append(" ")
        elif name and token["whole"] and (name in _UNCOUNTED or nesting.admits(name, closing=bool(token["close"]))):
            pieces.append(token[0])
    pieces.append(source[end:])
    return "".join(pieces), False


class _Nesting:
    """Counts open tags by name, in a scope of its own for each table: no end tag reaches out of a table."""

    def __init__(self, max_depth: int) -> None:
        self._max_depth = max_depth
        self._depth = 0
        self._opened: Counter[str] = Counter()
        self._outer: list[tuple[Counter[str], int]] = []

    def admits(self, name: str, *, closing: bool) -> bool:
        """Whether the tag is written out; counts it if so."""
        if not closing:
            return self._open(name)
        if name == "table":
            if not self._outer:
                return False
            self._opened, self._depth = self._outer.pop()
            return True
        if not self._opened[name]:
            return False
        self._opened[name] -= 1
        self._depth -= 1
        return True

    def _open(self, name: str) -> bool:
        if self._depth >= self._max_depth:
            return False
        if name == "table":
            self._outer.append((self._opened, self._depth))
            self._opened = Counter()
        else:
            self._opened[name] += 1
        self._depth += 1
        return True


_BREAKING: Final = re.compile(
    "(?i)</?(?:p|div|br|tr|li|ul|ol|table|h[1-6]|blockquote|pre|hr|section|article|header|footer|dt|dd)(?=[\\s/>])[^>]*+>?+"
)
_ANY_TAG: Final = re.compile("</?[a-zA-Z][^>]*+>?+")


def strip_tags(source: str) -> str:
    """The text between the tags, a new line where a block begins or ends, entities decoded; linear time."""
    bounded, _ = bound_markup(source, max_depth=len(source), max_tags=len(source))
    text = _BREAKING.sub("\n", bounded)
    return html.unescape(_ANY_TAG.sub("", text))
