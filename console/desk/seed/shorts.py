"""Conversations that are no mail threads: chats, calls, social messages, talk among colleagues, spam, the outage."""

from __future__ import annotations

import json
import random

from console.contract.messages import SYSTEM_USER_ID
from console.desk.seed.drafts import HOUR, MINUTE, Draft, Group, file_part
from console.desk.seed.markup import to_mail_html
from console.desk.seed.material import Call, Chat, Internal, Outage, Script, Social
from console.desk.seed.people import Agent, Customer
from console.desk.seed.slots import Slots

_PAGES = ("loft-2", "rook", "heron", "wren", "perch", "perch-duo", "help", "account/orders")
_SOCIAL_CHANNELS = (("F", "F"), ("T", "W"))


def chat_from_script(script: Script, variant: int) -> Chat:
    """A mail script held as a chat: the same case in shorter lines."""
    opening = script.open[variant % len(script.open)].replace("\n\n", " ").replace("\n", " ")
    lines = [f"C {opening}", *(f"A {line}" for line in script.answer.split("\n") if line)]
    if script.chat:
        lines += [f"C {script.more}", f"A {script.answer2}", f"C {script.thanks}"]
    else:
        # What a script tells next happens days later, which no chat lasts.
        lines.append("C Thank you, that helps.")
    subject = script.subjects[variant % len(script.subjects)]
    return Chat(subject, script.department, tuple(lines))


