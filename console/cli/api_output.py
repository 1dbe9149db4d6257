"""Answers of the API on standard output, so that nothing in them can act on a terminal."""

from __future__ import annotations

import json
import re

from console.api.exchange import Answer
from console.cli.printing import say, say_as_it_is
from console.ui.drawable import SUSPECT, clean, drawable


def print_head(answer: Answer) -> None:
    """Status and headers, and an empty line."""
    say(f"HTTP {answer.status}", *(f"{name}: {value}" for name, value in sorted(answer.headers.items())), "")


def print_answer(answer: Answer, format: str, *, to_terminal: bool) -> None:
    """The body: for a terminal in lines that can be read, in a pipe as it came.

    JSON is escaped in both, which changes nothing of what it says; other formats cannot be, and are cleaned for a
    terminal alone.
    """
    text = _json_text(answer.body, indent=to_terminal) if format == "json" else None
    if text is not None:
        _write(text.encode())
    elif to_terminal:
        whole = answer.body.decode("utf-8", "replace")
        _write(clean(whole, keep_newlines=True, limit=len(whole) + 1).encode())
    else:
        say_as_it_is(answer.body)


def escaped(text: str) -> str:
    """JSON text in which all that is not plainly drawn stands as an escape. Line breaks between its parts stay."""
    return SUSPECT.sub(_escape, text)


def _json_text(body: bytes, *, indent: bool) -> str | None:
    """The body as safe JSON; None when it is none."""
    text = body.decode("utf-8-sig", "replace")
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return escaped(json.dumps(tree, indent=2, ensure_ascii=False) if indent else text)


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if character in "\n\r\t" or drawable(ord(character)) == character:
        return character  # white space between values: inside of strings JSON has it as escapes only
    code = ord(character)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _write(data: bytes) -> None:
    """Print and end the line."""
    say_as_it_is(data if data.endswith(b"\n") else data + b"\n")
