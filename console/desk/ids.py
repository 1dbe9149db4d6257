"""Ids, conversation codes and public codes: random, or the same again from a seeded source."""

from __future__ import annotations

import random
import string

_SYSTEM = random.SystemRandom()
_LOWER = string.ascii_lowercase + string.digits
_UPPER = string.ascii_uppercase + string.digits
_MIXED = string.ascii_letters + string.digits


def new_id(source: random.Random | None = None, *, length: int = 8) -> str:
    """An opaque id of lower-case letters and digits; take a longer one where there are very many rows."""
    return _pick(source, _LOWER, length)


def new_code(source: random.Random | None = None) -> str:
    """A conversation's code for people, such as `KLM-3AP-77X`."""
    letters = _pick(source, _UPPER, 9)
    return f"{letters[:3]}-{letters[3:6]}-{letters[6:]}"


def new_public_code(source: random.Random | None = None) -> str:
    """The 16 letters and digits of a conversation's public address."""
    return _pick(source, _MIXED, 16)


def _pick(source: random.Random | None, alphabet: str, length: int) -> str:
    return "".join((source or _SYSTEM).choices(alphabet, k=length))
