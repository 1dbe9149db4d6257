"""Fills the places that fixtures leave: which script, which people, what time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from zoneinfo import ZoneInfo

from console.contract.zone import DEFAULT_ZONE
from console.desk.seed import shorts
from console.desk.seed.cast import Cast
from console.desk.seed.compose import Case, MailWriter
from console.desk.seed.drafts import HOUR, MINUTE, Draft, Group
from console.desk.seed.material import Script, load_material
from console.desk.seed.people import Agent, Customer
from console.desk.seed.quota import Place
from console.desk.seed.stage import Stage, department_name

_LONG = 44
"""How many mail threads are made long by extra rounds."""
_VIP_STATUSES = {"R": 33, "A": 3, "C": 1}
_MINE = {"C": 4, "W": 1}
"""How many further conversations of each status the demo's agent has beside those of the fixtures."""
_MINE_IN = ("care", "orders", "tech")
_LONGEST_WAIT = 90
_PEAK = 34


class OrdinaryWriter:
    """Writes ordinary conversations. Those that wait wait for less than an hour and a half."""

    def __init__(self, stage: Stage, cast: Cast, places: list[Place]) -> None:
        self.stage = stage
        self.rng = stage.rng
        self.cast = cast
        self.places = places
        self.material = load_material()
        self._decks = {language: self._deck(language) for language in sorted({place.language for place in places})}
        self._chats = iter(self.material.chats)
        self._calls = cycle(self.material.calls)
        self._socials = cycle(self.material.socials)
        self._rounds = cycle(self.material.rounds)
        self._vip_left = dict(_VIP_STATUSES)
        self._mine_left = dict(_MINE)
        self._peak_left = _PEAK
        self._long_left = _LONG
        self._numbers: dict[str, int] = {}

    def write_all(self) -> list[Draft]:
        """All of them, in the order of the places."""
        return [self._write(place) for place in self.places]

    def _write(self, place: Place) -> Draft:
        self._numbers[place.channel] = self._numbers.get(place.channel, 0) + 1
        owner = self._owner(place)
        if place.channel == "B":
            return self._chat(place, owner)
        if place.channel == "C":
            return self._call(place, owner)
        if place.channel in "FT":
            return self._social(place, owner)
        return self._mail(place, owner)

    def _mail(self, place: Place, owner: Customer) -> Draft:
        script, variant = self._script(place)
        department = self.stage.people.departments[script.department]
        agent, colleague = self._staff(place, script.department, script.language)
        long = place.language == "en" and place.status in "CAR" and self._long_left > 0
        self._long_left -= long
        start = self._saturday() if place.status in "AR" and not long and not self._is_vip(owner) else None
        case = Case(
            script, variant, owner, place.status, place.channel, agent, colleague, department,
            department_name(script.department), self._end(place.status, owner), start,
            assigned=place.status != "N",
            rounds=tuple(islice(self._rounds, self.rng.randrange(2, 7))) if long else (),
            system_acts=long or (place.status == "R" and self.rng.random() < 0.3),
        )  # fmt: skip
        if start is not None:
            case.end = self.stage.ago(hours=3)
        return MailWriter(case, self.rng).write()

    def _chat(self, place: Place, owner: Customer) -> Draft:
        number = self._numbers["B"]
        if place.language != "en" or number > len(self.material.chats):
            held = [one for one in self.material.scripts if one.chat and one.language == place.language]
            script, variant = (held[0], number) if held else self._script(place)
            chat = shorts.chat_from_script(script, variant)
        else:
            chat = next(self._chats)
        agent, _ = self._staff(place, chat.department, place.language)
        at = self.stage.ago(minutes=4 + number) if place.status == "T" else self._start(owner)
        draft = shorts.write_chat(
            chat, owner, agent, self.rng, at=at, status=place.status, language=place.language
        )  # fmt: skip
        return self._placed(draft, chat.department)

    def _call(self, place: Place, owner: Customer) -> Draft:
        call = next(self._calls)
        agent, _ = self._staff(place, call.department, "en")
        at = self._start(owner)
        if place.status in "PC":
            at = self.stage.ago(minutes=3) if place.status == "P" else self.stage.ago(minutes=75)
        draft = shorts.write_call(call, owner, agent, self.rng, at=at, status=place.status)
        return self._placed(draft, call.department)

    def _social(self, place: Place, owner: Customer) -> Draft:
        social = next(self._socials)
        agent, _ = self._staff(place, social.department, "en")
        number = 0 if place.channel == "F" else 1
        at = self._start(owner)
        if place.status in "NC":
            at = self.stage.ago(minutes=self.rng.randrange(9, 60), hours=4 if place.status == "C" else 0)
        draft = shorts.write_social(social, owner, agent, self.rng, number=number, at=at, status=place.status)
        if place.status == "C":
            draft.groups[-1] = _moved(draft, self.stage.ago(minutes=self.rng.randrange(9, 60)))
        return self._placed(draft, social.department)

    def _placed(self, draft: Draft, department: str) -> Draft:
        draft.department_id = self.stage.people.departments[department]
        return draft

    def _script(self, place: Place) -> tuple[Script, int]:
        if self._mine_left.get(place.status, 0) and place.language == "en":
            for _ in range(40):
                script, variant = next(self._decks["en"])
                if script.department in _MINE_IN:
                    return script, variant
        return next(self._decks[place.language])

    def _staff(self, place: Place, department: str, language: str) -> tuple[Agent, Agent]:
        ana = self.stage.agent("ana")
        mine = department in _MINE_IN and language == "en" and place.channel in "EM"
        without = ana.id if place.status != "R" else ""
        agents = self.cast.agents(self.stage.people.departments[department], language, without=without)
        if mine and self._mine_left.get(place.status, 0):
            self._mine_left[place.status] -= 1
            return ana, agents[0]
        return agents

    def _owner(self, place: Place) -> Customer:
        mail = place.channel in "EM"
        possible = place.language == "en" and self._vip_left.get(place.status, 0) and (mail or place.status == "R")
        if possible and (place.status != "R" or self.rng.random() < (0.9 if mail else 0.25) or self._tight()):
            self._vip_left[place.status] -= 1
            return self.cast.vip()
        return self.cast.customer(place.language)

    def _tight(self) -> bool:
        done = sum(self._numbers.values())
        rest = sum(place.status == "R" and place.language == "en" for place in self.places[done - 1 :])
        return rest <= self._vip_left["R"]

    def _is_vip(self, owner: Customer) -> bool:
        return owner is self.cast.vip()

    def _end(self, status: str, owner: Customer) -> int:
        rng, stage = self.rng, self.stage
        if status in "NC":
            return stage.ago(minutes=rng.randrange(2, _LONGEST_WAIT))
        if self._is_vip(owner):
            return self._start(owner)
        if rng.random() < 0.3:
            return stage.ago(hours=rng.uniform(1, 16))
        return stage.ago(days=rng.uniform(0.7, 6 if status in "AW" else 40))

    def _start(self, owner: Customer) -> int:
        if self._is_vip(owner):
            return self.stage.ago(days=9 + 24 * self._vip_left["R"] + self.rng.uniform(0, 9))
        return self._saturday() or self.stage.ago(days=self.rng.uniform(0.2, 30))

    def _saturday(self) -> int | None:
        if not self._peak_left or self.rng.random() < 0.4:
            return None
        self._peak_left -= 1
        local = self.stage.now.astimezone(ZoneInfo(DEFAULT_ZONE))
        evening = local.replace(hour=17, minute=30, second=0) - timedelta(days=(local.weekday() + 2) % 7)
        return int(evening.timestamp()) + self.rng.randrange(0, 4 * HOUR + 30 * MINUTE)

    def _deck(self, language: str) -> Iterator[tuple[Script, int]]:
        scripts = [one for one in self.material.scripts if one.language == language and not one.chat]
        pairs = [(script, variant) for script in scripts for variant in range(len(script.open))]
        self.rng.shuffle(pairs)
        return cycle(pairs)


def _moved(draft: Draft, at: int) -> Group:
    group = draft.groups[-1]
    group.at = at
    group.parts = [(letter, body, author, at) for letter, body, author, _ in group.parts]
    return group
