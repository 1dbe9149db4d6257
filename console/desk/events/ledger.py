"""The ledger of one conversation: whatever happens to it is entered once, and becomes rows of events.

The same ledger is kept while the desk runs, act by act (`live`), and for conversations that were written beforehand
(`derive`). Times are UTC epoch seconds.
"""

from __future__ import annotations

from console.contract.enums import ConversationStatus as Status
from console.contract.enums import OnlineService, Rating
from console.desk.events import talks
from console.desk.events.book import Book, Rules, Standing
from console.desk.events.kinds import Kind, Load
from console.desk.events.rows import EventRows
from console.desk.events.talks import TALKS

_TICKETS = OnlineService.TICKETS.value
_NEW, _ANSWERED, _RESOLVED = Status.NEW.value, Status.ANSWERED.value, Status.RESOLVED.value
_WAITING = {Status.NEW.value: Kind.NEW_ANSWERED, Status.OPEN.value: Kind.OPEN_ANSWERED}
_BECAME = {
    Status.OPEN.value: Kind.OPENED,
    Status.POSTPONED.value: Kind.POSTPONED,
    Status.DELETED.value: Kind.DELETED,
    Status.SPAM.value: Kind.SPAM,
}
_THROWN_AWAY = (Status.DELETED.value, Status.SPAM.value)


class Ledger:
    """Enters what happens to one conversation into its book."""

    def __init__(self, standing: Standing, rules: Rules) -> None:
        self.standing = standing
        self.book = Book(standing, rules, standing.since)

    @property
    def rows(self) -> EventRows:
        """The new rows; those of the standing that were open before are changed in place."""
        return self.book.rows

    def created(self, at: int, agent_id: str | None) -> None:
        """It comes into being, in the status it stands in, by an agent or by nobody of the desk."""
        at = self.book.later(at)
        self.book.note(Kind.CREATED, at, agent_id)
        self._enter(at)

    def moved(self, at: int, *, agent_id: str | None, department_id: str | None) -> None:
        """It is with this agent or nobody, in this department or none, from now on."""
        book, standing = self.book, self.standing
        at = book.later(at)
        comes = agent_id is not None and agent_id != standing.agent_id
        standing.agent_id, standing.department_id = agent_id, department_id
        if comes and standing.assigned_before:
            book.note(Kind.ASSIGNED, at, agent_id)
        elif comes:
            book.note_timed(Kind.ASSIGNED, at, agent_id, standing.created, _TICKETS)
            standing.assigned_before = True
        self._follow(at)

    def answered(self, at: int, agent_id: str) -> None:
        """An agent writes to the customer, which is also a way of taking a chat."""
        self.taken(at, agent_id)
        self.standing.heard = True
        self.book.note(Kind.ANSWER, self.book.later(at), agent_id)

    def said(self, at: int, agent_id: str) -> None:
        """An agent writes a line in a chat, and takes it with the first one."""
        self.taken(at, agent_id)
        self.standing.heard = True
        self.book.note(Kind.CHAT_ANSWER, self.book.later(at), agent_id)

    def came_in(self, at: int) -> None:
        """The customer writes, not in a chat."""
        self.book.note(Kind.INCOMING, self.book.later(at), self.standing.agent_id)

    def noted(self, at: int, agent_id: str) -> None:
        """An agent leaves a note."""
        self.book.note(Kind.NOTE, self.book.later(at), agent_id)

    def placed_call(self, at: int, agent_id: str, seconds: int | None, *, internal: bool) -> None:
        """An agent has called out, or a colleague; without seconds nobody answered."""
        at = self.book.later(at)
        self.book.note(Kind.CALL_INTERNAL if internal else Kind.CALL_PLACED, at, agent_id, seconds)
        if seconds:
            waiting, self.standing.load = self.standing.load, None
            self.book.open_load(Load.CALL, at, agent_id)
            self.book.close_load(at + seconds)
            self.standing.load = waiting

    def rated(self, at: int, rating: Rating, agent_id: str | None, comment: str) -> None:
        """The customer says what it was like with an agent."""
        standing, at = self.standing, self.book.later(at)
        self.book.note(Kind.REWARD if rating is Rating.REWARD else Kind.PUNISHMENT, at, agent_id)
        standing.rated = standing.status in TALKS
        unrated = [row for row in self.rows.events if row["kind"] == Kind.CHAT_UNRATED.value]
        if unrated and not standing.rated:
            self.rows.events.remove(unrated[-1])
        self.rows.ratings.append(
            {
                "at": at,
                "kind": rating.value,
                "conversation_id": standing.id,
                "agent_id": agent_id,
                "customer_id": standing.owner_id,
                "comment": comment,
            }
        )

    def taken(self, at: int, agent_id: str) -> None:
        """An agent takes the chat or call that rings; nothing happens when none does."""
        talk = TALKS.get(self.standing.status)
        if talk is not None:
            talks.take(self.book, talk, self.book.later(at), agent_id)

    def turned(self, at: int, status: str, agent_id: str | None) -> None:
        """Its status is another one from now on, by an agent or by nobody."""
        book, standing = self.book, self.standing
        if status == standing.status:
            return
        at = book.later(at)
        if status == _ANSWERED and standing.status in _WAITING:
            book.note_timed(_WAITING[standing.status], at, agent_id, standing.since, _TICKETS)
        if standing.status in TALKS:
            talks.end(book, TALKS[standing.status], at)
        standing.status, standing.since = status, at
        if status == _RESOLVED:
            self._resolved(at, agent_id)
        elif status in _BECAME:
            book.note(_BECAME[status], at, agent_id)
        if status in _THROWN_AWAY:
            book.drop_clock()
        elif status not in _WAITING:
            book.close_clock(at, agent_id)
        self._enter(at)

    def _resolved(self, at: int, agent_id: str | None) -> None:
        if self.standing.resolved_before:
            self.book.note(Kind.RESOLVED, at, agent_id)
        else:
            self.book.note_timed(Kind.RESOLVED, at, agent_id, self.standing.created, _TICKETS)
        self.standing.resolved_before = True

    def _enter(self, at: int) -> None:
        book, status = self.book, self.standing.status
        if status in TALKS:
            talks.rings(book, TALKS[status], at)
            return
        if status in _WAITING and self.standing.clock is None:
            book.open_clock(_TICKETS, at, first=status == _NEW)
        self._follow(at)

    def _follow(self, at: int) -> None:
        """Close and open the stretch of waiting, which is with one agent or nobody in one department."""
        book, standing, load = self.book, self.standing, self.standing.load
        if standing.status in TALKS:
            return
        waits = standing.status in _WAITING
        place = (standing.agent_id, standing.department_id)
        if waits and load is not None and (load["agent_id"], load["department_id"]) == place:
            return
        book.close_load(at)
        if waits:
            book.open_load(Load.TICKET, at, standing.agent_id)
