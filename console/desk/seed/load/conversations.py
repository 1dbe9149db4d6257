"""Writes the conversations of the load set: each is a mail thread, or a talk with what was written after it."""

from __future__ import annotations

import random

from console.desk.seed.load import shapes
from console.desk.seed.load.case import Case, Written
from console.desk.seed.load.mails import MailWriter
from console.desk.seed.load.talks import write_call, write_chat

_MISSED = 0.06
_AGAIN = 0.1


def write_conversation(case: Case, rng: random.Random) -> Written:
    """The whole conversation, in the words of its people."""
    subject = case.fill_one(rng.choice(case.topic.subjects))
    written = Written(subject=f"Re: {subject}" if rng.random() < _AGAIN else subject)
    if case.channel in "BC":
        _write_talk(case, written, rng)
        return written
    steps = shapes.mail_steps(case.status, rng, tagged=bool(case.tags))
    moments = shapes.moments(steps, case.created, case.limit, rng)
    if case.ends_at_limit:
        moments[-1] = case.limit
    MailWriter(case, written, rng).write(steps, moments)
    return written


def _write_talk(case: Case, written: Written, rng: random.Random) -> None:
    """What nobody took stays New until somebody writes; what was taken is Answered when it is over."""
    missed = case.status == "N" or (case.status in "RA" and rng.random() < _MISSED)
    write = write_chat if case.channel == "B" else write_call
    end = write(case, written, rng, taken=not missed)
    steps = shapes.ANSWER if missed and case.status != "N" else ""
    if case.channel == "C" and not missed and case.status != "P":
        steps += shapes.NOTE
    steps += {"R": shapes.RESOLVE, "C": shapes.CUSTOMER}.get(case.status, "")
    # The first moment is that of the end itself.
    after = shapes.moments(f".{steps}", end, case.limit, rng)[1:]
    MailWriter(case, written, rng).write(steps, after)
