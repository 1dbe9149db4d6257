"""What was done, as the steps of a macro: by meaning, with questions where a value belongs to one customer; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from console.contract.enums import SendType
from console.services.macros.steps import STATUSES
from console.services.outbox.words import YOU
from console.services.placeholders import plain_value
from console.store.wishes import (
    HandOver,
    SetCustomerField,
    SetField,
    SetGroup,
    SetStatus,
    SetTag,
    Wish,
    WriteMessage,
)

TYPED: Final = "# What was typed by hand is not recorded; lines with text write it."
_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_OF_ONE: Final = re.compile(r"[\d@]")
"""Numbers and addresses belong to one customer, words such as "damaged" to many."""


def lines_of(wish: Wish, inserted: Iterable[str] = ()) -> list[str]:
    """The steps that do again what was wished; none for what macros do not do.

    `inserted` are the steps of the canned replies and articles that were put into a reply.
    """
    match wish:
        case SetTag(tag=tag, on=on):
            return [f"{'tag' if on else 'untag'} {plain_value(tag)}"]
        case SetGroup(group=group, on=on):
            return [f"{'group' if on else 'ungroup'} {plain_value(group)}"]
        case SetField(code=code, value=value):
            return [f"field {code} = {_value(code, value)}"]
        case SetCustomerField(code=code, value=value):
            return [f"customer field {code} = {_value(code, value)}"]
        case SetStatus(status=status):
            return [f"status {word}" for word, known in STATUSES.items() if known is status]
        case HandOver(name=name) if name == YOU:
            return ["assign me"]
        case HandOver(name=name, note=note):
            return [f"transfer {plain_value(name)}" + (': {ask "Note"}' if note else "")]
        case WriteMessage(kind=SendType.NOTE):
            return ['note {ask "Note"}']
        case WriteMessage():
            return [*inserted, TYPED]
    return []


def stands_in(inserted: str, text: str) -> bool:
    """Whether what was put into a text is still there: half of its lines at least, for some may be filled in since."""
    lines = [line.strip() for line in inserted.splitlines() if line.strip()]
    there = {line.strip() for line in text.splitlines()}
    return bool(lines) and 2 * sum(line in there for line in lines) >= len(lines)


def _value(code: str, value: str) -> str:
    if not value or not _OF_ONE.search(value):
        return plain_value(value)
    return f'{{ask "{plain_value(code)}"}}'


def ordered(lines: Iterable[str]) -> list[str]:
    """Steps without repetition next to each other; a reply is sent at the end of its steps."""
    found: list[str] = []
    for line in lines:
        if not found or found[-1] != line:
            found.append(line)
    return [*found, "send"] if TYPED in found else found


def macro_text(title: str, lines: Iterable[str]) -> str:
    """A macro's file."""
    return "\n".join([f"title: {' '.join(title.split())}", "", *lines]) + "\n"


def file_name(title: str) -> str:
    """A name for the file of a title, of letters that every system takes; empty when there is none."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(one))
    return _SIGNS.sub("-", bare).strip("-")[:60]
