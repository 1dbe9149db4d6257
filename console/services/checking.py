"""What a text should be looked at for once more before it is sent; pure, and about what the agent wrote alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from console.contract.enums import SendType
from console.services.personal_numbers import personal_numbers
from console.services.placeholders import placeholders
from console.services.ranking import folded

LOOKED_AT: Final = 200_000
"""Characters of a text that are looked at; only placeholders are found behind them too."""
NAMED: Final = 3
"""Placeholders named at most."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing, in a sentence."""

    words: str
    blocks: bool = False
    """Whether the text cannot be sent as it is; else the agent decides."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ATTACHED: Final = re.compile(
    r"\battach(?:ed|ments?|ing)\b|\benclos(?:ed|ures?)\b|\banbei\b|\b(?:im|den|dem) anhang\b|\bin der anlage\b"
    r"|\bangehängt\w*|\bbeigefügt\w*|\bci-joint\w*|\bpièces? jointes?\b|\badjunt[oa]s?\b|\ballegat[oiae]\b"
    r"|\bbijlagen?\b|\bbijgevoegd\w*|\bzałącz\w+|\bv příloze\b|\bpřilož\w+|\bem anexo\b|\bprilož\w+|\bbifog\w+"
    r"|\bvedlagt\w*|\bвлож\w+|\bприлож\w+|添付|附件|첨부|مرفق|מצורף",
    re.IGNORECASE,
)
_THEIRS: Final = re.compile(
    r"\b(?:you|your|you've|you have|ihr|ihre|ihren|votre|vos|su|sus)\s+(?:\w+\s+)?$", re.IGNORECASE
)

_GREETING: Final = re.compile(
    r"\s*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|moin"
    r"|sehr geehrte[rs]?|bonjour|bonsoir|chère?|hola|buenos días|buenas tardes|estimad[oa](?:/[oa])?|querid[oa]"
    r"|ciao|buongiorno|gentile|dzień dobry|cześć|szanown[aey]|olá|prezad[oa]|dobrý den|ahoj|vážen[áýí])"
    r"(?![\w'])[ ,]*([^\n,;:.!?()–—]*)",
    re.IGNORECASE,
)
_TITLES: Final = _set(
    "mr mrs ms miss mx dr prof professor frau herr herrn m mme mlle madame monsieur sr sra senor senora don dona "
    "signor signora pan pani"
)
_ANYBODY: Final = _set(
    "customer customers sir madam all team everyone everybody there friend friends colleague colleagues kunde kundin "
    "kunden alle zusammen damen herren client cliente clients clientes tous toutes todos support"
)
_CLOSING: Final = re.compile(
    r"^\s*(?:(?:kind|best|warm) (?:regards|wishes)|yours sincerely|mit freundlichen grüßen|viele grüße|cordialement"
    r"|saludos|pozdrawiam|s pozdravem)\b",
    re.IGNORECASE | re.MULTILINE,
)
_FOR_COLLEAGUES: Final = re.compile(
    r"\A\s*(?:(?:internal|interne?|note|notiz|fyi|todo)\b\s*[:,–-]|@\w)"
    r"|\b(?:the|this) (?:customer|client)\b(?! (?:service|support|care|portal|number|account|area))"
    r"|\b(?:der kunde|die kundin)\b|\bla? client\b|\bel cliente\b|\bklient(?:ka)? (?:chce|mówi|pisze)\b",
    re.IGNORECASE,
)


def check(text: str, kind: SendType, customer: str) -> tuple[Finding, ...]:
    """What stands against sending a text to a customer of that name, or to colleagues; what blocks comes first."""
    own = own_lines(text[:LOOKED_AT])
    return (*_open_placeholders(text), *_warnings(own, kind, customer))


def own_lines(text: str) -> str:
    """A text without the lines that quote somebody."""
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))


def _warnings(own: str, kind: SendType, customer: str) -> Iterator[Finding]:
    public = kind is not SendType.NOTE
    if public and (word := attachment_word(own)):
        yield Finding(f'It says "{word}", but nothing can be attached from here.')
    for words in personal_numbers(own):
        yield Finding(f"It holds {words}.")
    greeted = greeted_name(own)
    if public and greeted and is_other(greeted, customer):
        yield Finding(f'It greets "{greeted}", but the customer is {customer}.')
    if public and _FOR_COLLEAGUES.search(own):
        yield Finding("It reads like a note for colleagues, but the customer will see it; t makes it a note.")
    if not public and ((greeted and customer and not is_other(greeted, customer)) or _CLOSING.search(own)):
        yield Finding("It reads like a reply, but the customer will not see this note; t makes it a reply.")


def _open_placeholders(text: str) -> Iterator[Finding]:
    names = list(dict.fromkeys(name for _, _, name in placeholders(text)))
    if names:
        shown = ", ".join(f"{{{name}}}" for name in names[:NAMED])
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        verb = "is" if len(names) == 1 else "are"
        yield Finding(f"{shown}{more} {verb} not filled in: e goes back to the text, and Tab there to it.", blocks=True)


def attachment_word(own: str) -> str:
    """The word that promises an attachment; empty when none does, or when it is the customer's."""
    for found in _ATTACHED.finditer(own):
        if not _THEIRS.search(own, max(0, found.start() - 40), found.start()):
            return found[0]
    return ""


def greeted_name(own: str) -> str:
    """Whom the first line greets by name; empty when it greets nobody, or anybody."""
    first = next((line for line in own.split("\n") if line.strip()), "")
    greeting = _GREETING.match(first[:200])
    if greeting is None:
        return ""
    words = greeting[1].split()
    while words and folded(words[0]) in _TITLES:
        words.pop(0)
    is_name = 0 < len(words) <= 4 and not any(word[0].islower() or not word[0].isalpha() for word in words)
    return "" if not is_name or _ANYBODY.intersection(map(folded, words)) else " ".join(words)


def is_other(greeted: str, customer: str) -> bool:
    """Whether a greeting is for somebody else. Endings differ in many languages, and nobody knows another script."""
    words, names = _name_words(greeted), _name_words(customer)
    if not names or not words or _is_latin("".join(words)) != _is_latin("".join(names)):
        return False
    return not any(
        name.startswith(word[:3]) or word.startswith(name[:3]) or (len(word) == 1 and name.startswith(word))
        for word in words
        for name in names
    )


def _name_words(name: str) -> list[str]:
    return [word for word in folded(name.partition("@")[0]).split() if word not in _TITLES and not word.isdigit()]


def _is_latin(letters: str) -> bool:
    return letters.isascii()
