"""The few signs of the interface, each with an ASCII twin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Signs of one cell each. None of them is the only sign of anything: a word says the same."""

    marker: str = "▌"
    customer_wrote: str = "●"
    note_unread: str = "◆"
    changed: str = "·"
    draft: str = "»"
    unfolded: str = "▾"
    folded: str = "▸"
    customer_gutter: str = "│"
    note_gutter: str = "┊"
    rule: str = "─"
    bullet: str = "•"


UNICODE = Glyphs()
ASCII = Glyphs(
    marker=">",
    customer_wrote="*",
    note_unread="n",
    changed=".",
    draft="d",
    unfolded="v",
    folded=">",
    customer_gutter="|",
    note_gutter=":",
    rule="-",
    bullet="-",
)
SETS = {"unicode": UNICODE, "ascii": ASCII}
