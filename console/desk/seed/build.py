"""Puts the demo together: fixtures, the hostile set, the outage, spam, and ordinary conversations in between."""

from __future__ import annotations

import random
from collections.abc import Callable

from console.desk.seed import (
    fixtures_long,
    fixtures_mail,
    fixtures_stories,
    fixtures_text,
    fixtures_time,
    hostile,
    shorts,
)
from console.desk.seed.cast import Cast
from console.desk.seed.drafts import Draft
from console.desk.seed.material import load_material
from console.desk.seed.ordinary import OrdinaryWriter
from console.desk.seed.quota import places_left
from console.desk.seed.stage import FIXTURES, Stage

_FIXTURES: tuple[Callable[[Stage], Draft], ...] = (
    fixtures_stories.refund,
    fixtures_stories.charged_twice,
    fixtures_stories.forgotten_rooms,
    fixtures_stories.missing_vat_id,
    fixtures_stories.french_parcel,
    fixtures_stories.ping_pong,
    fixtures_stories.long_chat,
    fixtures_stories.phone,
    fixtures_stories.anger_and_praise,
    fixtures_stories.keeps_writing,
    fixtures_long.three_years,
    fixtures_mail.newsletter,
    fixtures_mail.reply_chain,
    fixtures_mail.same_second,
    fixtures_mail.new_participant,
    fixtures_mail.split_and_promoted,
    fixtures_mail.unknown_letters,
    fixtures_mail.auto_reply_loop,
    fixtures_mail.many_pictures,
    fixtures_text.right_to_left,
    fixtures_text.east_asian,
    fixtures_text.emoji,
    fixtures_text.combining,
    fixtures_text.long_lines,
    fixtures_text.nothing_there,
    fixtures_text.no_department,
    fixtures_text.personal_data,
    fixtures_text.pasted_log,
    fixtures_time.awkward_times,
)
_OUTAGE_STATUSES = "CANNACNNNCNANNCNNNANCNN"
"""The status of each report of the outage, oldest first: the later ones are mostly unanswered."""
_PHISHING = "security@kestre1.test"


def build_conversations(stage: Stage) -> list[Draft]:
    """All conversations of the demo, in no particular order."""
    drafts = [write(stage) for write in _FIXTURES]
    drafts += hostile.hostile_drafts(stage)
    busy = [one.owner for one in drafts if one.owner] + [stage.customer(_PHISHING)]
    cast = Cast(stage.people, stage.rng, busy)
    drafts += _outage(stage, cast) + _spam(stage, cast) + _deleted(stage, cast) + _internal(stage)
    return drafts + OrdinaryWriter(stage, cast, places_left(drafts, stage.rng)).write_all()


def _outage(stage: Stage, cast: Cast) -> list[Draft]:
    outage, rng = load_material().outage, random.Random(stage.rng.random())
    waits = sorted((rng.randrange(6, 86) for _ in outage.reports), reverse=True)
    drafts = []
    for number, (wait, status) in enumerate(zip(waits, _OUTAGE_STATUSES, strict=True)):
        agent = stage.agent("priya") if number % 3 else stage.agent("mira.solano")
        at = stage.ago(minutes=wait + (9 if status == "C" else 0))
        owner = cast.customer("en")
        draft = shorts.write_report(outage, number, owner, agent, rng, at=at, status=status)
        draft.department_id = stage.people.departments["tech"]
        drafts.append(draft)
    return drafts


def _spam(stage: Stage, cast: Cast) -> list[Draft]:
    drafts = []
    for number, (subject, text) in enumerate(load_material().spam):
        phishing = "kestre1" in text
        owner = stage.customer(_PHISHING) if phishing else cast.customer("en")
        draft = shorts.write_spam(subject, text, owner, at=stage.ago(hours=20 - number / 4), agent=stage.agent("noor"))
        draft.department_id = stage.people.departments["trust" if phishing else "care"]
        draft.code = FIXTURES["FX-24"] if phishing else ""
        drafts.append(draft)
    return drafts


def _deleted(stage: Stage, cast: Cast) -> list[Draft]:
    drafts = []
    for number, (subject, text) in enumerate(load_material().deleted):
        at = stage.ago(days=1 + 4 * number)
        draft = shorts.write_deleted(subject, text, cast.customer("en"), at=at, agent=stage.agent("bill"))
        draft.department_id = stage.people.departments["care"]
        drafts.append(draft)
    return drafts


def _internal(stage: Stage) -> list[Draft]:
    drafts = []
    for number, talk in enumerate(load_material().internals):
        department_id = stage.people.departments[talk.department]
        served = [one for one in stage.people.agents.values() if department_id in one.departments]
        status = "A" if number == 1 else "R"
        draft = shorts.write_internal(talk, served, stage.rng, at=stage.ago(days=3 + number), status=status)
        draft.department_id = department_id
        drafts.append(draft)
    return drafts
