"""The shapes of conversations: which acts follow each other, and how much time lies between them."""

from __future__ import annotations

import random

from console.desk.seed.drafts import HOUR, MINUTE
from console.desk.seed.load.chance import lognormal

CUSTOMER, ANSWER, NOTE, RULE, MOVE, TAG, RATING = "C", "A", "N", "T", "M", "G", "W"
RESOLVE, POSTPONE, DELETE, SPAM = "R", "J", "X", "B"
"""Acts of a mail thread."""

_ROUNDS, _ROUND_WEIGHTS = (1, 2, 3, 4, 6, 13), (73, 18, 5, 2, 1.5, 0.5)
"""How often an agent answers."""
_UNANSWERED = {"X": DELETE, "B": SPAM, "I": ""}
_GAPS = {
    CUSTOMER: lognormal(6 * HOUR, 1.2),
    ANSWER: lognormal(2.5 * HOUR, 1.1),
    NOTE: lognormal(25 * MINUTE, 0.9),
    RULE: lognormal(5, 0.5),
    MOVE: lognormal(40 * MINUTE, 0.9),
    TAG: lognormal(2 * MINUTE, 0.8),
    RATING: lognormal(HOUR, 1.0),
    RESOLVE: lognormal(9 * HOUR, 1.2),
    POSTPONE: lognormal(20 * MINUTE, 0.8),
    DELETE: lognormal(2 * HOUR, 1.0),
    SPAM: lognormal(HOUR, 1.0),
}


def mail_steps(status: str, rng: random.Random, *, tagged: bool) -> str:
    """The acts of a mail thread that ends in a status."""
    chance = rng.random
    steps = [CUSTOMER]
    if chance() < 0.15:
        steps.append(RULE)
    if status in _UNANSWERED:
        return "".join([*steps, _UNANSWERED[status]])
    if tagged and chance() < 0.2:
        steps.append(TAG)
    if status == "N":
        return "".join(steps + [CUSTOMER] * (chance() < 0.1))
    rounds = rng.choices(_ROUNDS, _ROUND_WEIGHTS)[0]
    for number in range(rounds):
        if number:
            steps.append(CUSTOMER)
        if chance() < 0.14:
            steps.append(NOTE)
        if chance() < 0.05:
            steps.append(MOVE)
        steps.append(ANSWER)
    return "".join(steps + _ending(status, rng))


def moments(steps: str, created: int, limit: int, rng: random.Random) -> list[int]:
    """When each act happens, none after the limit: what has too little time goes quicker."""
    at, found = 0, [0]
    draw = rng.getrandbits
    for step in steps[1:]:
        at += _GAPS[step][draw(10)]
        found.append(at)
    room = limit - created
    if at > room:
        return [created + gap * room // at for gap in found]
    return [created + gap for gap in found]


def _ending(status: str, rng: random.Random) -> list[str]:
    if status == "C":
        return [CUSTOMER]
    if status == "W":
        return [POSTPONE]
    if status != "R":
        return []
    steps = [CUSTOMER] if rng.random() < 0.18 else []
    return [*steps, RATING, RESOLVE] if rng.random() < 0.05 else [*steps, RESOLVE]
