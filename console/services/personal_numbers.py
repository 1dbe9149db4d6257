"""Numbers that should not travel by mail: cards, national ids, bank accounts, known by their check digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

_CARD: Final = re.compile(r"(?<![\w.,-])(?:\d[ -]?){12,18}\d(?![\w-])")
_ACCOUNT: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdecimal())


def is_card(text: str) -> bool:
    """Whether the digits are those of a payment card: the length, the first digit and the last one fit."""
    digits = _digits(text)
    if not 13 <= len(digits) <= 19 or digits[0] not in "23456" or len(set(digits)) == 1:
        return False
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_account(text: str) -> bool:
    """Whether it is an international bank account number."""
    bare = text.replace(" ", "")
    if not 15 <= len(bare) <= 34:
        return False
    return int("".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])) % 97 == 1


def _is_pesel(text: str) -> bool:
    weighted = sum(int(digit) * weight for digit, weight in zip(text, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=False))
    return 1 <= int(text[2:4]) % 20 <= 12 and 1 <= int(text[4:6]) <= 31 and (10 - weighted % 10) % 10 == int(text[10])


def _is_german_tax_id(text: str) -> bool:
    counts = sorted(text[:10].count(digit) for digit in set(text[:10]))
    if text[0] == "0" or counts[-1] not in (2, 3) or counts[:-1].count(1) != len(counts) - 1:
        return False
    product = 10
    for digit in text[:10]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(text[10])


def _is_spanish(text: str) -> bool:
    number = int({"X": "0", "Y": "1", "Z": "2"}.get(text[0], text[0]) + text[1:8])
    return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] == text[8]


def _is_czech(text: str) -> bool:
    digits = _digits(text)
    return 1 <= int(digits[2:4]) % 50 % 20 <= 12 and (len(digits) == 9 or int(digits) % 11 in (0, 10))


def _is_french(text: str) -> bool:
    digits = _digits(text)
    return 1 <= int(digits[3:5]) <= 12 and 97 - int(digits[:13]) % 97 == int(digits[13:])


def _always(_: str) -> bool:
    return True


_NATIONAL: Final[tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...]] = (
    (re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"), _always),  # United States
    (re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"), _always),  # United Kingdom
    (re.compile(r"(?<![\w.-])\d{11}(?![\w-])"), lambda text: _is_pesel(text) or _is_german_tax_id(text)),
    (re.compile(r"\b[\dXYZ]\d{7}[A-Z]\b"), _is_spanish),
    (re.compile(r"(?<![\w/])\d{6}/\d{3,4}(?![\w/])"), _is_czech),
    (re.compile(r"(?<![\w.-])[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![\w-])"), _is_french),
    (re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b"), _always),  # Italy
)


def personal_numbers(text: str) -> Iterator[str]:
    """What kinds of such numbers a text holds, in words, without the numbers."""
    card = next((found[0] for found in _CARD.finditer(text) if is_card(found[0])), "")
    if card:
        yield f"what looks like a card number, ending in {_digits(card)[-4:]}"
    if any(fits(found[0]) for pattern, fits in _NATIONAL for found in pattern.finditer(text)):
        yield "what looks like a national id or tax number"
    account = next((found[0] for found in _ACCOUNT.finditer(text) if is_account(found[0])), "")
    if account:
        yield f"what looks like a bank account number, ending in {account.replace(' ', '')[-4:]}"
