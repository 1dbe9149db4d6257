"""Everything the conversations of one load set are written with, and what is settled about each of them."""

from __future__ import annotations

import random
from collections.abc import Mapping

from console.desk.seed.load.case import Case
from console.desk.seed.load.chance import Ids, zipf_weights
from console.desk.seed.load.people import People
from console.desk.seed.load.plan import Plan
from console.desk.seed.load.texts import customer_side, desk_side, log_lines
from console.desk.seed.load.voices import Voice

TAGS_EXPONENT = 1.0
_TAG_COUNTS, _TAG_WEIGHTS = (0, 1, 2, 3), (45, 35, 15, 5)
_CHANNELS, _CHANNEL_WEIGHTS = "EMBCFT", (76, 8, 9, 4, 1.5, 1.5)
_TALKING = {"T": "B", "P": "C"}
_MAIL_ONLY = "WXBI"


class Stage:
    """The people, the plan, the tags and the ways of writing."""

    def __init__(
        self, people: People, plan: Plan, voices: Mapping[str, Voice], tags: Mapping[str, str], rng: random.Random
    ) -> None:
        self.people = people
        self.plan = plan
        self.tag_ids = tags
        self.ids = Ids(rng, len(plan.created))
        self._tag_names = list(tags)
        self._tag_weights = zipf_weights(len(tags), TAGS_EXPONENT)
        self._voices = voices
        self._log = log_lines(rng)
        self._sides = {
            (language, place.topic): (
                customer_side(voice, place.topic, self._log),
                desk_side(voice, place.topic, self._log),
            )
            for language, voice in voices.items()
            for place in people.places
        }

    def case(self, number: int, rng: random.Random) -> Case:
        """A conversation by its number, and whom and what it is about."""
        plan, status = self.plan, self.plan.status[number]
        owner = self.people.customers[plan.owner[number]]
        place, serving = self.people.places[plan.place[number]], self.people.serving[plan.place[number]]
        voice = self._voices[owner.language]
        customer, desk = self._sides[owner.language, place.topic]
        special = number in plan.same_second or number in plan.rare or number in plan.huge or status in _MAIL_ONLY
        return Case(
            status=status,
            channel="E" if special else _TALKING.get(status) or rng.choices(_CHANNELS, _CHANNEL_WEIGHTS)[0],
            created=plan.created[number],
            limit=plan.limit(number),
            ends_at_limit=number in plan.same_second,
            owner=owner,
            place=place,
            agent=rng.choice(serving),
            colleague=rng.choice(serving),
            voice=voice,
            topic=voice.topic(place.topic),
            customer=customer,
            desk=desk,
            order=str(43_000_000 + number * 7),
            tags=self._tags(rng),
            rare=plan.rare.get(number),
            huge=self._log if number in plan.huge else (),
        )

    def _tags(self, rng: random.Random) -> list[str]:
        count = rng.choices(_TAG_COUNTS, _TAG_WEIGHTS)[0]
        return list(dict.fromkeys(rng.choices(self._tag_names, cum_weights=self._tag_weights, k=count)))
