"""Colours that come from the server: group and tag colours, made readable."""

from __future__ import annotations

import re

from rich.style import Style
from textual.color import Color, ColorParseError

_HEX = re.compile(r"[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)
READABLE = 4.5
"""Contrast under which a text colour is replaced by black or white."""


def server_colour(value: str) -> Color | None:
    """A colour as the server writes it, three or six hex digits; None for anything else."""
    if not _HEX.fullmatch(value):
        return None
    try:
        return Color.parse(f"#{value}")
    except ColorParseError:
        return None


def chip(color: str, bg_color: str) -> str:
    """Name of the line style for a chip in these colours; the plain strong style when there is no background."""
    background = server_colour(bg_color)
    if background is None:
        return "strong"
    text = server_colour(color)
    if text is None or contrast(text, background) < READABLE:
        text = max(_BLACK, _WHITE, key=lambda shade: contrast(shade, background))
    return f"chip:{text.hex6}:{background.hex6}"


def chip_style(name: str) -> Style:
    """The style of a chip's name."""
    _, text, background = name.split(":")
    return Style(color=text, bgcolor=background)


def contrast(first: Color, second: Color) -> float:
    """Contrast of two colours, 1 to 21, after the formula of WCAG 2."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(colour.r) + 0.7152 * channel(colour.g) + 0.0722 * channel(colour.b)
