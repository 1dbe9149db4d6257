"""Walks the tree of an HTML mail in reading order and tells the line writer what it meets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from selectolax.lexbor import LexborNode

from console.services.reading.attributes import attribute, describe_image, is_hidden, link_target, whole_number
from console.services.reading.lines import LineKind, SpanStyle
from console.services.reading.tables import MAX_COLUMNS, Cell, Table, data_lines, layout_row
from console.services.reading.writer import LineWriter

_WITHOUT_TEXT: Final = (
    "head script style title template meta link base input select textarea option optgroup datalist output progress "
    "meter canvas audio video source track embed map area iframe object param colgroup col dialog"
)
_SKIPPED: Final = frozenset(_WITHOUT_TEXT.split())
_STYLES: Final[dict[str, SpanStyle]] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
_BLOCK_TAGS: Final = (
    "div section article header footer main aside nav address center dt dd figure figcaption fieldset legend caption "
    "details summary thead tbody tfoot"
)
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_SPACED_BLOCKS: Final = frozenset({"p", "dl"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OFFICE_LIST: Final = re.compile(r"(?i)mso-list\s*:\s*(?:(ignore)|\S+\s+level(\d))")
_NO_BORDER: Final = re.compile(r"(?i)border\s*:\s*(?:none|0|medium none)")

_Leave: TypeAlias = Callable[[], None] | None
_COUNTING: Final = re.compile(r"\(?\w{1,4}[.)]")


class Walker:
    """Walks the tree without recursion and tells the writer what it meets."""

    def __init__(self, writer: LineWriter) -> None:
        self._writer = writer
        self._tables: list[Table] = []
        self._lists: list[int | None] = []
        """For each open list the next number, or None for bullets."""
        self._preformatted = 0

    def walk(self, root: LexborNode | None) -> None:
        """Visits everything below `root` in reading order; once the writer is full, only closes what is open."""
        open_nodes: list[tuple[LexborNode, _Leave]] = []
        node = root.child if root is not None else None
        while node is not None or open_nodes:
            if node is None or self._writer.full:
                if not open_nodes:
                    return
                node, leave = open_nodes.pop()
                if leave is not None:
                    leave()
                node = node.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag == "span" and self._is_office_marker(node):
                pass
            elif tag[:1] not in "-_!" and tag not in _SKIPPED and not is_hidden(node):
                open_nodes.append((node, self._enter(node, tag)))
                node = node.child
                continue
            node = node.next

    def _text(self, text: str) -> None:
        if self._preformatted:
            self._writer.preformatted(text)
        else:
            self._writer.text(text)

    def _enter(self, node: LexborNode, tag: str) -> _Leave:
        """Opens an element; what it returns closes it again."""
        if (style := _STYLES.get(tag)) is not None:
            self._writer.begin(style)
            return self._writer.end
        if (special := _ELEMENTS.get(tag)) is not None:
            return special(self, node)
        if tag in _BLOCKS or tag in _SPACED_BLOCKS or tag in _HEADINGS:
            return self._block(node, tag)
        return None

    def _block(self, node: LexborNode, tag: str) -> _Leave:
        margin = tag not in _BLOCKS
        office = _OFFICE_LIST.search(attribute(node, "style")) if tag in _SPACED_BLOCKS else None
        if office is not None and office[2]:
            return self._office_item(int(office[2]))
        self._writer.block(margin=margin)
        if tag not in _HEADINGS:
            return lambda: self._writer.block(margin=margin)
        self._writer.kind = LineKind.HEADING
        return self._end_heading

    def _end_heading(self) -> None:
        self._writer.block(margin=True)
        self._writer.kind = LineKind.TEXT

    def _line_break(self, _: LexborNode) -> _Leave:
        self._writer.break_line()
        return None

    def _rule(self, _: LexborNode) -> _Leave:
        self._writer.block()
        self._writer.text("---")
        self._writer.block()
        return None

    def _quote(self, node: LexborNode) -> _Leave:
        style = attribute(node, "style")
        only_indents = bool(_NO_BORDER.search(style)) and attribute(node, "type") != "cite"
        self._writer.block(margin=True)
        step = 0 if only_indents else 1
        self._writer.depth += step
        return lambda: self._end_quote(step)

    def _end_quote(self, step: int) -> None:
        self._writer.block(margin=True)
        self._writer.depth -= step

    def _pre(self, _: LexborNode) -> _Leave:
        self._writer.block(margin=True)
        self._preformatted += 1
        self._writer.kind = LineKind.CODE
        return self._end_pre

    def _end_pre(self) -> None:
        self._writer.block(margin=True)
        self._preformatted -= 1
        self._writer.kind = LineKind.CODE if self._preformatted else LineKind.TEXT

    # Lists

    def _list(self, node: LexborNode) -> _Leave:
        self._writer.block(margin=not self._lists)
        start = whole_number(attribute(node, "start"), 1) if node.tag == "ol" else None
        self._lists.append(start)
        return self._end_list

    def _end_list(self) -> None:
        self._lists.pop()
        self._writer.block(margin=not self._lists)

    def _item(self, node: LexborNode) -> _Leave:
        outer, marker = self._writer.indent, "•"
        if self._lists and (number := self._lists[-1]) is not None:
            number = whole_number(attribute(node, "value"), number)
            marker, self._lists[-1] = f"{number}.", number + 1
        self._writer.item(marker)
        return lambda: self._writer.end_item(outer)

    def _office_item(self, level: int) -> _Leave:
        """A paragraph that a word processor made look like a list item."""
        self._writer.block()
        outer = self._writer.indent
        self._writer.indent = outer + 2 * (level - 1)
        self._writer.item("•")
        return lambda: self._writer.end_item(outer)

    def _is_office_marker(self, node: LexborNode) -> bool:
        """Takes the marker such a paragraph brings along, when it is a number or a letter."""
        found = _OFFICE_LIST.search(attribute(node, "style"))
        if found is None or not found[1]:
            return False
        marker = " ".join(node.text().split())
        if len(marker) < 8 and _COUNTING.fullmatch(marker):
            self._writer.rename_item(marker)
        return True

    # Links and images

    def _anchor(self, node: LexborNode) -> _Leave:
        url = link_target(attribute(node, "href"))
        if url is None or not self._writer.begin_link():
            return None
        return lambda: self._writer.end_link(url)

    def _image(self, node: LexborNode) -> _Leave:
        if words := describe_image(node):
            self._writer.text(f" {words} ")
        return None

    # Tables

    def _table(self, node: LexborNode) -> _Leave:
        if self._tables:
            self._tables[-1].nested = True
        table = Table(
            presentation=attribute(node, "role") in {"presentation", "none"},
            bordered=whole_number(attribute(node, "border"), 0) > 0,
            full_width=attribute(node, "width").strip() == "100%",
        )
        self._tables.append(table)
        self._writer.block()
        return self._end_table

    def _end_table(self) -> None:
        table, writer = self._tables.pop(), self._writer
        writer.block()
        if table.holds_data:
            writer.blank_before = True
            writer.adopt(data_lines(table, writer.depth))
            writer.blank_before = True
            return
        for row in table.rows:
            joined = layout_row(row, writer.depth)
            if joined is not None:
                writer.adopt([joined])
                continue
            for cell in row:
                writer.blank_before |= cell.loose
                writer.adopt(cell.lines)
                writer.blank_before |= cell.loose

    def _row(self, _: LexborNode) -> _Leave:
        if self._tables:
            self._tables[-1].rows.append([])
        return None

    def _cell(self, node: LexborNode) -> _Leave:
        if not self._tables:
            self._writer.block()
            return self._writer.block
        rows, lists = self._tables[-1].rows, self._lists
        if not rows:
            rows.append([])
        columns = max(1, min(whole_number(attribute(node, "colspan"), 1), MAX_COLUMNS))
        cell = Cell([], header=node.tag == "th", columns=columns)
        rows[-1].append(cell)
        self._lists = []
        outer = self._writer.divert()

        def leave() -> None:
            cell.loose, cell.lines = self._writer.undivert(outer)
            self._lists = lists

        return leave


_ELEMENTS: Final[dict[str, Callable[[Walker, LexborNode], _Leave]]] = {
    "br": Walker._line_break,
    "hr": Walker._rule,
    "blockquote": Walker._quote,
    "pre": Walker._pre,
    "listing": Walker._pre,
    "ul": Walker._list,
    "ol": Walker._list,
    "menu": Walker._list,
    "dir": Walker._list,
    "li": Walker._item,
    "a": Walker._anchor,
    "img": Walker._image,
    "table": Walker._table,
    "tr": Walker._row,
    "td": Walker._cell,
    "th": Walker._cell,
}
