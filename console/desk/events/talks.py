"""Chats and calls in a conversation's book: they ring, are taken or missed, and end."""

from __future__ import annotations

from dataclasses import dataclass

from console.contract.enums import ConversationStatus, OnlineService
from console.desk.events.book import Book
from console.desk.events.kinds import Kind, Load

RING_SECONDS = 20
"""A chat or call rings at one agent after another, for so long at each [chosen]."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The kinds of one sort of live talk."""

    service: str
    queue: Load
    running: Load
    rang: Kind
    missed: Kind
    taken: Kind
    ended: Kind
    unanswered: Kind


TALKS = {
    ConversationStatus.CHATTING.value: Talk(
        OnlineService.CHAT.value, Load.CHAT_QUEUE, Load.CHAT,
        Kind.CHAT_RANG, Kind.CHAT_MISSED, Kind.CHAT_TAKEN, Kind.CHAT_ENDED, Kind.CHAT_UNANSWERED,
    ),
    ConversationStatus.CALLING.value: Talk(
        OnlineService.PHONE.value, Load.CALL_QUEUE, Load.CALL,
        Kind.CALL_RANG, Kind.CALL_MISSED, Kind.CALL_TAKEN, Kind.CALL_ENDED, Kind.CALL_UNANSWERED,
    ),
}  # fmt: skip
"""By the status in which a conversation is one."""


def rings(book: Book, talk: Talk, at: int) -> None:
    """It begins to ring; the clock for taking it runs."""
    book.note(talk.rang, at, None)
    book.close_load(at)
    book.open_load(talk.queue, at, book.standing.agent_id)
    book.open_clock(talk.service, at, first=True)


def take(book: Book, talk: Talk, at: int, agent_id: str) -> None:
    """An agent takes it; nothing happens when it does not ring any more."""
    load = book.standing.load
    if load is None or load["load"] != talk.queue.value:
        return
    _rang_in_vain(book, talk, load["from_at"], at, agent_id)
    book.note_timed(talk.taken, at, agent_id, load["from_at"], talk.service)
    book.close_load(at)
    book.close_clock(at, agent_id)
    book.open_load(talk.running, at, agent_id)


def end(book: Book, talk: Talk, at: int) -> None:
    """It is over, whether somebody took it or not."""
    standing = book.standing
    load, heard, rated = standing.load, standing.heard, standing.rated
    standing.heard = standing.rated = False
    if load is None:
        return
    book.close_load(at)
    if load["load"] == talk.queue.value:
        _rang_in_vain(book, talk, load["from_at"], at, None)
        book.note(talk.unanswered, at, standing.agent_id)
        if standing.clock is not None and at <= standing.clock["due"]:
            book.drop_clock()  # it rang for less than was promised: neither kept nor missed
        book.close_clock(at, None)
        return
    book.note_timed(talk.ended, at, load["agent_id"], load["from_at"], talk.service)
    if talk.running is Load.CHAT and not heard:
        book.note(talk.unanswered, at, load["agent_id"])
    if talk.running is Load.CHAT and not rated:
        book.note(Kind.CHAT_UNRATED, at, load["agent_id"])


def _rang_in_vain(book: Book, talk: Talk, rang: int, until: int, taken_by: str | None) -> None:
    rounds = (until - rang) // RING_SECONDS
    if rounds <= 0:
        return
    reached = book.rules.ringing(talk.service, book.standing.department_id, rang)
    for number, agent_id in enumerate([one for one in reached if one != taken_by][:rounds], 1):
        book.note(talk.missed, rang + number * RING_SECONDS, agent_id)
