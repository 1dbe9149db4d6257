"""Tells a conversation that was written beforehand to a ledger, group by group."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from console.contract.enums import ConversationStatus as Status
from console.contract.enums import GroupType, MessageType, Rating
from console.contract.messages import SYSTEM_USER_ID
from console.desk.events.book import Rules, Standing
from console.desk.events.ledger import Ledger
from console.desk.events.rows import EventRows, TagRow
from console.desk.events.threads import Act, Line, Thread

TEXTS = frozenset({MessageType.MESSAGE.value, MessageType.MIXED_MESSAGE.value, MessageType.LEGACY_MESSAGE.value})
"""Letters of what somebody says to somebody outside."""

_TRANSFER = re.compile(r"(?:transferred|assigned) to (.+?)(?: by rule)?", re.IGNORECASE)
_TAG = re.compile(r"tag (added|removed): (.+)", re.IGNORECASE)
_STATUS = re.compile(r"status changed to (\w+)", re.IGNORECASE)
_BY_WORD = {status.word: status.value for status in Status}
# Plain letters: in Python 3.11 asking an enum for its value takes longer than all the rest.
_NEW, _OPEN, _ANSWERED = Status.NEW.value, Status.OPEN.value, Status.ANSWERED.value
_CHATTING, _CALLING = Status.CHATTING.value, Status.CALLING.value
_CHAT, _CALL, _START = GroupType.CHAT.value, GroupType.CALL.value, GroupType.START_INFO.value
_CALL_OUT, _CALL_INSIDE = GroupType.OUTGOING_CALL.value, GroupType.INTERNAL_CALL.value
_NOTE, _MOVED, _STATE, _END = (
    MessageType.NOTE.value, MessageType.TRANSFER.value, MessageType.STATUS.value, MessageType.END.value,
)  # fmt: skip
_TAGGED, _COMMENT = MessageType.TAG.value, MessageType.RANKING_COMMENT.value
_RATINGS = {rating.value: rating for rating in Rating}
_TURNS = {
    GroupType.RESOLVE.value: Status.RESOLVED.value,
    GroupType.POSTPONE.value: Status.POSTPONED.value,
    GroupType.DELETE.value: Status.DELETED.value,
    GroupType.SPAM.value: Status.SPAM.value,
}
_PUBLIC = frozenset(kind.value for kind in GroupType if kind.public)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the threads of a desk refer to."""

    rules: Rules
    agents: Collection[str]
    """Userids: whoever else writes is a customer or the system."""
    agent_names: Mapping[str, str] = field(default_factory=dict)
    """Userids by first and last name, as the messages of transfers name them."""
    department_names: Mapping[str, str] = field(default_factory=dict)
    tag_names: Mapping[str, str] = field(default_factory=dict)