def write_chat(
    chat: Chat, owner: Customer, agent: Agent, rng: random.Random, *, at: int, status: str, language: str = "en"
) -> Draft:
    """A chat; when it still runs (T), the last lines are yet to come."""
    needs = chat.subject + " ".join(chat.lines)
    slots = Slots(rng, owner, language, needs)
    draft = Draft(slots.fill(chat.subject), "", status, "B", owner, language, assigned_to=agent.id)
    page = f"Page: https://shop.kestrel.example/{rng.choice(_PAGES)}"
    browser = rng.choice(("Browser on a phone", "Browser on a tablet", "Browser on a desktop computer"))
    draft.add("S", SYSTEM_USER_ID, at, ("U", page), ("U", browser))
    group = Group("C", owner.user_id, at, [])
    draft.groups.append(group)
    lines = chat.lines[: max(2, len(chat.lines) * 2 // 3)] if status == "T" else chat.lines
    now = at + 4
    for line in lines:
        author = owner.user_id if line[0] == "C" else agent.id
        group.parts.append(("M", slots.fill(line[2:]), author, now))
        now += rng.randrange(6, 75)
        if line is lines[0]:
            joined = f"{agent.first} {agent.last} joined the chat"
            group.parts.append(("S", joined, SYSTEM_USER_ID, now - 3))
    if status != "T":
        group.parts.append(("E", "The visitor left the chat", SYSTEM_USER_ID, now))
    if status == "R":
        draft.is_resolved(agent, now + 20)
    if language != "en":
        draft.fields.append(("language", language))
    return draft


def write_call(call: Call, owner: Customer, agent: Agent, rng: random.Random, *, at: int, status: str) -> Draft:
    """A phone call with its recording, its statistics and the agent's note; a running one (P) has neither yet."""
    slots = Slots(rng, owner, "en", call.subject + call.note)
    draft = Draft(slots.fill(call.subject), "", status, "C", owner, assigned_to=agent.id)
    waited = rng.randrange(4, 95)
    group = draft.add("P", owner, at, ("D", f"Incoming call from 555-01{rng.randrange(100):02d}"))
    group.parts.append(("D", f"Answered by {agent.first} {agent.last}", agent.id, at + waited))
    if status == "P":
        return draft
    end = at + waited + call.seconds
    voice = file_part(f"call-{at}.mp3", call.seconds * 4000, letter="V")
    group.parts.append((*voice, SYSTEM_USER_ID, end))
    statistics = json.dumps({"duration": call.seconds, "waiting": waited, "hold": 0})
    group.parts.append(("J", statistics, SYSTEM_USER_ID, end))
    group.finished = end
    draft.notes(agent, end + rng.randrange(20, 200), slots.fill(call.note))
    if status == "C":
        draft.says(end + HOUR // 2, "Hello again, we just spoke. I have one more question: could you call me back?")
    if status == "R":
        draft.is_resolved(agent, end + rng.randrange(200, 400))
    return draft


def write_social(
    social: Social, owner: Customer, agent: Agent, rng: random.Random, *, number: int, at: int, status: str
) -> Draft:
    """A message on one of two social networks, and its answer."""
    slots = Slots(rng, owner, "en", social.text)
    channel, rtype = _SOCIAL_CHANNELS[number % 2]
    draft = Draft(social.subject, "", status, channel, owner, assigned_to=None if status == "N" else agent.id)
    draft.tags = list(social.tags)
    draft.add(rtype, owner, at, ("M", slots.fill(social.text)))
    if status in "ARC":
        answered = at + rng.randrange(5 * MINUTE, 3 * HOUR)
        draft.add(rtype, agent, answered, ("M", slots.fill(social.answer)))
        if status == "C":
            draft.add(rtype, owner, answered + 9 * MINUTE, ("M", "Thanks! One more: do you ship to islands?"))
        if status == "R":
            draft.is_resolved(agent, answered + MINUTE)
    return draft


def write_internal(talk: Internal, agents: list[Agent], rng: random.Random, *, at: int, status: str) -> Draft:
    """Colleagues among themselves: notes only."""
    slots = Slots(rng, None, "en", "")
    draft = Draft(talk.subject, "", status, "E", None, assigned_to=None)
    for number, text in enumerate(talk.notes):
        draft.notes(agents[number % len(agents)], at, slots.fill(text))
        at += rng.randrange(4 * MINUTE, 3 * HOUR)
    if status == "R":
        draft.is_resolved(agents[0], at)
    return draft


def write_spam(subject: str, text: str, owner: Customer, *, at: int, agent: Agent) -> Draft:
    """Unwanted mail, marked as such."""
    draft = Draft(subject, "", "B", "E", owner, tags=["spam"])
    if "kestre1" in text or "kestrel-parcel" in text:
        draft.tags.append("phishing")
    draft.says(at, to_mail_html(text, 0))
    draft.add("B", agent, at + 5 * MINUTE, ("J", "Marked as spam"))
    return draft


def write_deleted(subject: str, text: str, owner: Customer, *, at: int, agent: Agent) -> Draft:
    """A mail that somebody threw away."""
    draft = Draft(subject, "", "X", "E", owner)
    if "Auto" in subject or "Out of" in subject:
        draft.tags.append("auto-reply")
    draft.says(at, text)
    draft.add("X", agent, at + 11 * MINUTE, ("J", "Status changed to deleted"))
    return draft


def write_report(
    outage: Outage, number: int, owner: Customer, agent: Agent, rng: random.Random, *, at: int, status: str
) -> Draft:
    """One report of the outage. Answered ones carry the common answer; open ones wait for the next version."""
    subject, text = outage.reports[number]
    slots = Slots(rng, owner, "en", text)
    draft = Draft(subject, "", status, "M" if number % 5 == 0 else "E", owner)
    draft.fields = [("firmware", "3.2.0")]
    draft.tags = ["firmware-3.2"] if status != "N" or number % 3 == 0 else []
    group = draft.says(at, to_mail_html(text, number) if number % 2 else text)
    if draft.channel == "M":
        group.parts.insert(0, ("Z", "Topic: Technical Support", owner.user_id, at))
    if status == "N":
        return draft
    draft.assigned_to = agent.id
    draft.notes(agent, at + 3 * MINUTE, outage.note)
    draft.answers(agent, at + 6 * MINUTE, slots.fill(outage.answer), ("O", f"{agent.first} {agent.last}"))
    if status == "C":
        draft.says(at + 9 * MINUTE, outage.more[number % len(outage.more)])
    return draft
