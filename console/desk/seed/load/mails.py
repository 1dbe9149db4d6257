"""Mails, forms and social messages of the load set, act by act."""

from __future__ import annotations

import random
import time

from console.contract.messages import SYSTEM_USER_ID
from console.desk.seed.drafts import MINUTE, PREVIEW_LENGTH, Part, file_part
from console.desk.seed.load import shapes
from console.desk.seed.load.case import Case, Written
from console.desk.seed.load.texts import HUGE, SIZES, as_html, as_text

_GROUP_LETTERS = {"E": "M", "M": "M", "B": "M", "C": "M", "F": "F", "T": "W"}
"""Letters of groups by the channel of the conversation."""
_FILES = ("photo-1.jpg", "photo-2.jpg", "invoice.pdf", "screen.png", "receipt.pdf", "box.jpg", "log.txt")
_MOST_QUOTED = 1200
_FOOTER = """\
Kestrel & Finch Lamps and Speakers, 12 Foundry Yard, Calderport
help@kestrel.example - https://help.kestrel.example - Monday to Friday, 08:00 to 18:00

This message is meant for the person it is addressed to. If you are somebody else, please delete it and let us know."""
_PRAISE = ("Very friendly.", "Quick and helpful, thank you.", "Solved at once.")
_BLAME = ("It took too long.", "Nobody read what I wrote.")


class MailWriter:
    """Writes the acts of one thread, or what follows in it after a chat or call."""

    def __init__(self, case: Case, written: Written, rng: random.Random) -> None:
        self.case = case
        self.written = written
        self.rng = rng
        self.letter = _GROUP_LETTERS[case.channel]
        self.as_html = rng.random() < 0.45 and self.letter == "M"
        self._said = ""
        self._heard = False

    def write(self, steps: str, moments: list[int]) -> None:
        """Append the acts at their moments."""
        for step, at in zip(steps, moments, strict=True):
            if step == shapes.CUSTOMER:
                self.customer(at)
            elif step == shapes.ANSWER:
                self.answer(at)
            elif step == shapes.NOTE:
                note = self.case.fill_one(self.rng.choice(self.case.voice.say["note"]))
                self.written.add("I", self.case.colleague.id, at, ("N", note))
            else:
                self._internal(step, at)

    def customer(self, at: int) -> None:
        """The customer writes."""
        case, rng = self.case, self.rng
        paragraphs = case.fill(case.customer.write(rng, SIZES[rng.getrandbits(10)], self._extra()))
        parts: list[Part] = [("M", as_html(paragraphs) if self.as_html else as_text(paragraphs))]
        if not self._heard:
            self._heard = True
            self.written.preview = " ".join(paragraphs)[:PREVIEW_LENGTH]
            if case.huge:
                lines = rng.choices(case.huge, k=(HUGE + rng.randrange(HUGE)) // len(case.huge[0]))
                parts[0] = ("M", as_text([*paragraphs, "\n".join(lines)]))
            if case.channel == "M":
                parts[:0] = [("Z", f"Topic: {case.place.name}"), ("Z", f"Order number: {case.order}")]
        elif self._said and rng.random() < 0.75:
            parts.append(("Q", "> " + self._said[:_MOST_QUOTED].replace("\n", "\n> ")))
        if case.channel == "E" and rng.random() < 0.5:
            parts.insert(0, ("H", self._header(at)))
        if rng.random() < 0.14:
            parts.append(file_part(rng.choice(_FILES), 40_000 + rng.randrange(900_000)))
        self.written.add(self.letter, case.owner.user_id, at, *parts)

    def answer(self, at: int) -> None:
        """An agent answers."""
        case, rng = self.case, self.rng
        paragraphs = case.fill(case.desk.write(rng, SIZES[rng.getrandbits(10)]))
        self._said = as_text(paragraphs)
        parts: list[Part] = [("M", as_html(paragraphs) if self.as_html else self._said)]
        if self.letter == "M":
            parts.append(("O", f"{case.agent.name}\n{case.place.name}\n{_FOOTER}"))
        if rng.random() < 0.05:
            parts.append(file_part(rng.choice(_FILES), 20_000 + rng.randrange(400_000)))
        self.written.add(self.letter, case.agent.id, at, *parts)

    def _internal(self, step: str, at: int) -> None:
        case, add = self.case, self.written.add
        if step == shapes.RULE:
            add("T", SYSTEM_USER_ID, at, ("R", f"assigned to {case.place.name} by rule"))
        elif step == shapes.MOVE:
            reason = case.fill_one(self.rng.choice(case.voice.say["note"]))
            add(
                "T", case.colleague.id, at, ("R", f"Transferred to {case.place.name}, {case.agent.name}"), ("N", reason)
            )
        elif step == shapes.TAG:
            add("G", case.colleague.id, at, ("G", f"Tag added: {case.tags[0]}"))
        elif step == shapes.RATING:
            rating = ("W", "5") if self.rng.random() < 0.8 else ("P", "1")
            comment = self.rng.choice(_PRAISE if rating[0] == "W" else _BLAME)
            add("M", case.owner.user_id, at, rating, ("C", comment))
        elif step == shapes.RESOLVE:
            by = SYSTEM_USER_ID if case.ends_at_limit or self.rng.random() < 0.3 else case.agent.id
            add("R", by, at, ("J", "Status changed to resolved"))
        elif step == shapes.POSTPONE:
            add("J", case.agent.id, at, ("J", "Postponed for three days"))
        elif step == shapes.DELETE:
            add("X", case.agent.id, at, ("J", "Status changed to deleted"))
        else:
            add("B", case.agent.id, at, ("J", "Marked as spam"))

    def _extra(self) -> tuple[str, ...]:
        """What a first message has to say beside the trouble itself."""
        if self._heard:
            return ()
        say, rng = self.case.voice.say, self.rng
        mention = (rng.choice(say["mention"]),) if rng.random() < 0.8 else ()
        return (*mention, rng.choice(say["rare"])) if self.case.rare else mention

    def _header(self, at: int) -> str:
        case = self.case
        sent = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(at - MINUTE))
        host = case.owner.email.rpartition("@")[2]
        return (
            f"From: {case.owner.first} {case.owner.last} <{case.owner.email}>\n"
            "To: Kestrel & Finch <help@kestrel.example>\n"
            f"Subject: {self.written.subject}\nDate: {sent}\n"
            f"Message-ID: <{at:x}.{case.order}@{host}>\n"
            f"Received: from mail.{host} by mx.kestrel.example; {sent}"
        )
