"""What the attributes of an element in a mail say: hidden or shown, where a link leads, what an image is."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

_MAX_URL: Final = 8_000
_HIDDEN: Final = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|(?:^|[;\s])(?:opacity|max-height)\s*:\s*0(?:\.0+|px)?\s*(?:[;!]|$)"
)
_TINY_FONT: Final = re.compile(r"(?i)font-size\s*:\s*[01](?:px|pt)?\s*(?:[;!]|$)")
_TINY_SIDE: Final = re.compile(r"(?i)(?:^|[;\s])(?:width|height)\s*:\s*[0-3](?:px)?\s*(?:[;!]|$)")
_TRACKER_SIDE: Final = 3
"""Images at most this wide or high show nothing; they report that the mail was opened."""


def attribute(node: LexborNode, name: str) -> str:
    """The value of an attribute, empty when it is missing."""
    return node.attributes.get(name) or ""


def whole_number(text: str, default: int) -> int:
    """A small whole number as HTML writes it; the default when it is none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def is_hidden(node: LexborNode) -> bool:
    """Whether the writer meant the element not to be seen: preheaders, padding, alternatives for other programs."""
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    if "hidden" in attributes or (style and _HIDDEN.search(style)):
        return True
    # A tiny font on a container is layout, and its children set their own; on bare text it hides.
    return bool(style and _TINY_FONT.search(style)) and not _has_elements(node)


def _has_elements(node: LexborNode) -> bool:
    child = node.child
    while child is not None:
        if child.is_element_node:
            return True
        child = child.next
    return False


def link_target(href: str) -> str | None:
    """The web or mail address of a link; None for all other schemes, for none, and for addresses without end."""
    url = href.strip().replace("\n", "").replace("\t", "").replace("\r", "")
    if len(url) > _MAX_URL or not url.casefold().startswith(("http://", "https://", "mailto:")):
        return None
    return url


def describe_image(node: LexborNode) -> str:
    """An image in words: "[image: alt, host]"; nothing for trackers, spacers and decoration."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    sides = [whole_number((attributes.get(side) or "").removesuffix("px"), 100) for side in ("width", "height")]
    if min(sides) <= _TRACKER_SIDE or _TINY_SIDE.search(style):
        return ""
    alt = attributes.get("alt")
    if alt is not None and not alt.strip():
        return ""
    parts = [" ".join((alt or "").split())[:200], _origin(attributes.get("src") or "")]
    words = ", ".join(part for part in parts if part)
    return f"[image: {words}]" if words else "[image]"


def _origin(source: str) -> str:
    """The host an image would be fetched from; empty when it came with the mail."""
    if not source.casefold().startswith(("http://", "https://", "//")):
        return ""
    try:
        return (urlsplit(source[:_MAX_URL]).hostname or "")[:100]
    except ValueError:
        return ""
