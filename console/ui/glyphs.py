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
    unread_by_hand: str = "○"
    star: str = "★"
    failed: str = "✗"
    draft: str = "»"
    unfolded: str = "▾"
    folded: str = "▸"
    customer_gutter: str = "│"
    note_gutter: str = "┊"
    rule: str = "─"
    bullet: str = "•"
    selected: str = "■"

    @property
    def words(self) -> bool:
        """Whether words say what signs would, and nothing is drawn that is no word."""
        return self is WORDS

    def box(self, ticked: bool | None) -> str:
        """A box that is ticked, not ticked, or ticked for some of several."""
        if self.words:
            return {True: "on    ", False: "off   ", None: "some  "}[ticked]
        return {True: "[x] ", False: "[ ] ", None: "[-] "}[ticked]

    def drawn(self, lines: str) -> str:
        """Rules, joints, markers and bars of a plot as this set has them."""
        if self.words:
            return lines.translate(_IN_WORDS)
        return lines.translate(_IN_ASCII) if self is ASCII else lines


UNICODE = Glyphs()
ASCII = Glyphs(
    marker=">",
    customer_wrote="*",
    note_unread="n",
    changed=".",
    unread_by_hand="o",
    star="s",
    failed="!",
    draft="d",
    unfolded="v",
    folded=">",
    customer_gutter="|",
    note_gutter=":",
    rule="-",
    bullet="-",
    selected="x",
)
WORDS = Glyphs(
    marker=" ",
    customer_wrote=" ",
    note_unread=" ",
    changed=" ",
    unread_by_hand=" ",
    star=" ",
    failed=" ",
    draft=" ",
    unfolded="",
    folded="folded:",
    customer_gutter=" ",
    note_gutter=" ",
    rule=" ",
    bullet="-",
    selected=" ",
)
SETS = {"unicode": UNICODE, "ascii": ASCII}
_IN_ASCII = str.maketrans("▌─│┬┴├┤┼▁▂▃▄▅▆▇█", ">-|+++++.:-=+*#@")
_IN_WORDS = _IN_ASCII | str.maketrans("▌─│┬┴├┤┼", " " * 8)


def glyphs_of(app: object) -> Glyphs:
    """The set that an application draws with."""
    glyphs: Glyphs = getattr(app, "glyphs", UNICODE)
    return glyphs
