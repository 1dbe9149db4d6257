"""The words for what a department or an agent does, and their letters."""

from __future__ import annotations

import argparse

WORDS = {"chat": "T", "phone": "P", "tickets": "M"}


def letters(text: str) -> str:
    """The letters of words with commas between them."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in WORDS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"{text!r}: there are {', '.join(WORDS)}, with commas between them")
    return "".join(WORDS[name] for name in names)


def words(text: str) -> list[str]:
    """The words of letters."""
    return [word for word, letter in WORDS.items() if letter in text]