class Teller:
    """Tells one thread.

    What the thread does not say is taken to be as usual: who has it in the end has had it since the first answer, and
    a tag has been on it from the beginning unless a tag group says when it was put on.
    """

    def __init__(self, thread: Thread, desk: Desk) -> None:
        first = next((act for act in thread.acts if act.rtype != _START), None)
        begun = min([thread.created, *(act.at for act in thread.acts[:1])])
        self.thread = thread
        self.desk = desk
        self.creator = None if first is None else self._agent(first.user_id)
        self.voice = thread.agent_id
        """The agent whom a rating is about: who wrote last."""
        standing = Standing(
            thread.id, thread.channel, thread.owner_id, begun, self._first_status(first),
            thread.department_id, None, begun,
        )  # fmt: skip
        self.ledger = Ledger(standing, desk.rules)

    def tell(self) -> EventRows:
        """The rows of the whole thread."""
        ledger, thread = self.ledger, self.thread
        ledger.created(ledger.standing.created, self.creator)
        for act in thread.acts:
            self._act(act, last=act is thread.acts[-1])
        end = max(thread.changed, ledger.book.now)
        if (ledger.standing.agent_id, ledger.standing.department_id) != (thread.agent_id, thread.department_id):
            ledger.moved(end, agent_id=thread.agent_id, department_id=thread.department_id)
        ledger.turned(end, thread.status, None)
        ledger.rows.tags += self._tags()
        return ledger.rows

    def _first_status(self, first: Act | None) -> str:
        if first is None:
            return self.thread.status
        if first.rtype == _CHAT:
            return _CHATTING
        if first.rtype == _CALL:
            return _CALLING
        return _NEW if self.creator is None else _ANSWERED

    def _act(self, act: Act, *, last: bool) -> None:
        if act.rtype == _CHAT:
            self._talk(act, _CHATTING, last=last)
        elif act.rtype == _CALL:
            self._talk(act, _CALLING, last=last)
        elif act.rtype in (_CALL_OUT, _CALL_INSIDE):
            self._placed(act)
        else:
            for line in act.lines:
                self._line(line, act)
        if act.rtype in _TURNS:
            self.ledger.turned(act.at, _TURNS[act.rtype], self._agent(act.user_id))

    def _line(self, line: Line, act: Act) -> None:
        """A message that is part of no chat or call."""
        ledger, agent_id = self.ledger, self._agent(line.user_id)
        if line.letter in TEXTS and act.rtype in _PUBLIC:
            if agent_id is not None:
                self._speaks(line.at, agent_id)
                ledger.answered(line.at, agent_id)
                ledger.turned(line.at, _ANSWERED, agent_id)
            elif line.user_id != SYSTEM_USER_ID:
                ledger.came_in(line.at)
                if ledger.standing.status != _NEW:
                    ledger.turned(line.at, _OPEN, None)
        elif line.letter == _NOTE and agent_id is not None:
            ledger.noted(line.at, agent_id)
        elif line.letter == _MOVED and (moved := _TRANSFER.fullmatch(line.body)):
            self._moves(line.at, moved[1].split(", "))
        elif line.letter == _STATE and (changed := _STATUS.match(line.body)):
            ledger.turned(line.at, _BY_WORD.get(changed[1].lower(), ledger.standing.status), agent_id)
        elif line.letter in _RATINGS:
            self._rated(line, act)

    def _rated(self, line: Line, act: Act) -> None:
        comments = [one.body for one in act.lines if one.letter == _COMMENT]
        self.ledger.rated(line.at, _RATINGS[line.letter], self.voice, comments[0] if comments else "")

    def _talk(self, act: Act, status: str, *, last: bool) -> None:
        """A chat or a call, which the first line of an agent takes."""
        ledger, served = self.ledger, False
        ledger.turned(act.at, status, None)
        for line in act.lines:
            agent_id = self._agent(line.user_id)
            if agent_id is not None:
                self._speaks(line.at, agent_id)
                ledger.taken(line.at, agent_id)
                served = True
                if line.letter in TEXTS:
                    ledger.said(line.at, agent_id)
            elif line.letter == _END:
                self._over(line.at, served=served)
            elif line.letter in _RATINGS:
                self._rated(line, act)
        if not last or self.thread.status != status:
            self._over(max([act.finished, *(line.at for line in act.lines)]), served=served)

    def _over(self, at: int, *, served: bool) -> None:
        """A chat or call is over. What nobody answered stays as a new ticket."""
        if self.ledger.standing.status in (_CHATTING, _CALLING):
            self.ledger.turned(at, _ANSWERED if served else _NEW, None)

    def _placed(self, act: Act) -> None:
        agent_id = self._agent(act.user_id)
        if agent_id is not None:
            internal = act.rtype == _CALL_INSIDE
            self.ledger.placed_call(act.at, agent_id, _call_seconds(act), internal=internal)

    def _moves(self, at: int, names: list[str]) -> None:
        desk, standing = self.desk, self.ledger.standing
        agents = [desk.agent_names[name] for name in names if name in desk.agent_names]
        places = [desk.department_names[name] for name in names if name in desk.department_names]
        place = places[0] if places else standing.department_id
        if agents or place != standing.department_id:
            self.ledger.moved(at, agent_id=agents[0] if agents else None, department_id=place)

    def _speaks(self, at: int, agent_id: str) -> None:
        """An agent works on it, from when on it is with the one that has it in the end."""
        self.voice = agent_id
        standing = self.ledger.standing
        if standing.agent_id is None and self.thread.agent_id is not None:
            self.ledger.moved(at, agent_id=self.thread.agent_id, department_id=standing.department_id)

    def _agent(self, user_id: str) -> str | None:
        return user_id if user_id in self.desk.agents else None

    def _tags(self) -> list[TagRow]:
        """When which tag was on it, as far as the tag groups say."""
        thread = self.thread
        rows: dict[str, TagRow] = {}
        for line in (line for act in thread.acts for line in act.lines if line.letter == _TAGGED):
            match = _TAG.fullmatch(line.body)
            tag_id = self.desk.tag_names.get(match[2]) if match is not None else None
            if match is None or tag_id is None:
                continue
            if match[1].lower() == "added":
                rows[tag_id] = self._tag(tag_id, line.at)
            elif tag_id in rows:
                rows[tag_id]["to_at"] = line.at
        for tag_id in thread.tags:
            if tag_id not in rows:
                rows[tag_id] = self._tag(tag_id, self.ledger.standing.created)
        return list(rows.values())

    def _tag(self, tag_id: str, at: int) -> TagRow:
        return {"conversation_id": self.thread.id, "tag_id": tag_id, "from_at": at, "to_at": None}


def _call_seconds(act: Act) -> int | None:
    """How long a call that was placed lasted, by its statistics; None when it was not answered."""
    for line in act.lines:
        if line.letter == _STATE and line.body.startswith("{"):
            try:
                seconds = int(json.loads(line.body).get("duration", 0))
            except (ValueError, TypeError):
                continue
            return seconds or None
    return None
