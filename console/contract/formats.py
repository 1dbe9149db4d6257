"""JSON, XML and YAML: three renderings of one tree, and the way back (section 0.4)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat

from pydantic_core import to_json

from console.contract.base import WireRow, WireTree

ROOT: Final = "response"
"""What everything stands under, in every format."""
MOST_DEPTH: Final = 100
"""Levels of a document that is read; the API's own have five."""


class UnreadableDocumentError(ValueError):
    """The bytes are no document of the format, or one that nobody has to write."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write what lies under `response`, and to read it."""

    name: str
    """The suffix of a path that asks for it, without its dot."""
    media_type: str
    render: Callable[[WireRow], bytes]
    read: Callable[[bytes], WireTree]
    """Raises `UnreadableDocumentError`. XML cannot tell null, an empty string and an empty list from each other: it has
    the empty string for all of them, and strings for numbers."""


def _render_json(tree: WireRow) -> bytes:
    return to_json({ROOT: tree})


def _read_json(document: bytes) -> WireTree:
    try:
        return _under_root(json.loads(document))
    except (ValueError, RecursionError):
        message = "this is no JSON"
        raise UnreadableDocumentError(message) from None


# XML: the names of elements are those of the contract, the name of a row is made from that of its list.

_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_SPECIAL = re.compile("[&<>\r]")
_NO_NAME = re.compile(r"[^\w.-]|^(?=[\d.-])", re.ASCII)


def row_name(name: str) -> str:
    """The name of the elements in a list: that of the list without its last `s`, or `row`."""
    return name[:-1] if name.endswith("s") and len(name) > 1 else "row"


def _render_xml(tree: WireRow) -> bytes:
    return "".join((_DECLARATION, *_element(ROOT, tree))).encode()


def _element(name: str, value: Any) -> Iterator[str]:
    name = _NO_NAME.sub("_", name) or "_"
    inside = [part for child, one in _children(name, value) for part in _element(child, one)]
    text = "" if value is None or isinstance(value, dict | list) else _xml_text(str(value))
    if inside or text:
        yield f"<{name}>{text}"
        yield from inside
        yield f"</{name}>"
    else:
        yield f"<{name}/>"


def _children(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((row_name(name), row) for row in value)


def _xml_text(text: str) -> str:
    """Character data; what no XML 1.0 can hold becomes a replacement character."""
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], _FORBIDDEN.sub("\ufffd", text))


class _XmlReader:
    """Builds the tree from expat's events, without recursion. Entities could only be declared in a document type, and a
    document with one is refused."""

    def __init__(self) -> None:
        self._open: list[tuple[str, list[tuple[str, Any]], list[str]]] = [("", [], [])]
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, document: bytes) -> dict[str, Any]:
        """The root by its name."""
        self._parser.Parse(document, True)
        return dict(self._open[0][1])

    def _start(self, name: str, _attributes: object) -> None:
        if len(self._open) > MOST_DEPTH:
            self._refuse()
        self._open.append((name, [], []))

    def _text(self, text: str) -> None:
        self._open[-1][2].append(text)

    def _end(self, _name: str) -> None:
        name, children, texts = self._open.pop()
        value: Any = "".join(texts)
        if children:
            row = row_name(name)
            is_list = all(child == row for child, _ in children)
            value = [one for _, one in children] if is_list else dict(children)
        self._open[-1][1].append((name, value))

    def _refuse(self, *_: object) -> None:
        message = "this XML has a document type or is too deep"
        raise UnreadableDocumentError(message)


def _read_xml(document: bytes) -> WireTree:
    try:
        return _under_root(_XmlReader().read(document))
    except (expat.ExpatError, ValueError) as error:
        message = str(error) if isinstance(error, UnreadableDocumentError) else "this is no XML"
        raise UnreadableDocumentError(message) from None


def _render_yaml(tree: WireRow) -> bytes:
    from console.contract.yaml_format import dump

    return dump({ROOT: tree})


def _read_yaml(document: bytes) -> WireTree:
    from console.contract.yaml_format import load

    try:
        return _under_root(load(document, most_depth=MOST_DEPTH))
    except ValueError:
        message = "this is no YAML, or more than plain values"
        raise UnreadableDocumentError(message) from None


def _under_root(document: Any) -> WireTree:
    tree = document.get(ROOT) if isinstance(document, dict) else None
    if tree in ("", []):
        return {}
    if not isinstance(tree, dict):
        message = f"nothing lies under {ROOT!r}"
        raise UnreadableDocumentError(message)
    return tree


JSON: Final = Format("json", "application/json; charset=utf-8", _render_json, _read_json)
XML: Final = Format("xml", "text/xml; charset=utf-8", _render_xml, _read_xml)
YAML: Final = Format("yaml", "application/yaml; charset=utf-8", _render_yaml, _read_yaml)

FORMATS: Final[Mapping[str, Format]] = {one.name: one for one in (JSON, XML, YAML)}
"""Formats by their names."""
