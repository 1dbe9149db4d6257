"""Checks on parameters that several calls share; what is not allowed is refused by the parameter's name."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import ColumnElement, func

from console.contract.enums import ConversationStatus, Letters
from console.desk.errors import missing, refused

MOST_ROWS = 2**31 - 1
"""More than any table has, and the largest number that every database keeps."""
STATUSES = tuple(status for status in ConversationStatus if status is not ConversationStatus.CLOSED)
"""Those of API v1; "closed" came later."""
LONGEST_NAME = 255
"""Letters of a name that has to be one of its kind, so that a database can keep an index of them."""

LONGEST_PART = 1000
"""Letters of a text that is looked for inside others: databases bound how complicated that may be."""

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@[^\s@<>()\[\],;:\"\\]{1,253}")
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def row_count(name: str, value: int) -> int:
    """A number of rows, from 0 to more than any table has."""
    if not 0 <= value <= MOST_ROWS:
        message = f"parameter {name} is not a number of rows"
        raise refused(message)
    return value


def whole_number(name: str, value: int) -> int:
    """A number that every database can keep."""
    if not 0 <= value <= MOST_ROWS:
        message = f"parameter {name} is not a number from 0 to {MOST_ROWS}"
        raise refused(message)
    return value


def letter_of(name: str, value: Letters, allowed: Collection[Letters]) -> str:
    """A letter that has to be one of those that the call lists."""
    if value not in allowed:
        message = f"parameter {name} must be one of {', '.join(one.value for one in allowed)}"
        raise refused(message)
    return value.value


def address(name: str, value: str) -> str:
    """An e-mail address as it is kept: in lower case, without blanks around it."""
    bare = value.strip()
    if not _ADDRESS.fullmatch(bare):
        message = f"parameter {name} is not an e-mail address"
        raise refused(message)
    return bare.lower()


def has_part(column: ColumnElement[str], name: str, value: str) -> ColumnElement[bool]:
    """The condition that a text is part of a column, whatever the case of either."""
    if len(value) > LONGEST_PART:
        message = f"parameter {name} is longer than {LONGEST_PART} letters"
        raise refused(message)
    return func.lower(column).contains(value.lower(), autoescape=True)


def unique_name(name: str, value: str) -> str:
    """A name that nothing else of its kind may have: without blanks around it, not empty and not endless."""
    bare = value.strip()
    if not bare:
        raise missing(name)
    if len(bare) > LONGEST_NAME:
        message = f"parameter {name} is longer than {LONGEST_NAME} letters"
        raise refused(message)
    return bare


def colour(name: str, value: str) -> str:
    """A colour of six or three hexadecimal digits, as it is kept: without #."""
    match = _COLOUR.fullmatch(value.strip())
    if match is None:
        message = f"parameter {name} is not a colour of six or three hexadecimal digits"
        raise refused(message)
    return match[1]
