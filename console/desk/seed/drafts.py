"""A conversation while it is being written, act by act, and the rows it becomes."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import Any

from console.contract.messages import SYSTEM_USER_ID
from console.desk.ids import new_code, new_id, new_public_code
from console.desk.seed.markup import plain_beginning
from console.desk.seed.people import Agent, Customer

MINUTE = 60
HOUR = 3600
PREVIEW_LENGTH = 140
LONG_ID = 12

Part = tuple[str, str]
"""A message inside a group: its letter and its body."""


@dataclass(slots=True)
class Group:
    """A message group; every part has the author and the time of its group unless it says otherwise."""

    rtype: str
    user_id: str
    at: int
    parts: list[tuple[str, str, str, int]]
    """Letter, body, author, time."""
    rstatus: str = "V"
    finished: int | None = None
    mail_id: str | None = None


@dataclass(slots=True)
class Draft:
    """A conversation with its groups. Times are UTC epoch seconds."""

    subject: str
    department_id: str | None
    status: str
    channel: str
    owner: Customer | None
    language: str = "en"
    code: str = ""
    assigned_to: str | None = None
    owner_note: str | None = None
    tags: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    created: int | None = None
    changed: int | None = None
    preview: str | None = None
    id: str = ""

    @property
    def customer_id(self) -> str:
        """The user id of the owner; the system's when there is none."""
        return self.owner.user_id if self.owner else SYSTEM_USER_ID

    def add(self, rtype: str, user: str | Agent | Customer, at: int, *parts: Part, rstatus: str = "V") -> Group:
        """Append a group whose parts are all of one user and one moment."""
        user_id = _user_id(user)
        group = Group(rtype, user_id, at, [(letter, body, user_id, at) for letter, body in parts], rstatus)
        self.groups.append(group)
        return group

    def says(self, at: int, text: str, *parts: Part, user: Customer | None = None) -> Group:
        """The customer writes."""
        return self.add("M", user or self.customer_id, at, ("M", text), *parts)

    def answers(self, agent: Agent, at: int, text: str, *parts: Part) -> Group:
        """An agent answers."""
        return self.add("M", agent, at, ("M", text), *parts)

    def notes(self, agent: Agent, at: int, text: str, *parts: Part) -> Group:
        """An agent leaves a note."""
        return self.add("I", agent, at, ("N", text), *parts)

    def is_moved(self, at: int, target: str, *, by: Agent | None = None, reason: str = "") -> Group:
        """A transfer, by the system's rules or by an agent with a reason."""
        if by is None:
            return self.add("T", SYSTEM_USER_ID, at, ("R", f"assigned to {target} by rule"))
        parts = [("R", f"Transferred to {target}")] + ([("N", reason)] if reason else [])
        return self.add("T", by, at, *parts)

    def is_tagged(self, agent: Agent, at: int, name: str) -> Group:
        """A tag is put on."""
        return self.add("G", agent, at, ("G", f"Tag added: {name}"))

    def is_resolved(self, user: Agent | str, at: int) -> Group:
        """The conversation is resolved."""
        return self.add("R", user, at, ("J", "Status changed to resolved"))

    @property
    def first_at(self) -> int:
        """When it began."""
        return self.created if self.created is not None else min(group.at for group in self.groups)

    @property
    def last_at(self) -> int:
        """When it changed last."""
        if self.changed is not None:
            return self.changed
        return max(at for group in self.groups for *_, at in group.parts or [("", "", "", group.at)])

    def begin(self) -> str:
        """The beginning of the text, plain."""
        if self.preview is not None:
            return self.preview
        texts = (body for group in self.groups for letter, body, *_ in group.parts if letter in "MN")
        return plain_beginning(next(texts, ""), PREVIEW_LENGTH)


@dataclass(slots=True)
class Rows:
    """What a set of drafts becomes, by table."""

    conversations: list[dict[str, Any]] = field(default_factory=list)
    fields: list[dict[str, Any]] = field(default_factory=list)
    tags: list[dict[str, Any]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)

    def take(self, draft: Draft, rng: random.Random, tag_ids: dict[str, str]) -> None:
        """Add a draft's rows."""
        draft.id = draft.id or new_id(rng)
        draft.code = draft.code or new_code(rng)
        self.conversations.append(
            {
                "id": draft.id,
                "code": draft.code,
                "public_code": new_public_code(rng),
                "owner_id": draft.owner.id if draft.owner else None,
                "department_id": draft.department_id,
                "assigned_to": draft.assigned_to,
                "status": draft.status,
                "channel": draft.channel,
                "subject": draft.subject,
                "preview": draft.begin(),
                "owner_note": draft.owner_note,
                "created": draft.first_at,
                "changed": draft.last_at,
            }
        )
        for code, value in draft.fields:
            self.fields.append({"conversation_id": draft.id, "code": code, "value": value})
        for name in dict.fromkeys(draft.tags):
            self.tags.append({"conversation_id": draft.id, "tag_id": tag_ids[name]})
        for position, group in enumerate(draft.groups):
            self._take_group(draft, position, group, rng)

    def _take_group(self, draft: Draft, position: int, group: Group, rng: random.Random) -> None:
        group_id = new_id(rng, length=LONG_ID)
        times = [at for *_, at in group.parts]
        self.groups.append(
            {
                "id": group_id,
                "conversation_id": draft.id,
                "position": position,
                "user_id": group.user_id,
                "rtype": group.rtype,
                "rstatus": group.rstatus,
                "created": group.at,
                "finished": group.finished if group.finished is not None else max(times, default=group.at),
            }
        )
        self.messages += [
            {
                "id": new_id(rng, length=LONG_ID),
                "group_id": group_id,
                "conversation_id": draft.id,
                "position": number,
                "user_id": author,
                "rtype": letter,
                "created": at,
                "body": body,
                "mail_id": group.mail_id,
            }
            for number, (letter, body, author, at) in enumerate(group.parts)
        ]


_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "mp3": "audio/mpeg",
    "gif": "image/gif",
}


def file_part(name: str, size: int, *, letter: str = "F") -> Part:
    """A file as a message: JSON with a heading row and pairs."""
    kind = _TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    pairs = [("name", "value"), ("name", name), ("type", kind), ("size", str(size))]
    address = f"https://files.kestrel.example/{size:x}{len(name):x}/{name.replace(' ', '%20')}"
    return letter, json.dumps([*pairs, ("download_url", address)], ensure_ascii=False)


def header_part(owner: Customer, subject: str, number: int) -> Part:
    """The headers of an incoming mail as a message."""
    sender = f"{owner.name} <{owner.emails[0]}>" if owner.name else owner.emails[0]
    lines = [f"From: {sender}", "To: Kestrel & Finch <help@kestrel.example>", f"Subject: {subject}"]
    return "H", "\n".join([*lines, f"Message-ID: <{number:x}.{owner.id}@mail.test>"])


def _user_id(user: str | Agent | Customer) -> str:
    if isinstance(user, Customer):
        return user.user_id
    return user.id if isinstance(user, Agent) else user
