"""From the plain texts of the data files to HTML as mail programs and editors write it, and to quotes."""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import groupby

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,)]")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_NUMBERED = re.compile(r"^\d+\. ")


def to_html(text: str) -> str:
    """HTML of a text: paragraphs, headings (`## `), lists (`- `, `1. `), tables (`| a |`) and code (four blanks)."""
    return "\n".join(_block(block) for block in text.strip("\n").split("\n\n") if block.strip())


def to_mail_html(text: str, style: int) -> str:
    """A mail's HTML the way different programs write it; `style` picks the program."""
    body = to_html(text)
    if style % 3 == 0:
        return f'<div dir="auto">{body}</div>'
    if style % 3 == 1:
        lines = text.strip("\n").split("\n")
        return "".join(f"<div>{_inline(line) if line.strip() else '<br>'}</div>" for line in lines)
    paragraphs = body.replace("<p>", '<p class="MsoNormal" style="margin:0 0 8pt;font-family:Calibri,sans-serif">')
    return f'<html><head><style>p.MsoNormal{{margin:0}}</style></head><body lang="EN-GB">{paragraphs}</body></html>'


def to_text(text: str) -> str:
    """The same text without its marks, for search."""
    lines = [re.sub(r"^(##? |- |\d+\. |\| )", "", line).replace(" | ", " ").strip(" |") for line in text.splitlines()]
    return " ".join(line for line in lines if line and not set(line) <= {"-", " "}).replace("**", "")


def quote(text: str, *, depth: int = 1) -> str:
    """The text behind `>` marks."""
    marks = ">" * depth + " "
    return "\n".join((marks + line).rstrip() for line in text.strip("\n").split("\n"))


def quote_html(text: str, introduction: str) -> str:
    """The text as a cited block, with a line that introduces it."""
    cited = '<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">'
    return f"<div>{escape(introduction)}</div>{cited}{to_html(text)}</blockquote>"


def _block(block: str) -> str:
    lines = block.split("\n")
    if all(line.startswith("    ") for line in lines):
        return "<pre><code>" + escape("\n".join(line[4:] for line in lines), quote=False) + "</code></pre>"
    return "".join(_run(kind, list(group)) for kind, group in groupby(lines, _kind))


def _kind(line: str) -> str:
    if line.startswith("## "):
        return "h2"
    if line.startswith("- "):
        return "ul"
    if line.startswith("| "):
        return "table"
    return "ol" if _NUMBERED.match(line) else "p"


def _run(kind: str, lines: list[str]) -> str:
    if kind == "h2":
        return "".join(f"<h2>{_inline(line[3:])}</h2>" for line in lines)
    if kind == "table":
        return _table(lines)
    if kind == "p":
        return "<p>" + "<br>".join(_inline(line) for line in lines) + "</p>"
    items = (line[2:] if kind == "ul" else _NUMBERED.sub("", line) for line in lines)
    return f"<{kind}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{kind}>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip(" |").split("|")] for line in lines]
    head = "".join(f"<th>{_inline(cell)}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f'<table border="1"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _inline(text: str) -> str:
    linked = _LINK.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(text, quote=False))
    return _STRONG.sub(r"<strong>\1</strong>", linked)


def plain_beginning(body: str, length: int) -> str:
    """The first words of a text or of HTML, on one line."""
    text = body[:8000]
    if re.search(r"</?(p|div|html|body|br|table|blockquote)\b", text, re.IGNORECASE):
        text = unescape(re.sub(r"<(style|head|script)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE))
    return " ".join(text.split())[:length]
