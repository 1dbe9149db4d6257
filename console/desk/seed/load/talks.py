"""Chats and calls of the load set."""

from __future__ import annotations

import json
import random

from console.contract.messages import SYSTEM_USER_ID
from console.desk.events import Act, Line
from console.desk.seed.drafts import PREVIEW_LENGTH, file_part
from console.desk.seed.load.case import Case, Written
from console.desk.seed.load.chance import lognormal

_LINES = lognormal(8, 0.5)
_PAUSES = lognormal(18, 0.8)
_WAITS = lognormal(22, 0.9)
_CALLS = lognormal(240, 0.8)
_PAGES = ("loft-2", "rook", "heron", "wren", "perch", "help", "account/orders")


def write_chat(case: Case, written: Written, rng: random.Random, *, taken: bool) -> int:
    """A chat that an agent takes or nobody does; returns when it was over, or heard last when it still goes on."""
    customer, agent = case.owner.user_id, case.agent.id
    first = case.fill_one(rng.choice(case.topic.problems))
    mention = case.fill_one(rng.choice(case.voice.say["mention"]))
    written.preview = first[:PREVIEW_LENGTH]
    written.add("S", SYSTEM_USER_ID, case.created, ("U", f"Page: https://shop.kestrel.example/{rng.choice(_PAGES)}"))
    lines = [Line("M", customer, 4, first), Line("M", customer, 9, mention)]
    now = 9 + _WAITS[rng.getrandbits(10)]
    if taken:
        lines.append(Line("S", SYSTEM_USER_ID, now - 1, f"{case.agent.name} joined the chat"))
        for number in range(max(2, _LINES[rng.getrandbits(10)])):
            speaks = number % 2 == 0 or rng.random() < 0.2
            said = case.desk.rest if speaks else case.customer.rest
            lines.append(Line("M", agent if speaks else customer, now, case.fill_one(rng.choice(said))))
            now += _PAUSES[rng.getrandbits(10)]
    if case.status != "T":
        lines.append(Line("E", SYSTEM_USER_ID, now, "The visitor left the chat"))
    return _add(case, written, "C", lines, now)


def write_call(case: Case, written: Written, rng: random.Random, *, taken: bool) -> int:
    """A call that an agent takes or nobody does; returns when it was over, or what happened last when it goes on."""
    caller = f"555-01{rng.randrange(100):02d}"
    written.preview = f"Incoming call from {caller}"
    lines = [Line("D", case.owner.user_id, 0, written.preview)]
    waited, lasted = _WAITS[rng.getrandbits(10)], _CALLS[rng.getrandbits(10)]
    if taken:
        lines.append(Line("D", case.agent.id, waited, f"Answered by {case.agent.name}"))
    if taken and case.status != "P":
        letter, voice = file_part(f"call-{case.created}.mp3", lasted * 4000, letter="V")
        statistics = json.dumps({"duration": lasted, "waiting": waited, "hold": 0})
        lines += [
            Line(kind, SYSTEM_USER_ID, waited + lasted, body) for kind, body in ((letter, voice), ("J", statistics))
        ]
    return _add(case, written, "P", lines, max(waited, lines[-1].at))


def _add(case: Case, written: Written, rtype: str, lines: list[Line], lasts: int) -> int:
    """Append the group. Times of the lines are seconds since the beginning; they go quicker when there is no time."""
    pace = min(lasts, case.limit - case.created)
    timed = [line._replace(at=case.created + line.at * pace // lasts) for line in lines]
    end = case.created + pace
    written.acts.append(Act(rtype, case.owner.user_id, case.created, end, timed))
    return end
