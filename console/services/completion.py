"""What a line of the filter language may become while it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from console.contract.enums import ConversationStatus
from console.services.query import KEYS, STATES, Names, quoted

_MEANS: Final = {
    "dept": "department",
    "status": "status",
    "tag": "tag",
    "agent": "who has it",
    "waiting": "how long the customer waits",
    "older": "not changed for",
    "newer": "changed within",
}
MOST_OFFERS: Final = 200
_LISTED: Final = frozenset({"dept", "status", "tag", "is"})
"""Keys that take several values, with commas between them."""
_TIMED: Final = frozenset({"older", "newer", "waiting"})
_NUMBER: Final = re.compile(r"([<>]?)(\d{1,4})")
_TOKEN: Final = re.compile(r'(?:[A-Za-z]+:)?"[^"]*(?:"|$)|\S+')


def last_part(text: str) -> tuple[str, str]:
    """A line without its last part, which is being typed, and that part."""
    start = next((match.start() for match in _TOKEN.finditer(text) if match.end() == len(text)), len(text))
    return text[:start], text[start:]


def parts_of(text: str) -> list[str]:
    """The parts of a line."""
    return [match[0] for match in _TOKEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class Offer:
    """A condition that may be wanted, and what it means."""

    text: str
    means: str


def offers(begun: str, names: Names) -> list[Offer]:
    """Conditions whose key or value has what was begun, those that begin so first; the usual ones for nothing."""
    key, _, value = begun.partition(":")
    listed, comma, part = value.rpartition(",")
    if comma and key.casefold() in _LISTED and not value.startswith('"'):
        further = (
            Offer(_with(key, listed, offer.text.partition(":")[2]), offer.means)
            for offer in offers(f"{key}:{part}", names)
        )
        return [offer for offer in further if offer.text != f"{key}:{listed}"]
    wanted = begun.casefold().replace('"', "")
    found = [(rank, offer) for offer in _all_offers(names) if (rank := _rank(wanted, offer.text)) is not None]
    found.sort(key=lambda pair: pair[0])
    known = [offer for _, offer in found][:MOST_OFFERS]
    return [*known, *(offer for offer in _times(key.casefold(), value) if offer not in known)]


def _with(key: str, listed: str, value: str) -> str:
    """One more value behind those that are listed; one that needs quotes is a condition of its own beside them."""
    if value in listed.split(","):
        return f"{key}:{listed}"
    return f"{key}:{listed} {key}:{value}" if value.startswith('"') else f"{key}:{listed},{value}"


def _times(key: str, begun: str) -> Iterable[Offer]:
    """What a number may be: minutes, hours, days or weeks."""
    match = _NUMBER.fullmatch(begun) if key in _TIMED else None
    if match is not None:
        sign = (match[1] or ">") if key == "waiting" else ""
        yield from (Offer(f"{key}:{sign}{int(match[2])}{unit}", _MEANS[key]) for unit in "mhdw")


def _all_offers(names: Names) -> Iterable[Offer]:
    yield from (Offer(f"is:{one}", means) for one, means in STATES.items())
    for key in ("dept", "status", "waiting", "older", "newer", "tag", "agent"):
        for value in _values(key, names):
            yield Offer(f"{key}:{quoted(value)}", _MEANS.get(key, ""))
    yield Offer("from:", KEYS["from"])


def _rank(wanted: str, offer: str) -> int | None:
    """How well an offer goes with what was begun, 0 for the best; None when it does not."""
    text = offer.casefold().replace('"', "")
    if text.startswith(wanted):
        return 0
    value = text.partition(":")[2]
    if ":" in wanted:
        key, _, part = wanted.partition(":")
        return 2 if text.startswith(f"{key}:") and part in value else None
    return 0 if value.startswith(wanted) else 1 if wanted in value else None


def completions(text: str, names: Names) -> list[str]:
    """What the last part of the line may become."""
    _, last = last_part(text)
    key, colon, begun = last.partition(":")
    if not colon:
        return [f"{one}:" for one in KEYS if last and one.startswith(last)]
    listed, comma, begun = begun.rpartition(",")
    values = [quoted(one) for one in _values(key, names) if one.casefold().startswith(begun.strip('"').casefold())]
    return [_with(key, listed, one) if comma else f"{key}:{one}" for one in values]


def _values(key: str, names: Names) -> Iterable[str]:
    match key:
        case "dept":
            return names.departments
        case "status":
            return (status.word for status in ConversationStatus)
        case "tag":
            return names.tags
        case "is":
            return STATES
        case "agent":
            return ("me", "none", *names.agents)
        case "older" | "newer":
            return ("1h", "4h", "1d", "2d", "1w")
        case "waiting":
            return (">1h", ">4h", ">1d", "<1h")
        case _:
            return ()
