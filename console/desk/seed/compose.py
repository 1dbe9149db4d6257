"""Ordinary conversations from the scripts: mails and forms with their notes, transfers, quotes and files."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from console.contract.messages import SYSTEM_USER_ID
from console.contract.zone import DEFAULT_ZONE
from console.desk.seed.drafts import HOUR, MINUTE, Draft, Part, file_part, header_part
from console.desk.seed.markup import quote, quote_html, to_mail_html
from console.desk.seed.material import Round, Script
from console.desk.seed.people import Agent, Customer
from console.desk.seed.slots import Slots

_SIGNATURES = {
    "en": "Kind regards\n{agent}\nKestrel & Finch, {department}",
    "de": "Mit freundlichen Grüßen\n{agent}\nKestrel & Finch, {department}",
    "fr": "Bien cordialement\n{agent}\nKestrel & Finch, {department}",
    "es": "Un saludo\n{agent}\nKestrel & Finch, {department}",
    "pl": "Pozdrawiam\n{agent}\nKestrel & Finch, {department}",
    "ja": "Kestrel & Finch カスタマーサポート\n{agent}",
    "zh": "Kestrel & Finch 客服\n{agent}",
}
_WROTE = {
    "en": "On {when}, Kestrel & Finch <help@kestrel.example> wrote:",
    "de": "Am {when} schrieb Kestrel & Finch <help@kestrel.example>:",
    "fr": "Le {when}, Kestrel & Finch <help@kestrel.example> a écrit :",
    "es": "El {when}, Kestrel & Finch <help@kestrel.example> escribió:",
    "pl": "{when} Kestrel & Finch <help@kestrel.example> napisał(a):",
    "ja": "{when} Kestrel & Finch <help@kestrel.example>:",
}
_CHASES = (
    "Thank you. Is there anything you still need from me?",
    "Sorry to ask again, but the date has passed. Is everything all right?",
    "One last question, then I leave you in peace: will I get a confirmation by mail?",
    "Hm, I am afraid it is not solved after all. It happened again this morning.",
    "Good morning! Any chance to have this settled today?",
    "My neighbour has the same problem. May she write to you with my case number?",
    "I looked again and I think I described it wrongly. Could we start from the top?",
    "Thanks, understood. And when would that be, roughly?",
)


@dataclass(slots=True)
class Case:
    """What a conversation shall be: who, how it stands, how long it is, and when it began or ends."""

    script: Script
    variant: int
    owner: Customer
    status: str
    channel: str
    agent: Agent
    colleague: Agent
    department_id: str
    department_name: str
    end: int
    """When the last act happens, or at the latest when `start` is given."""
    start: int | None = None
    assigned: bool = True
    rounds: tuple[Round, ...] = ()
    system_acts: bool = False


class MailWriter:
    """Writes one mail conversation. The gaps between its acts are drawn first, so that it ends when it should."""

    def __init__(self, case: Case, rng: random.Random) -> None:
        script = case.script
        self.case = case
        self.rng = rng
        # The texts of one variant decide which product the case is about.
        self.opening = script.open[case.variant % len(script.open)]
        subject = script.subjects[case.variant % len(script.subjects)]
        self.slots = Slots(rng, case.owner, script.language, subject + self.opening + script.more)
        self.style = rng.randrange(6)
        self.draft = Draft(
            self.slots.fill(subject), case.department_id, case.status, case.channel, case.owner, script.language
        )
        self.acts: list[tuple[int, str, str, tuple[str, ...]]] = []
        """Seconds since the act before, kind, text, files."""

    def write(self) -> Draft:
        """The finished conversation."""
        self._plan()
        total = sum(act[0] for act in self.acts)
        start = self.case.end - total if self.case.start is None else self.case.start
        pace = min(1.0, (self.case.end - start) / total) if total else 1.0
        at, said = start, ""
        for number, (gap, kind, text, files) in enumerate(self.acts):
            at += int(gap * pace)
            filled = self.slots.fill(text)
            if kind == "C":
                self._customer(at, filled, files, said, first=number == 0)
            elif kind == "A":
                self._agent(at, filled, files)
                said = filled
            else:
                self._internal(at, kind, filled)
        case, script = self.case, self.case.script
        self.draft.assigned_to = case.agent.id if case.assigned else None
        self.draft.tags = list(script.tags) if case.status != "N" or self.rng.random() < 0.4 else []
        self.draft.fields = [(code, self.slots.field(code)) for code in self._shown_fields()]
        if script.language != "en":
            self.draft.fields.append(("language", script.language))
        return self.draft

    def _shown_fields(self) -> list[str]:
        if self.case.status == "N":
            return [code for code in self.case.script.fields if code in ("order_no", "firmware", "sku")][:1]
        return list(self.case.script.fields)

    def _plan(self) -> None:
        case, script, rng = self.case, self.case.script, self.rng
        self._act(0, "C", self.opening, script.files if rng.random() < 0.8 else ())
        if case.system_acts or rng.random() < (0.7 if case.status == "C" else 0.35):
            self._act(rng.randrange(1, 9), "T", case.department_name)
        if script.note and case.status != "N":
            self._act(rng.randrange(8 * MINUTE, HOUR), "N", script.note)
        elif script.note and rng.random() < 0.2:
            self._act(4 * MINUTE, "N", script.note)
        if case.status == "N":
            return
        if case.system_acts and script.tags:
            self._act(rng.randrange(40, 300), "G", script.tags[0])
        self._act(rng.randrange(9 * MINUTE, 4 * HOUR), "A", script.answer, script.answer_files)
        if case.status == "A" and not case.system_acts and not case.rounds and rng.random() < 0.6:
            return
        self._act(self._pause(), "C", script.more, script.more_files)
        if case.rounds:
            self._act(rng.randrange(12 * MINUTE, 5 * HOUR), "A", script.answer2, script.answer2_files)
        for one in case.rounds:
            self._round(one)
        self._finish()

    def _finish(self) -> None:
        case, script, rng = self.case, self.case.script, self.rng
        if case.status == "C":
            if self.acts[-1][1] != "C":
                self._act(self._pause(), "C", rng.choice(_CHASES))
            return
        if not case.rounds:
            self._act(rng.randrange(12 * MINUTE, 5 * HOUR), "A", script.answer2, script.answer2_files)
        if case.status == "W":
            self._act(2 * MINUTE, "J", "Postponed until Monday 30 November 09:00")
        if case.status == "R":
            if case.system_acts or rng.random() < 0.5:
                self._act(self._pause(), "C", script.thanks)
            self._act(rng.randrange(MINUTE, 2 * HOUR), "R", "")

    def _round(self, one: Round) -> None:
        rng = self.rng
        if one.customer:
            self._act(self._pause(), "C", one.customer, one.files)
        if one.note:
            self._act(rng.randrange(5 * MINUTE, 2 * HOUR), "N", one.note)
        self._act(rng.randrange(10 * MINUTE, 4 * HOUR), "A", one.answer)

    def _act(self, gap: int, kind: str, text: str, files: tuple[str, ...] = ()) -> None:
        self.acts.append((gap, kind, text, files))

    def _pause(self) -> int:
        return self.rng.randrange(25 * MINUTE, 20 * HOUR)

    def _customer(self, at: int, text: str, files: tuple[str, ...], said: str, *, first: bool) -> None:
        parts: list[Part] = []
        html = self.style < 3
        body = to_mail_html(text, self.style) if html else text
        introduction = self._introduction(at)
        if said and html and self.style == 2:
            body = body.replace("</body></html>", quote_html(said, introduction) + "</body></html>")
        elif said:
            quoted = quote_html(said, introduction) if html else f"{introduction}\n{quote(said)}"
            parts.append(("Q", quoted))
        if first and self.case.channel == "M":
            parts += [("Z", f"Topic: {self.case.department_name}"), ("Z", f"Order number: {self.slots.order}")]
        elif self.rng.random() < 0.3:
            parts.insert(0, header_part(self.case.owner, self.draft.subject, at))
        parts += [file_part(self.slots.fill(name), 90_000 + at % 900_000) for name in files]
        heads = [part for part in parts if part[0] in "HZ"]
        rest = [part for part in parts if part[0] not in "HZ"]
        self.draft.add("M", self.case.owner, at, *heads, ("M", body), *rest)

    def _agent(self, at: int, text: str, files: tuple[str, ...]) -> None:
        case = self.case
        body = to_mail_html(text, 0) if self.style % 2 == 0 else text
        name = f"{case.agent.first} {case.agent.last}"
        signature = _SIGNATURES.get(case.script.language, _SIGNATURES["en"])
        footer = signature.replace("{agent}", name).replace("{department}", case.department_name)
        attached = [file_part(self.slots.fill(file), 40_000 + at % 300_000) for file in files]
        self.draft.answers(case.agent, at, body, ("O", footer), *attached)

    def _internal(self, at: int, kind: str, text: str) -> None:
        draft, case = self.draft, self.case
        if kind == "T":
            draft.is_moved(at, text)
        elif kind == "N":
            draft.notes(case.colleague if case.status == "N" or at % 2 else case.agent, at, text)
        elif kind == "G":
            draft.is_tagged(case.agent, at, text)
        elif kind == "J":
            draft.add("J", case.agent, at, ("J", text))
        else:
            draft.is_resolved(case.agent if at % 3 else SYSTEM_USER_ID, at)

    def _introduction(self, at: int) -> str:
        language = self.case.script.language
        sent = datetime.fromtimestamp(at - HOUR, ZoneInfo(DEFAULT_ZONE))
        when = sent.strftime("%a %d %b %Y at %H:%M" if language == "en" else "%d.%m.%Y %H:%M")
        return _WROTE.get(language, _WROTE["en"]).replace("{when}", when)
