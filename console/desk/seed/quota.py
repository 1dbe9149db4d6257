"""How many of each kind the 300 conversations are, and what is left when some are written."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from console.desk.seed.drafts import Draft

STATUSES = Counter(N=46, C=58, A=62, R=104, W=14, X=6, B=7, T=2, P=1)
CHANNELS = Counter(E=200, M=34, B=36, C=22, F=4, T=4)
"""Letters of the contract; talk among colleagues (4) is kept as mail, social messages are F and T."""
LANGUAGES = Counter(en=206, de=28, fr=16, es=12, pl=8, ja=8, zh=6, ar=6, he=3, ru=4, tr=3)
TOTAL = 300

_CHAT_STATUSES = "TT" + "A" * 4
_CALL_STATUSES = "P" + "AACC"
_SOCIAL_STATUSES = "NNCAA"


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation that is yet to be written."""

    channel: str
    status: str
    language: str


def places_left(written: Iterable[Draft], rng: random.Random) -> list[Place]:
    """The places which the written conversations leave: chats, calls and social ones first, then mails and forms."""
    drafts = list(written)
    statuses = STATUSES - Counter(one.status for one in drafts)
    channels = CHANNELS - Counter(one.channel for one in drafts)
    languages = LANGUAGES - Counter(one.language for one in drafts)
    places: list[Place] = []
    for channel, usual in (("B", _CHAT_STATUSES), ("C", _CALL_STATUSES), ("F", _SOCIAL_STATUSES), ("T", "")):
        for number in range(channels[channel]):
            status = usual[number] if number < len(usual) else "R"
            language = "de" if channel == "B" and number in (8, 9) else "en"
            places.append(Place(channel, status, language))
            statuses[status] -= 1
            languages[language] -= 1
    rest = list(statuses.elements())
    tongues = list(languages.elements())
    rng.shuffle(rest)
    rng.shuffle(tongues)
    kinds = ["M"] * channels["M"] + ["E"] * channels["E"]
    rng.shuffle(kinds)
    return places + [Place(*row) for row in zip(kinds, rest, tongues, strict=True)]
