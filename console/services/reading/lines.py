"""The drawable form of a message body: logical lines, runs to fold, links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

MAX_CHARS: Final = 200_000
"""Characters a rendered body may have; what is beyond is left out and said so."""
MAX_LINES: Final = 20_000

SpanStyle = Literal["strong", "em", "code", "link"]


class LineKind(StrEnum):
    """What a line is, so that a pane can draw it without reading it again."""

    TEXT = "text"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE = "table"
    """One row of an aligned table; cut rather than wrapped."""
    CODE = "code"
    """Preformatted; every space counts."""
    QUOTE = "quote"
    """Text of an earlier mail; `BodyLine.depth` says how deep."""
    SIGNATURE = "signature"
    LINK = "link"
    """An entry of the link list at the end."""
    NOTICE = "notice"
    """Said by the console, not by the writer: "shown in part", "HTML shown as plain text"."""
    BLANK = "blank"


class FoldKind(StrEnum):
    """Why a run of lines may be folded."""

    QUOTE = "quote"
    """Quoted lines between the writer's own."""
    HISTORY = "history"
    """The earlier mails at the end."""
    SIGNATURE = "signature"
    FOOTER = "footer"
    """Legal notices."""


@dataclass(frozen=True, slots=True)
class Span:
    """A styled part of a line: offsets into its text, the end excluded."""

    start: int
    end: int
    style: SpanStyle


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One logical line: unwrapped, without its quote marks, not yet cleaned for a terminal."""

    text: str
    kind: LineKind = LineKind.TEXT
    depth: int = 0
    """Quote depth; 0 is the writer's own text. Any kind of line may be quoted."""
    spans: tuple[Span, ...] = ()
    indent: int = 0
    """Characters at the start of `text`, marker included, under which wrapped rows hang."""


BLANK_LINE: Final = BodyLine("", LineKind.BLANK)


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of lines that starts folded: indices into `RenderedBody.lines`, the end excluded. Folds never overlap."""

    start: int
    end: int
    kind: FoldKind


@dataclass(frozen=True, slots=True)
class Link:
    """A web or mail address of the body, numbered from 1 in reading order; `text` is what the reader was shown."""

    number: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """A message body, ready to be cleaned, wrapped and drawn."""

    lines: tuple[BodyLine, ...]
    folds: tuple[Fold, ...] = ()
    links: tuple[Link, ...] = ()
    truncated: bool = False
    """Something was left out for its size."""
    as_plain: bool = False
    """The body was HTML that could not be laid out; its tags were only taken away."""
